//! What kind of debt a subject is, by the stems that its words begin with. The first row that
//! matches wins.

use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Loan,
    Tax,
    Fine,
    Alimony,
    Utilities,
    StateDuty,
    Damages,
    Fee,
    Other,
}

/// Lower-case stems, from the subjects that the registries write.
const STEMS: &[(Category, &[&str])] = &[
    (Category::Alimony, &["алимент"]),
    (Category::Fee, &["исполнительский сбор", "исполнительского сбора"]),
    (Category::StateDuty, &["госпошлин", "государственная пошлина", "государственной пошлины"]),
    (
        Category::Utilities,
        &[
            "жилищно-коммунальн",
            "коммунальн",
            "жкх",
            "жку",
            "электроэнерг",
            "теплоснабжен",
            "тепловой энерг",
            "водоснабжен",
            "газоснабжен",
            "капитальный ремонт",
            "капитального ремонта",
            "за газ",
            "содержание жил",
        ],
    ),
    (Category::Fine, &["штраф", "айыппұл"]),
    (
        Category::Tax,
        &["налог", "страховых взносов", "страховые взносы", "таможен", "пени", "в бюджет"],
    ),
    (Category::Loan, &["кредит", "займ", "заем", "заём", "ипотек", "ссуд", "лизинг"]),
    (Category::Damages, &["ущерб", "вред", "убыт", "компенсаци"]),
];

impl Category {
    /// The category of a subject in Russian or Kazakh.
    #[must_use]
    pub fn of(subject: &str) -> Self {
        let subject = lower(subject);
        let words = words(&subject);
        let begins = |stem: &str| words.iter().any(|words| words.starts_with(stem));
        STEMS
            .iter()
            .find(|(_, stems)| stems.iter().any(|stem| begins(stem)))
            .map_or(Self::Other, |(category, _)| *category)
    }
}

/// The text in lower case. Russian letters do not go the long way through Unicode's tables, on which
/// reading an answer would spend a twentieth of its time.
fn lower(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\0'..='\x7f' => lower.push(letter.to_ascii_lowercase()),
            'а'..='я' => lower.push(letter),
            'А'..='Я' => lower.extend(char::from_u32(u32::from(letter) + 0x20)),
            _ => lower.extend(letter.to_lowercase()),
        }
    }
    lower
}

/// The text from each of its words on. Words are parted by ASCII: letters here are none.
fn words(text: &str) -> Vec<&str> {
    let parts = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let bytes = text.as_bytes();
    let begins = bytes.iter().enumerate().filter(|(at, byte)| {
        !parts(byte) && at.checked_sub(1).and_then(|at| bytes.get(at)).is_none_or(parts)
    });
    begins.filter_map(|(at, _)| text.get(at..)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_becomes_what_unicode_says() {
        for letter in '\0'..=char::MAX {
            assert_eq!(lower(&letter.to_string()), letter.to_lowercase().to_string(), "{letter}");
        }
    }

    #[test]
    fn subjects_as_the_registries_write_them() {
        for (subject, category) in [
            ("Кредитные платежи (кроме ипотеки)", Category::Loan),
            ("Задолженность по кредитным платежам", Category::Loan),
            ("Иной вид налога и сбора", Category::Tax),
            ("Взыскание налогов и сборов, включая пени", Category::Tax),
            ("Штраф ГИБДД", Category::Fine),
            ("Алименты на содержание детей", Category::Alimony),
            ("Оплата за жилую площадь, коммунальные платежи", Category::Utilities),
            ("Госпошлина, присужденная судом", Category::StateDuty),
            ("Исполнительский сбор", Category::Fee),
            ("Материальный ущерб по ГК РФ", Category::Damages),
            ("Взыскание суммы", Category::Other),
            ("Возврат степени риска", Category::Other),
            ("", Category::Other),
        ] {
            assert_eq!(Category::of(subject), category, "{subject}");
        }
    }
}
