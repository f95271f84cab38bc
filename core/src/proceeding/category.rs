//! What kind of debt a subject is, by stems of words. The first row that matches wins.

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
        let subject = subject.to_lowercase();
        STEMS
            .iter()
            .find(|(_, stems)| stems.iter().any(|stem| subject.contains(stem)))
            .map_or(Self::Other, |(category, _)| *category)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("", Category::Other),
        ] {
            assert_eq!(Category::of(subject), category, "{subject}");
        }
    }
}
