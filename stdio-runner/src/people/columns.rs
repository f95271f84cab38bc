//! What a column's name means.

/// A name in Russian and the member that it stands for; names are compared without regard to case,
/// spaces and underscores.
const RUSSIAN: &[(&str, &str)] = &[
    ("фамилия", "last_name"),
    ("имя", "first_name"),
    ("отчество", "patronymic"),
    ("датарождения", "birth_date"),
    ("др", "birth_date"),
    ("регион", "region"),
    ("кодрегиона", "region"),
    ("инн", "inn"),
    ("снилс", "snils"),
    ("иин", "iin"),
    ("организация", "company_name"),
    ("компания", "company_name"),
    ("названиеорганизации", "company_name"),
    ("адрес", "address"),
    ("номер", "id"),
    ("№", "id"),
];

/// The members of a person, and the name of the line.
pub(super) const MEMBERS: [&str; 11] = [
    "id",
    "last_name",
    "first_name",
    "patronymic",
    "birth_date",
    "region",
    "inn",
    "snils",
    "iin",
    "company_name",
    "address",
];

/// The member that a column holds; one that nobody knows keeps its name, for the core to refuse.
pub(super) fn member(name: &str) -> &str {
    let bare = bare(name);
    let known = MEMBERS.iter().find(|member| self::bare(member) == bare).copied();
    let russian =
        || RUSSIAN.iter().find(|(russian, _)| *russian == bare).map(|(_, member)| *member);
    known.or_else(russian).unwrap_or(name)
}

/// Without case, spaces and underscores.
pub(super) fn bare(name: &str) -> String {
    let signs = name.chars().filter(|sign| !sign.is_whitespace() && *sign != '_');
    signs.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_both_languages() {
        for (name, expected) in [
            ("last_name", "last_name"),
            ("Last Name", "last_name"),
            (" Фамилия ", "last_name"),
            ("ДАТА РОЖДЕНИЯ", "birth_date"),
            ("Дата_рождения", "birth_date"),
            ("ИИН", "iin"),
            ("ID", "id"),
            ("телефон", "телефон"),
        ] {
            assert_eq!(member(name), expected, "{name}");
        }
        assert!(
            RUSSIAN.iter().all(|(name, member)| bare(name) == *name && MEMBERS.contains(member))
        );
    }
}
