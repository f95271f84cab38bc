//! Whether a proceeding is the debtor's own, or perhaps a namesake's.

use serde::Serialize;

use super::Person;
use super::suppliers::By;
use crate::proceeding::Debtor;

/// Why a record may be somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// No birth date was given to search by.
    NoBirthDate,
    /// The source does not say when the debtor was born.
    BirthDateNotStated,
    OtherBirthDate,
    /// The source does not say who the debtor is.
    NameNotStated,
    OtherName,
    /// The patronymic is known on one side only.
    PatronymicUnknown,
    /// A company was searched by its name, which others may have.
    CompanyByName,
    OtherInn,
    OtherIin,
}

impl Doubt {
    /// Whether the record carries another number than the person's.
    pub(super) fn is_other_identifier(self) -> bool {
        matches!(self, Self::OtherInn | Self::OtherIin)
    }
}

/// What speaks against the debtor of a record being this person; nothing where it is.
pub(super) fn doubts(person: &Person, by: By, debtor: &Debtor<'_>) -> Vec<Doubt> {
    let (asked_inn, stated_inn) = (person.inn.as_ref().map(|i| i.as_str()), debtor.inn.as_deref());
    let (asked_iin, stated_iin) = (person.iin.as_ref().map(|i| i.as_str()), debtor.iin.as_deref());
    let differs = |asked: Option<&str>, stated: Option<&str>| match (asked, stated) {
        (Some(asked), Some(stated)) => Some(asked != stated),
        _ => None,
    };
    let mut doubts = Vec::new();
    if differs(asked_inn, stated_inn) == Some(true) {
        doubts.push(Doubt::OtherInn);
    }
    if differs(asked_iin, stated_iin) == Some(true) {
        doubts.push(Doubt::OtherIin);
    }
    let same_number = differs(asked_inn, stated_inn) == Some(false)
        || differs(asked_iin, stated_iin) == Some(false);
    match by {
        By::Name if !same_number => doubts.extend(by_name(person, debtor)),
        // The source found it by the number, and says nothing against it.
        _ => {}
    }
    doubts
}

/// What speaks against the debtor where two sources have the record, in whatever order they come:
/// another INN or IIN always, and the rest where neither is sure of name and birth date.
pub(super) fn doubts_of_both(first: &[Doubt], second: &[Doubt]) -> Vec<Doubt> {
    let is_sure = |doubts: &[Doubt]| doubts.iter().all(|doubt| doubt.is_other_identifier());
    let one_is_sure = is_sure(first) || is_sure(second);
    let added = second.iter().filter(|doubt| !first.contains(doubt));
    let stays = |doubt: &&Doubt| !one_is_sure || doubt.is_other_identifier();
    first.iter().chain(added).filter(stays).copied().collect()
}

fn by_name(person: &Person, debtor: &Debtor<'_>) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    doubts.extend(match &debtor.name {
        None => Some(Doubt::NameNotStated),
        Some(stated) => name(person, stated),
    });
    doubts.extend(match (person.birth_date, debtor.birth_date) {
        _ if person.is_company() => Some(Doubt::CompanyByName),
        (None, _) => Some(Doubt::NoBirthDate),
        (Some(_), None) => Some(Doubt::BirthDateNotStated),
        (Some(asked), Some(stated)) => (asked != stated).then_some(Doubt::OtherBirthDate),
    });
    doubts
}

fn name(person: &Person, stated: &str) -> Option<Doubt> {
    let stated = words(stated);
    if let Some(company) = &person.company_name {
        return (words(company.as_str()) != stated).then_some(Doubt::OtherName);
    }
    // A sole proprietor is written with it.
    let stated = stated.strip_prefix(&["ип".to_owned()]).unwrap_or(&stated);
    let part = |name: &Option<crate::value::PersonName>| {
        name.as_ref().map(|name| words(name.as_str())).unwrap_or_default()
    };
    let main = [part(&person.last_name), part(&person.first_name)].concat();
    let Some(rest) = stated.strip_prefix(main.as_slice()) else { return Some(Doubt::OtherName) };
    let patronymic = part(&person.patronymic);
    match (patronymic.as_slice(), rest) {
        (asked, stated) if asked == stated => None,
        ([], _) | (_, []) => Some(Doubt::PatronymicUnknown),
        _ => Some(Doubt::OtherName),
    }
}

/// The words of a name in small letters, ё as е, without what is between them.
fn words(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace('ё', "е");
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_three_sources_doubt_does_not_depend_on_their_order() {
        let sources: [&[Doubt]; 4] = [
            &[],
            &[Doubt::OtherInn],
            &[Doubt::BirthDateNotStated],
            &[Doubt::OtherIin, Doubt::OtherName],
        ];
        let sorted = |mut doubts: Vec<Doubt>| {
            doubts.sort();
            doubts
        };
        for a in sources {
            for b in sources {
                assert_eq!(sorted(doubts_of_both(a, b)), sorted(doubts_of_both(b, a)));
                for c in sources {
                    let left = doubts_of_both(&doubts_of_both(a, b), c);
                    let right = doubts_of_both(a, &doubts_of_both(b, c));
                    assert_eq!(sorted(left), sorted(right), "{a:?} {b:?} {c:?}");
                }
            }
        }
        let [none, inn, birth, iin_and_name] = sources;
        assert_eq!(doubts_of_both(none, birth), none);
        assert_eq!(doubts_of_both(none, iin_and_name), [Doubt::OtherIin]);
        assert_eq!(doubts_of_both(inn, birth), inn);
        assert_eq!(doubts_of_both(birth, &[Doubt::OtherName]).len(), 2);
    }
}
