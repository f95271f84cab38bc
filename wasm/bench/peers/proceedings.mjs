// A checked answer of KZ Info as proceedings, by hand: what the core gives as `output`.

/** The first row that matches wins; a stem begins a word, and ASCII parts words. */
const CATEGORIES = [
  ['alimony', 'алимент'],
  ['fee', 'исполнительский сбор|исполнительского сбора'],
  ['state_duty', 'госпошлин|государственная пошлина|государственной пошлины'],
  [
    'utilities',
    'жилищно-коммунальн|коммунальн|жкх|жку|электроэнерг|теплоснабжен|тепловой энерг|водоснабжен|' +
      'газоснабжен|капитальный ремонт|капитального ремонта|за газ|содержание жил',
  ],
  ['fine', 'штраф|айыппұл'],
  ['tax', 'налог|страховых взносов|страховые взносы|таможен|пени|в бюджет'],
  ['loan', 'кредит|займ|заем|заём|ипотек|ссуд|лизинг'],
  ['damages', 'ущерб|вред|убыт|компенсаци'],
].map(([category, stems]) => [category, new RegExp(`(?:^|[^a-z0-9\\u0080-\\uffff])(?:${stems})`)]);

function category(subject) {
  if (subject === undefined) return 'other';
  const lower = subject.toLowerCase();
  for (const [category, stems] of CATEGORIES) if (stems.test(lower)) return category;
  return 'other';
}

/** What is there, and not blank. */
const text = (value) => (value == null || value.trim() === '' ? undefined : value);

const DAY = /^(?:19\d\d|20\d\d|2100)-(\d\d)-(\d\d)(?:$|[T ])/;
const DAYS = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day as written: a local midnight shifted to UTC would be the day before. */
function day(moment) {
  const written = moment == null ? undefined : moment.trim();
  const found = written && DAY.exec(written);
  if (!found) return undefined;
  const [, month, day] = found;
  if (!(day >= 1 && day <= DAYS[+month])) return undefined;
  if (month === '02' && day === '29' && !isLeap(+written.slice(0, 4))) return undefined;
  return written.slice(0, 10);
}

const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const PLAIN = /^-?\d{1,18}(?:\.\d{1,6})?$/;
const COMMA = /^-?\d{1,18},\d{1,6}$/;

/** A decimal string with the digits that were sent. */
function decimal(sent) {
  const amount = sent == null ? '' : sent.trim();
  if (PLAIN.test(amount)) return amount;
  return COMMA.test(amount) ? amount.replace(',', '.') : undefined;
}

function joined(first, second, third) {
  let name = text(first);
  for (const part of [text(second), text(third)]) {
    if (part !== undefined) name = name === undefined ? part : `${name} ${part}`;
  }
  return name;
}

function claimant(item) {
  const person = joined(item.recoverer_surname, item.recoverer_name, item.recoverer_secondname);
  const company = text(item.recoverer_title);
  const iin = text(item.recoverer_iin);
  const bin = text(item.recoverer_bin);
  const isCompany = company !== undefined || bin !== undefined;
  const isPerson = person !== undefined || iin !== undefined;
  if (!isCompany && !isPerson && text(item.recoverer_type_ru) === undefined) return undefined;
  const kind = isCompany === isPerson ? 'unknown' : isCompany ? 'company' : 'person';
  return { kind, name: company ?? person, iin, bin };
}

function officer(item) {
  const second = item.officer_secondname;
  const [patronymic, office] = Array.isArray(second) ? [second[0], second[2]] : [second, undefined];
  return {
    name: joined(item.officer_surname, item.officer_name, patronymic),
    office: text(item.disa_department_name_ru) ?? office,
  };
}

function proceeding(item) {
  const subject = text(item.category_ru) ?? text(item.category_kz);
  const principal = decimal(item.recovery_amount);
  return {
    number: text(item.exec_proc_num),
    source_id: text(item.exec_proc),
    opened_on: day(item.ip_start_date),
    status: 'unknown',
    document: { date: day(item.il_date), issuer: text(item.il_organ_ru) ?? text(item.il_organ_kz) },
    subject: { text: subject, category: category(subject) },
    amounts: {
      currency: 'KZT',
      principal,
      items: principal === undefined ? [] : [{ amount: principal, kind: 'principal' }],
      basis: 'unknown',
    },
    debtor: { name: joined(item.debtor_name, item.debtor_secondname), iin: text(item.debtor_iin) },
    claimant: claimant(item),
    department: { name: text(item.disa_name_ru) ?? text(item.disa_department_name_ru) },
    officer: officer(item),
    raw: item,
  };
}

export function proceedings(items) {
  return items.length === 0
    ? { outcome: 'empty', basis: 'no_records', complete: true, proceedings: [] }
    : { outcome: 'found', complete: true, proceedings: items.map(proceeding) };
}
