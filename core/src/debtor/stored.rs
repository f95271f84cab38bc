//! A report that somebody kept: of any age, and of this version of its form or another. What it
//! does not say is taken for unknown, and its sums are made again from its proceedings.

use std::borrow::Cow;

use super::listed::{Certainty, Listed, Supplied};
use super::report::{Arrest, VERSION, in_force};
use super::standing::Standing;
use super::suppliers::{Gives, Offer};
use super::view::View;
use crate::error::{Error, Result, Text};
use crate::members::Members;
use crate::proceeding::Proceeding;
use crate::value::{Region, Timestamp};
use crate::wire::{Field, Json, Object};

pub(super) struct Stored<'a> {
    pub(super) simulated: bool,
    pub(super) complete: bool,
    /// The moment of the last answer.
    pub(super) as_of: Option<Timestamp>,
    pub(super) person: Object<'a>,
    pub(super) sources: Vec<StoredSource<'a>>,
    pub(super) listed: Vec<Listed<'a>>,
    pub(super) arrests: Vec<Arrest<'a>>,
}

pub(super) struct StoredSource<'a> {
    pub(super) name: Cow<'a, str>,
    pub(super) status: StoredStatus,
    pub(super) complete: bool,
    /// The operations that answered, and whether each was read whole.
    pub(super) answers: Vec<(Cow<'a, str>, bool)>,
    /// Why it was not checked.
    pub(super) message_ru: Option<Cow<'a, str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoredStatus {
    Checked,
    NotChecked,
    NotAsked,
}

impl<'a> Stored<'a> {
    /// Reads a report at its place in the input.
    ///
    /// # Errors
    /// `invalid_value` where it is none.
    pub(super) fn of(report: &'a Json, place: &str) -> Result<Self> {
        let report = Members::object(report.raw().get(), place)?;
        Self::read(&report).ok_or_else(|| Error::invalid(place, REPORT))
    }

    fn read(report: &Object<'a>) -> Option<Self> {
        // A newer form may have more members; those that are known mean the same.
        report.field("version").integer().filter(|version| *version >= i64::from(VERSION))?;
        let list = |name: &str| report.objects(name).ok()?;
        let as_of = report.object("as_of").ok()?.unwrap_or_default();
        let Field::Bool(complete) = report.field("complete") else { return None };
        let Field::Bool(simulated) = report.field("simulated") else { return None };
        let sources =
            list("sources")?.iter().map(StoredSource::read).collect::<Option<Vec<_>>>()?;
        let asked = || sources.iter().filter(|source| source.status != StoredStatus::NotAsked);
        let whole = asked().next().is_some() && asked().all(|source| source.complete);
        Some(Self {
            simulated,
            complete: complete && whole,
            as_of: as_of.field("last").text().and_then(Timestamp::parse),
            person: report.object("person").ok()??,
            sources,
            listed: list("proceedings")?.iter().map(Listed::stored).collect(),
            arrests: list("arrests")
                .unwrap_or_default()
                .iter()
                .map(|arrest| {
                    Arrest::stored(arrest, arrest.field("source").cow().unwrap_or_default())
                })
                .collect(),
        })
    }

    /// Whether all regions of Russia were searched.
    pub(super) fn is_everywhere(&self) -> bool {
        let region = self.person.field("region").integer();
        region.is_none_or(|region| region == i64::from(Region::ALL.code()))
    }

    pub(super) fn view(&self) -> View<'_, 'a> {
        let today = self.as_of.and_then(Timestamp::day);
        let gives = |whole: bool| {
            let sources = self.sources.iter().filter(move |source| source.complete || !whole);
            let operations = sources.flat_map(|source| &source.answers);
            operations.filter_map(|(operation, _)| Some(Offer::find(operation)?.gives))
        };
        let everywhere = self.is_everywhere();
        let unchecked = |source: &&StoredSource<'_>| source.status == StoredStatus::NotChecked;
        View {
            listed: &self.listed,
            arrests: in_force(&self.arrests, today),
            answered: gives(false).filter_map(Gives::currency).collect(),
            checked: gives(true)
                .filter_map(Gives::currency)
                .filter(|currency| everywhere || *currency != "RUB")
                .collect(),
            arrests_checked: gives(true).any(|gives| gives == Gives::Arrests),
            complete: self.complete,
            unchecked_sources: self.sources.iter().filter(unchecked).count() as u64,
            today,
        }
    }
}

impl<'a> StoredSource<'a> {
    fn read(source: &Object<'a>) -> Option<Self> {
        let list = |name: &str| source.objects(name).ok()?;
        let flag = |object: &Object<'_>| matches!(object.field("complete"), Field::Bool(true));
        let answer = |answer: &Object<'a>| Some((answer.field("operation").cow()?, flag(answer)));
        let failures = list("failures").unwrap_or_default();
        Some(Self {
            name: source.field("name").cow()?,
            status: match source.field("status").text()? {
                "found" | "empty" => StoredStatus::Checked,
                "not_asked" => StoredStatus::NotAsked,
                // A word that is not known says nothing of what is there.
                _ => StoredStatus::NotChecked,
            },
            complete: flag(source),
            answers: list("answers").unwrap_or_default().iter().filter_map(answer).collect(),
            message_ru: failures.iter().find_map(|failure| failure.field("message_ru").cow()),
        })
    }

    /// Whether an operation answered here, and was read whole.
    pub(super) fn read_whole(&self, operation: &str) -> bool {
        self.answers.iter().any(|(answered, whole)| answered == operation && *whole)
    }
}

impl<'a> Listed<'a> {
    fn stored(record: &Object<'a>) -> Self {
        let proceeding = Proceeding::stored(record);
        let sources = record.objects("sources").ok().flatten().unwrap_or_default();
        let supplied = |source: &Object<'a>| {
            Some(Supplied {
                source: source.field("source").cow()?,
                operation: source.field("operation").cow()?,
            })
        };
        Self {
            certainty: Certainty::stored(record),
            doubts: Vec::new(),
            standing: Standing::of(&proceeding),
            sources: sources.iter().filter_map(supplied).collect(),
            proceeding,
        }
    }
}

const REPORT: Text = Text {
    en: "a report as debtor.report gives it in output",
    ru: "отчёт в том виде, в каком его отдаёт debtor.report (поле output)",
};
