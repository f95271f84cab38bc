//! Which of the applications in a list is the one that is about to be created.

use super::application::Application;
use super::codes::status;
use super::filter::{self, Filter};
use super::info::{Info, Sent};
use super::loose::Loose;
use super::record::day;
use crate::error::Result;
use crate::http::Ask;
use crate::protocol::Notes;
use crate::value::{Snils, Timestamp};

pub(super) enum Candidates {
    None,
    One(String),
    /// A person has to choose.
    Several(Vec<String>),
}

/// The applications of the same person. The day is compared here: the document names no time zone.
pub(super) fn search(application: &Application) -> Ask {
    filter::ask(&Filter {
        snils: application.snils.as_ref().map(Snils::as_str),
        hide_archived: true,
        ..Filter::default()
    })
}

const MOSCOW_MS: i64 = 3 * 3_600_000;

/// A clock of the provider's that is some minutes slow.
const SKEW_MS: u64 = 600_000;

#[derive(PartialEq, Eq)]
enum Likeness {
    Equal,
    /// It may be: something that would tell was not sent.
    Doubtful,
    Other,
}

impl Candidates {
    /// Those among `items` that are equal to `info` and were created on the day of `since` or later.
    /// After a loss, whatever was made for the same person since may be the one.
    pub(super) fn of(
        items: &[Loose<'_>],
        info: &Info,
        since: Timestamp,
        lost: bool,
        notes: &mut Notes,
    ) -> Result<Self> {
        // The day in UTC is never later than the one in Moscow, so that nothing of today is missed.
        let first = Timestamp::from_ms(since.ms().saturating_sub_unsigned(SKEW_MS)).day();
        let in_moscow =
            Timestamp::from_ms(since.ms().saturating_add(MOSCOW_MS - SKEW_MS.cast_signed())).day();
        let in_moscow = if lost { first } else { in_moscow };
        let (mut equal, mut doubtful) = (Vec::new(), Vec::new());
        for item in items {
            let (id, stage) = filter::place(item, notes)?;
            let created = item.field("createDate", notes).text().and_then(day);
            let like = likeness(&Info::of(item), info);
            let person = lost && is_person(&Info::of(item), info);
            let sure = match created {
                Some(created) if Some(created) < first => continue,
                // The document names no time zone: before this it is yesterday's in Moscow.
                Some(created) => Some(created) >= in_moscow,
                None => false,
            };
            match like {
                Likeness::Equal if sure && stage != status::REFUSED => equal.push(id),
                Likeness::Equal | Likeness::Doubtful if stage != status::REFUSED => {
                    doubtful.push(id)
                }
                _ if person => doubtful.push(id),
                _ => {}
            }
        }
        if doubtful.is_empty() && equal.len() == 1 {
            return Ok(equal.pop().map_or(Self::None, Self::One));
        }
        equal.extend(doubtful);
        Ok(if equal.is_empty() { Self::None } else { Self::Several(equal) })
    }
}

fn likeness(there: &Info, ours: &Info) -> Likeness {
    // Same person, same type, same company.
    let differs = |name: &str| {
        let (there, ours) = (there.get(name).map(digits), ours.get(name).map(digits));
        there.is_some() && ours.is_some() && there != ours
    };
    if ["snils", "type", "inn", "ogrn"].into_iter().any(differs) {
        return Likeness::Other;
    }
    // The same person and company, and not the same certificate, or not surely.
    let details = ["kpp", "passportNumber", "identificationKind"].into_iter().any(differs);
    let system = there.get("forInfoSys") != ours.get("forInfoSys");
    if there.get("snils").is_none() || details || system {
        return Likeness::Doubtful;
    }
    match (products(there), products(ours)) {
        (there, ours) if there == ours => Likeness::Equal,
        // An application without products gets the ordinary ones.
        (there, ours) if there.is_empty() || ours.is_empty() => Likeness::Doubtful,
        _ => Likeness::Other,
    }
}

/// Whether it may be the same person's.
fn is_person(there: &Info, ours: &Info) -> bool {
    match (there.get("snils"), ours.get("snils")) {
        (Some(there), Some(ours)) => digits(there) == digits(ours),
        _ => true,
    }
}

/// A number however it is written: `076-833-586 08`, `07683358608`, or without the zero before it.
fn digits(value: &Sent) -> String {
    match value {
        Sent::Text(text) => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits.trim_start_matches('0').to_owned()
        }
        Sent::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn products(info: &Info) -> Vec<i64> {
    match info.get("products") {
        Some(Sent::Numbers(products)) => {
            let mut products = products.clone();
            products.sort_unstable();
            products.dedup();
            products
        }
        _ => Vec::new(),
    }
}
