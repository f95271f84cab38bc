//! `GET /api/v1.0/search/ip`
//!
//! An enforcement proceeding by its number.

use serde::Serialize;

use super::search::Search;
use super::task::{self, Task};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Fetched, Operation};
use crate::proceeding::Proceedings;
use crate::protocol::{Effect, Notes};
use crate::value::ProceedingNumber;

/// Which proceeding to look for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    /// Number of the proceeding, such as `12345/21/77010-ИП`, or before 2014 `27122/12/20/74`; Latin
    /// look-alikes are turned into Cyrillic.
    pub proceeding_number: ProceedingNumber,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["proceeding_number"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self { proceeding_number: members.required("proceeding_number", notes)? })
    }
}

impl Input {
    pub(super) fn search(&self) -> Search<'_> {
        Search::new(Search::IP).text("number", self.proceeding_number.as_str())
    }
}

pub type Output<'a> = Proceedings<'a>;

const ABOUT: About = About {
    name: "fssp.search_ip",
    title: Text {
        en: "An enforcement proceeding in Russia by number (FSSP)",
        ru: "Исполнительное производство в России по номеру (ФССП)",
    },
    summary: Text {
        en: "An enforcement proceeding in the FSSP's bank of data, by its number.",
        ru: "Исполнительное производство в банке данных ФССП, по номеру.",
    },
    effect: Effect::Quota,
    estimate: None,
    docs: "https://api-ip.fssp.gov.ru/about",
    reconcile: None,
};

#[derive(Debug)]
pub struct SearchIp;

impl Operation for SearchIp {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

impl Task for SearchIp {
    fn submit(input: &Input) -> Ask {
        input.search().ask("/api/v1.0/search/ip")
    }

    fn read<'a>(_: &Input, answer: &Answer<'a>, notes: &mut Notes) -> Result<Fetched<Output<'a>>> {
        task::single(answer, notes)
    }
}
