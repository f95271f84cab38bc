//! Someone in the FSSP's register: found by the last name, the company's name or the number; what
//! it holds is then compared with the whole question.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::question::Question;
use super::task::Job;
use crate::answer::Answer;
use crate::people::{Holds, Person};

pub(super) struct Row {
    pub(super) subject: Subject,
    pub(super) play: Play,
    pub(super) holds: Holds,
    pub(super) happens: &'static str,
}

pub(super) enum Subject {
    Person {
        /// Last name, first name, patronymic.
        name: [&'static str; 3],
        /// Year, month, day.
        birth_date: [&'static str; 3],
        region: i16,
    },
    Company {
        name: &'static str,
        address: &'static str,
        region: i16,
    },
    Number {
        number: &'static str,
        /// The debtor, as the service writes one.
        debtor: &'static str,
    },
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
        let (operation, asked) = match &self.subject {
            Subject::Person { name, birth_date, region } => {
                let [last_name, first_name, patronymic] = name.map(str::to_owned);
                let asked = vec![
                    ("last_name", last_name),
                    ("first_name", first_name),
                    ("patronymic", patronymic),
                    ("birth_date", birth_date.join("-")),
                    ("region", region.to_string()),
                ];
                ("fssp.search_physical", asked)
            }
            Subject::Company { name, region, .. } => {
                let asked =
                    vec![("company_name", (*name).to_owned()), ("region", region.to_string())];
                ("fssp.search_legal", asked)
            }
            Subject::Number { number, .. } => {
                ("fssp.search_ip", vec![("proceeding_number", (*number).to_owned())])
            }
        };
        Person {
            provider: "fssp",
            operation,
            asked,
            happens: self.happens.to_owned(),
            holds: self.holds,
        }
    }

    pub(super) fn is_asked(&self, question: &Question) -> bool {
        match (&self.subject, question) {
            (Subject::Person { name: [own, ..], .. }, Question::Person { last_name, .. }) => {
                fold(own) == fold(last_name)
            }
            (Subject::Company { name: own, .. }, Question::Company { name, .. }) => {
                fold(own).starts_with(&fold(name))
            }
            (Subject::Number { number: own, .. }, Question::Number(number)) => own == number,
            _ => false,
        }
    }

    /// The records that fit the question: region, names and, where they are given, the birth date
    /// and the address.
    pub(super) fn records(&self, job: &Job, question: &Question) -> Vec<Box<RawValue>> {
        let (name, own_region) = match &self.subject {
            Subject::Person { name, birth_date: [year, month, day], region } => {
                (format!("{} {day}.{month}.{year}", name.join(" ").to_uppercase()), *region)
            }
            Subject::Company { name, address, region } => {
                (format!("{}, {address}", name.to_uppercase().replace('"', "'")), *region)
            }
            Subject::Number { debtor, .. } => ((*debtor).to_owned(), -1),
        };
        // As in a JSON text: the names have no signs that would need an escape.
        let text = job.records.replace("{name}", &name);
        let mut records: Vec<Box<RawValue>> = serde_json::from_str(&text).unwrap_or_default();
        records.retain(|record| {
            serde_json::from_str::<Named>(record.get())
                .is_ok_and(|record| record.fits(question, own_region))
        });
        records
    }
}

#[derive(Deserialize)]
struct Named {
    name: String,
    #[serde(default)]
    exe_production: String,
}

impl Named {
    fn fits(&self, question: &Question, own_region: i16) -> bool {
        let name = fold(&self.name);
        let here = |region: &i16| *region == -1 || *region == own_region;
        match question {
            Question::Person { last_name, first_name, patronymic, birth_date, region } => {
                let words: Vec<_> = [last_name, first_name]
                    .into_iter()
                    .chain(patronymic)
                    .map(|word| fold(word.trim()))
                    .collect();
                here(region)
                    && name.starts_with(&format!("{} ", words.join(" ")))
                    && birth_date.as_ref().is_none_or(|date| name.contains(date))
            }
            // A recorded search for «ооо компания» found «ООО КОМПАНИЯ+» too.
            Question::Company { name: asked, address, region } => {
                here(region)
                    && name.starts_with(&fold(asked))
                    && address.as_ref().is_none_or(|address| name.contains(&fold(address)))
            }
            Question::Number(number) => {
                let mut words = self.exe_production.split_whitespace();
                words.any(|word| word == number)
            }
        }
    }
}

/// The register does not tell Е from Ё, and leaves quotation marks out of account.
fn fold(text: &str) -> String {
    text.trim().to_lowercase().replace('ё', "е").replace(['\'', '"', '«', '»'], "")
}
