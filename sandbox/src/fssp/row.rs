//! A person of the FSSP's register: found by the last name, what it holds is then compared with the
//! whole question.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::Physical;
use super::task::Job;
use crate::answer::Answer;
use crate::people::{Holds, Person};

pub(super) struct Row {
    /// Last name, first name, patronymic.
    pub(super) name: [&'static str; 3],
    /// Year, month, day.
    pub(super) birth_date: [&'static str; 3],
    pub(super) region: i16,
    pub(super) play: Play,
    pub(super) holds: Holds,
    pub(super) happens: &'static str,
}

pub(super) enum Play {
    /// The search answers this and makes no task.
    Refuse(Answer),
    Job(Job),
    /// The first search answers this; later ones make a task.
    AtFirst(Answer, Job),
}

impl Row {
    pub(super) fn person(&self) -> Person {
        let [last_name, first_name, patronymic] = self.name.map(str::to_owned);
        Person {
            provider: "fssp",
            operation: "fssp.search_physical",
            asked: vec![
                ("last_name", last_name),
                ("first_name", first_name),
                ("patronymic", patronymic),
                ("birth_date", self.birth_date.join("-")),
                ("region", self.region.to_string()),
            ],
            happens: self.happens.to_owned(),
            holds: self.holds,
        }
    }

    pub(super) fn is_called(&self, last_name: &str) -> bool {
        let [own, ..] = self.name;
        fold(own) == fold(last_name)
    }

    /// The records that fit the question: region, names and, where it is given, the birth date.
    pub(super) fn records(&self, job: &Job, asked: &Physical<'_>) -> Vec<Box<RawValue>> {
        let [year, month, day] = self.birth_date;
        let name = format!("{} {day}.{month}.{year}", self.name.join(" ").to_uppercase());
        let text = job.records.replace("{name}", &name);
        let mut records: Vec<Box<RawValue>> = serde_json::from_str(&text).unwrap_or_default();
        records.retain(|record| {
            let region = asked.region == -1 || asked.region == self.region;
            region && serde_json::from_str::<Named>(record.get()).is_ok_and(|r| r.fits(asked))
        });
        records
    }
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

impl Named {
    fn fits(&self, asked: &Physical<'_>) -> bool {
        let name = fold(&self.name);
        let words: Vec<_> = [asked.last_name, asked.first_name]
            .into_iter()
            .chain(asked.patronymic)
            .map(|word| fold(word.trim()))
            .collect();
        name.starts_with(&format!("{} ", words.join(" ")))
            && asked.birth_date.is_none_or(|date| name.contains(date))
    }
}

/// The register does not tell Е from Ё.
fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}
