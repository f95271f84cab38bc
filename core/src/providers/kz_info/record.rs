//! The proceeding as KZ Info sends it, 25 documented members, and its way into the one record.

use std::borrow::Cow;

use crate::proceeding::{
    AmountItem, AmountKind, Amounts, Claimant, ClaimantKind, Debtor, Department, Document, Officer,
    Proceeding, Raw, Status, Subject,
};
use crate::protocol::Notes;
use crate::value::{Date, Decimal, Iin};
use crate::wire::{Field, Object};

macro_rules! wire {
    ($($name:ident)*) => {
        /// Section «В качестве ответа придет JSON со следующими полями».
        pub(super) struct Wire<'a> {
            $($name: Field<'a>,)*
        }

        impl<'a> Wire<'a> {
            /// `None` for an object with none of these members: an error, or another record.
            pub(super) fn of(item: &Object<'a>) -> Option<Self> {
                let known = [$(stringify!($name),)*].iter().any(|name| item.raw(name).is_some());
                known.then(|| Self { $($name: item.field(stringify!($name)),)* })
            }

            fn into_raw(self) -> Raw<'a> {
                Raw::of([$((stringify!($name), self.$name),)*])
            }
        }
    };
}

wire! {
    exec_proc exec_proc_num ip_start_date il_date debtor_iin debtor_name debtor_secondname
    il_organ_ru il_organ_kz category_ru category_kz recovery_amount
    officer_surname officer_name officer_secondname disa_name_ru disa_department_name_ru
    recoverer_type_ru recoverer_type_kz recoverer_iin recoverer_surname recoverer_name
    recoverer_secondname recoverer_bin recoverer_title
}

/// Where an item's member is, for a quirk.
struct Place(usize);

impl Place {
    fn of(&self, member: &str) -> String {
        format!("/{}/{member}", self.0)
    }
}

impl<'a> Wire<'a> {
    pub(super) fn into_proceeding(
        self,
        index: usize,
        asked: &Iin,
        notes: &mut Notes,
    ) -> Proceeding<'a> {
        let place = Place(index);
        if self.debtor_iin.text().is_some_and(|iin| iin != asked.as_str()) {
            notes.quirk("kz_info.other_debtor_iin", || place.of("debtor_iin"));
        }
        Proceeding {
            number: self.exec_proc_num.cow(),
            source_id: self.exec_proc.cow(),
            opened_on: date(&self.ip_start_date, "ip_start_date", &place, notes),
            consolidated_number: None,
            status: Status::Unknown,
            ended: None,
            document: Document {
                kind: None,
                number: None,
                date: date(&self.il_date, "il_date", &place, notes),
                issuer: self.il_organ_ru.cow().or_else(|| self.il_organ_kz.cow()),
            },
            subject: Subject::of(self.category_ru.cow().or_else(|| self.category_kz.cow())),
            amounts: self.amounts(&place, notes),
            debtor: self.debtor(&place, notes),
            claimant: self.claimant(),
            department: Department {
                name: self.disa_name_ru.cow().or_else(|| self.disa_department_name_ru.cow()),
                address: None,
                code: None,
            },
            officer: self.officer(&place, notes),
            raw: self.into_raw(),
        }
    }

    fn amounts(&self, place: &Place, notes: &mut Notes) -> Amounts<'a> {
        let mut items = Vec::new();
        let amount = self.recovery_amount.text().and_then(|text| Decimal::parse(text.trim()));
        match amount {
            Some(amount) => {
                if amount.tolerance().is_some() {
                    notes.quirk("kz_info.amount_form", || place.of("recovery_amount"));
                }
                let amount = Cow::Owned(amount.into_text().into_owned());
                items.push(AmountItem { title: None, amount, kind: AmountKind::Principal });
            }
            None if self.recovery_amount.is_blank() => {}
            None => notes.quirk("kz_info.amount_unreadable", || place.of("recovery_amount")),
        }
        Amounts::of("KZT", items)
    }

    /// The document has no `debtor_surname`; its samples put the surname into the patronymic. The
    /// name is given as sent.
    fn debtor(&self, place: &Place, notes: &mut Notes) -> Debtor<'a> {
        if self.debtor_secondname.text().is_some() {
            notes.quirk("kz_info.debtor_surname_in_patronymic", || place.of("debtor_secondname"));
        }
        Debtor {
            name: joined([self.debtor_name.cow(), self.debtor_secondname.cow(), None]),
            iin: self.debtor_iin.cow(),
            ..Debtor::default()
        }
    }

    /// Members of the other kind of claimant are absent, not null.
    fn claimant(&self) -> Option<Claimant<'a>> {
        let person = joined([
            self.recoverer_surname.cow(),
            self.recoverer_name.cow(),
            self.recoverer_secondname.cow(),
        ]);
        let (iin, bin) = (self.recoverer_iin.cow(), self.recoverer_bin.cow());
        let company = self.recoverer_title.cow();
        let kind = match (company.is_some() || bin.is_some(), person.is_some() || iin.is_some()) {
            (true, false) => ClaimantKind::Company,
            (false, true) => ClaimantKind::Person,
            (false, false) if self.recoverer_type_ru.is_blank() => return None,
            _ => ClaimantKind::Unknown,
        };
        Some(Claimant { kind, name: company.or(person), inn: None, iin, bin })
    }

    /// `officer_secondname` is documented as a text and sent as a list: patronymic, office in
    /// Kazakh, office in Russian, city.
    fn officer(&self, place: &Place, notes: &mut Notes) -> Officer<'a> {
        let (patronymic, office) = match &self.officer_secondname {
            Field::List(parts) => {
                notes.quirk("kz_info.patronymic_as_array", || place.of("officer_secondname"));
                let part = |at: usize| parts.get(at).map(|part| part.0.clone());
                (part(0).filter(|text| !text.trim().is_empty()), part(2))
            }
            field => (field.cow(), None),
        };
        Officer {
            name: joined([self.officer_surname.cow(), self.officer_name.cow(), patronymic]),
            phones: Vec::new(),
            office: self.disa_department_name_ru.cow().or(office),
        }
    }
}

/// The day as written: a local midnight shifted to UTC would be the day before.
fn date(field: &Field<'_>, member: &str, place: &Place, notes: &mut Notes) -> Option<Date> {
    let date = field.text().and_then(|text| Date::of_moment(text.trim()));
    if date.is_none() && !field.is_blank() {
        notes.quirk("kz_info.date_unreadable", || place.of(member));
    }
    date
}

/// The parts of a name that there are, in one text.
fn joined<'a>(parts: [Option<Cow<'a, str>>; 3]) -> Option<Cow<'a, str>> {
    let length = parts.iter().flatten().map(|part| part.len() + 1).sum();
    let mut parts = parts.into_iter().flatten();
    let first = parts.next()?;
    let Some(second) = parts.next() else { return Some(first) };
    let mut name = String::with_capacity(length);
    name.push_str(&first);
    for part in std::iter::once(second).chain(parts) {
        name.push(' ');
        name.push_str(&part);
    }
    Some(Cow::Owned(name))
}
