//! The bailiff and the office.

use super::spaced;

/// `ФАМИЛИЯ И. О. <phone>`; phones are joined and ended by `<br>`, a `+` may arrive as a space.
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(in crate::providers) struct Bailiff {
    pub(in crate::providers) name: Option<String>,
    pub(in crate::providers) phones: Vec<String>,
}

pub(in crate::providers) fn bailiff(text: &str) -> Bailiff {
    let text = spaced(text);
    let is_phone = |c: char| c.is_ascii_digit() || matches!(c, '+' | '(');
    let begin = text.find(is_phone).or_else(|| text.find("<br>")).unwrap_or(text.len());
    let (name, phones) = text.split_at_checked(begin).unwrap_or((&text, ""));
    let phones = phones
        .split("<br>")
        .map(str::trim)
        .filter(|phone| phone.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect();
    let name = name.replace("<br>", " ");
    let name = name.trim();
    Bailiff { name: (!name.is_empty()).then(|| name.to_owned()), phones }
}

/// `<name of the office> <address>`: the address begins with its postcode.
pub(in crate::providers) fn department(text: &str) -> (String, Option<String>) {
    let text = spaced(text);
    let postcode = text.split(' ').scan(0, |at, word| {
        let begin = *at;
        *at += word.len() + 1;
        Some((begin, word.trim_end_matches(',')))
    });
    let begin = postcode
        .filter(|(begin, word)| {
            *begin > 0 && word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit())
        })
        .map(|(begin, _)| begin)
        .next();
    match begin.and_then(|begin| text.split_at_checked(begin)) {
        Some((name, address)) => (name.trim().to_owned(), Some(address.trim().to_owned())),
        None => (text.trim().to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bailiffs() {
        for (text, name, phones) in [
            ("ПРИМЕРОВ П. П. +7(000)000-00-01", Some("ПРИМЕРОВ П. П."), vec!["+7(000)000-00-01"]),
            (
                "ПРИМЕРОВ П. П. (00000) 0-00-01<br>+7(00000)0-00-02<br> 7(00000)0-00-03<br>",
                Some("ПРИМЕРОВ П. П."),
                vec!["(00000) 0-00-01", "+7(00000)0-00-02", "7(00000)0-00-03"],
            ),
            (
                "ПРИМЕРОВ П. П.<br>+7(000)000-00-01",
                Some("ПРИМЕРОВ П. П."),
                vec!["+7(000)000-00-01"],
            ),
            ("ПРИМЕРОВ П. П.", Some("ПРИМЕРОВ П. П."), vec![]),
            ("<br>", None, vec![]),
            ("", None, vec![]),
        ] {
            let read = bailiff(text);
            assert_eq!(read.name.as_deref(), name, "{text}");
            assert_eq!(read.phones, phones, "{text}");
        }
    }

    #[test]
    fn departments() {
        assert_eq!(
            department("Примерное РОСП 234354, Примерный район, ул. Первая, 21"),
            (
                "Примерное РОСП".to_owned(),
                Some("234354, Примерный район, ул. Первая, 21".to_owned())
            )
        );
        assert_eq!(department("Примерное РОСП"), ("Примерное РОСП".to_owned(), None));
    }
}
