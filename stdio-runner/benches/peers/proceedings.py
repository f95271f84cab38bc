"""Checked records of KZ Info as proceedings, by hand: the `output` of `spravka step`."""

import re
from types import SimpleNamespace

# What is made of a record, type by type; a member that is None is left out.
TYPES = {
    "Step": ("step", "output", "meta"),
    "Output": ("outcome", "basis", "complete", "proceedings"),
    "Meta": ("provider", "operation", "as_of", "attempts"),
    "Proceeding": (
        "number source_id opened_on status document subject amounts debtor claimant department"
        " officer raw"
    ).split(),
    "Document": ("date", "issuer"),
    "Subject": ("text", "category"),
    "Amounts": ("currency", "principal", "items", "basis"),
    "Amount": ("amount", "kind"),
    "Debtor": ("name", "iin"),
    "Claimant": ("kind", "name", "iin", "bin"),
    "Department": ("name",),
    "Officer": ("name", "office"),
}

# The members that are texts; the first one is required. One more is a text or a list of texts.
TEXTS = (
    "exec_proc exec_proc_num ip_start_date il_date debtor_iin debtor_name debtor_secondname"
    " il_organ_ru il_organ_kz category_ru category_kz recovery_amount officer_surname officer_name"
    " disa_name_ru disa_department_name_ru recoverer_type_ru recoverer_type_kz recoverer_iin"
    " recoverer_surname recoverer_name recoverer_secondname recoverer_bin recoverer_title"
).split()
LISTED = "officer_secondname"

# The first row that matches wins; a stem begins a word, and ASCII parts words.
CATEGORIES = [
    (category, re.compile("(?:^|[^a-z0-9\u0080-\U0010ffff])(?:%s)" % stems).search)
    for category, stems in [
        ("alimony", "алимент"),
        ("fee", "исполнительский сбор|исполнительского сбора"),
        ("state_duty", "госпошлин|государственная пошлина|государственной пошлины"),
        (
            "utilities",
            "жилищно-коммунальн|коммунальн|жкх|жку|электроэнерг|теплоснабжен|тепловой энерг"
            "|водоснабжен|газоснабжен|капитальный ремонт|капитального ремонта|за газ"
            "|содержание жил",
        ),
        ("fine", "штраф|айыппұл"),
        ("tax", "налог|страховых взносов|страховые взносы|таможен|пени|в бюджет"),
        ("loan", "кредит|займ|заем|заём|ипотек|ссуд|лизинг"),
        ("damages", "ущерб|вред|убыт|компенсаци"),
    ]
]

DAY = re.compile(r"(?:19\d\d|20\d\d|2100)-(\d\d)-(\d\d)(?:$|[T ])", re.ASCII).match
DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
PLAIN = re.compile(r"-?\d{1,18}(?:\.\d{1,6})?", re.ASCII).fullmatch
COMMA = re.compile(r"-?\d{1,18},\d{1,6}", re.ASCII).fullmatch


def category(subject):
    if subject is not None:
        lower = subject.lower()
        for name, begins in CATEGORIES:
            if begins(lower):
                return name
    return "other"


def text(value):
    """What is there, and not blank."""
    return value if value and not value.isspace() else None


def day(moment):
    """The day as written: a local midnight shifted to UTC would be the day before."""
    written = moment.strip() if moment else ""
    found = DAY(written)
    if not found:
        return None
    year, month, day = int(written[:4]), int(found[1]), int(found[2])
    if not 1 <= month <= 12 or not 1 <= day <= DAYS[month]:
        return None
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return None if (month, day) == (2, 29) and not is_leap else written[:10]


def decimal(sent):
    """A decimal text with the digits that were sent."""
    amount = sent.strip() if sent else ""
    if PLAIN(amount):
        return amount
    return amount.replace(",", ".") if COMMA(amount) else None


def joined(*parts):
    return " ".join([part for part in parts if text(part)]) or None


def steps(kinds):
    """Makes steps of these types, each called by its members in the order of TYPES."""
    of = SimpleNamespace(**kinds)

    def claimant(item):
        person = joined(item.recoverer_surname, item.recoverer_name, item.recoverer_secondname)
        company, iin, bin = map(text, (item.recoverer_title, item.recoverer_iin, item.recoverer_bin))
        is_company, is_person = bool(company or bin), bool(person or iin)
        if not is_company and not is_person and not text(item.recoverer_type_ru):
            return None
        kind = "unknown" if is_company == is_person else "company" if is_company else "person"
        return of.Claimant(kind, company or person, iin, bin)

    def officer(item):
        second, office = item.officer_secondname, None
        if isinstance(second, list):
            second, office = [*second, None, None, None][0:3:2]
        name = joined(item.officer_surname, item.officer_name, second)
        return of.Officer(name, text(item.disa_department_name_ru) or office)

    def proceeding(item, raw):
        subject = text(item.category_ru) or text(item.category_kz)
        principal = decimal(item.recovery_amount)
        amounts = [] if principal is None else [of.Amount(principal, "principal")]
        return of.Proceeding(
            text(item.exec_proc_num),
            text(item.exec_proc),
            day(item.ip_start_date),
            "unknown",
            of.Document(day(item.il_date), text(item.il_organ_ru) or text(item.il_organ_kz)),
            of.Subject(subject, category(subject)),
            of.Amounts("KZT", principal, amounts, "unknown"),
            of.Debtor(joined(item.debtor_name, item.debtor_secondname), text(item.debtor_iin)),
            claimant(item),
            of.Department(text(item.disa_name_ru) or text(item.disa_department_name_ru)),
            officer(item),
            raw,
        )

    def step(items, call):
        """`items` are records, each with what is given back as `raw`."""
        proceedings = [proceeding(item, raw) for item, raw in items]
        outcome, basis = ("found", None) if proceedings else ("empty", "no_records")
        output = of.Output(outcome, basis, True, proceedings)
        meta = of.Meta("kz_info", call.state.operation, call.now, call.state.sends)
        return of.Step("done", output, meta)

    return step
