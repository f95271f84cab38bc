//! Who a report is about, as given, and of when it is.

use crate::report::document::{Block, Cell};
use crate::report::model::{Person, Report, Said};
use crate::report::text::Text;
use crate::report::when;
use crate::report::words::phrases::{self, person as say};

pub(super) fn blocks(report: &Report<'_>) -> Vec<Block> {
    let person = &report.person;
    let human = [&person.last_name, &person.first_name, &person.patronymic];
    let dated = person.birth_date.as_ref().map(|date| when::date(date));
    let given = |said: &Said<'_>| said.as_ref().map(ToString::to_string);
    let is_company = person.company_name.is_some();
    let unsaid = |said: Option<String>| said.or_else(|| Some(phrases::UNSAID.to_owned()));
    let rows = [
        (say::NAME, words(human)),
        (say::COMPANY, given(&person.company_name)),
        (say::BORN, if is_company { dated } else { unsaid(dated) }),
        (say::INN, given(&person.inn)),
        (say::SNILS, given(&person.snils)),
        (say::IIN, given(&person.iin)),
        (say::ADDRESS, given(&person.address)),
        (say::REGION, Some(region(&person.region))),
    ];
    let rows = rows.into_iter().filter_map(|(label, value)| Some((label, Cell::of(value?))));
    let mut rows: Vec<(Text, Cell)> = rows.map(|(label, value)| (label.into(), value)).collect();
    rows.push((say::AS_OF.into(), as_of(report)));
    vec![Block::Heading(say::HEADING.into()), Block::Pairs(rows)]
}

/// A name to call them by.
pub(super) fn name(person: &Person<'_>) -> String {
    let human = words([&person.last_name, &person.first_name, &person.patronymic]);
    let company = person.company_name.as_ref().map(ToString::to_string);
    let number = |label: &str, said: &Said<'_>| said.as_ref().map(|said| format!("{label} {said}"));
    human
        .or(company)
        .or_else(|| number(say::INN, &person.inn))
        .or_else(|| number(say::IIN, &person.iin))
        .unwrap_or_else(|| say::NAMELESS.to_owned())
}

fn words<const N: usize>(parts: [&Said<'_>; N]) -> Option<String> {
    let parts: Vec<&str> = parts.into_iter().filter_map(|part| part.as_deref()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn region(region: &Said<'_>) -> String {
    match region.as_deref() {
        None | Some("-1") => say::ALL_REGIONS.to_owned(),
        Some(code) => format!("{} {code}", say::ONE_REGION),
    }
}

fn as_of(report: &Report<'_>) -> Cell {
    match &report.as_of {
        None => Cell::of(say::NO_ANSWER),
        Some([first, last]) if first == last => {
            Cell::default().moment(None, last).or(phrases::UNSAID)
        }
        Some([first, last]) => {
            Cell::default().moment(None, first).moment(None, last).or(phrases::UNSAID)
        }
    }
}
