//! One person: what `debtor.plan` says next, until `debtor.report` can be made.

use serde::Deserialize;
use spravka_core::error::{Error, Text};
use spravka_core::protocol::Meta;
use spravka_host::inquiry::{Ask, Inquiry, Then};
use spravka_host::job::{Head, fail, internal};
use spravka_host::members::{Members, split, twice};

use super::beside::Beside;
use crate::inside::Job;
use crate::plan::pure;
use crate::scheduler::{Begin, Ended, Fault, Numbered, Outcome, Script, Turn};

/// What all people have in common.
pub(super) struct Wanted {
    pub(super) ask: Ask,
    /// Each report has the number of its line.
    pub(super) is_numbered: bool,
    /// The longest line.
    pub(super) cap: usize,
    pub(super) beside: Beside,
}

pub(super) struct Check {
    wanted: Wanted,
    /// Whether a line failed, or a source was not checked.
    pub(super) has_gaps: bool,
}

#[derive(Default)]
pub(super) struct Person {
    number: u64,
    /// JSON.
    id: Option<String>,
    inquiry: Inquiry,
}

impl Script for Check {
    type Task = Person;
    const HAS_STEPS: bool = true;

    fn begin(&mut self, line: Numbered) -> (Person, Turn) {
        let mut person = Person { number: line.number, ..Person::default() };
        let turn = match line
            .text
            .map_err(|fault| self.unreadable(fault))
            .and_then(|text| person.read(&text))
        {
            Ok(()) => self.go_on(&mut person),
            Err(step) => Turn::Done(self.record(&person, &step)),
        };
        (person, turn)
    }

    fn ended(&mut self, person: &mut Person, ended: Ended) -> Turn {
        // It was not sent, since it could not be kept.
        if ended.step.is_empty() {
            return Turn::Done(Vec::new());
        }
        person.inquiry.heard(&ended.name, &ended.step);
        self.go_on(person)
    }

    fn shown(&mut self, record: &[u8]) -> Outcome {
        #[derive(Deserialize)]
        struct Report {
            complete: bool,
        }
        let head = serde_json::from_slice::<Head<'_>>(record).ok();
        let report = head.and_then(|head| head.output);
        let report = report.and_then(|report| serde_json::from_str::<Report>(report.get()).ok());
        let outcome = match report {
            Some(Report { complete: true }) => Outcome::Done,
            Some(_) => Outcome::NotChecked,
            None => Outcome::Failed,
        };
        self.has_gaps |= outcome != Outcome::Done;
        outcome
    }
}

impl Check {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self { wanted, has_gaps: false }
    }

    /// Asks the plan what is next.
    fn go_on(&self, person: &mut Person) -> Turn {
        let core = |call: &str| spravka_core::dispatch(call.as_bytes());
        match person.inquiry.next(&self.wanted.ask, core) {
            Then::Start(jobs) => self.start(person, jobs),
            Then::Wait => Turn::Start(Vec::new()),
            Then::Report(input) => {
                let step = pure("debtor.report", &input);
                let step = self.wanted.beside.add(person.id.as_deref(), step);
                Turn::Done(self.record(person, &step))
            }
            Then::End(step) => Turn::Done(self.record(person, &step)),
        }
    }

    fn start(&self, person: &Person, jobs: Vec<(String, String)>) -> Turn {
        let begin = |(name, job): (String, String)| {
            Some(Begin { name, job: Job::read(job.as_bytes()).ok()? })
        };
        match jobs.into_iter().map(begin).collect() {
            Some(begun) => Turn::Start(begun),
            None => Turn::Done(self.record(person, &internal())),
        }
    }

    /// A step as the record of a person.
    fn record(&self, person: &Person, step: &[u8]) -> Vec<u8> {
        let id = person.id.as_ref().map(|id| format!(r#"{{"id":{id}}}"#));
        let job = id.and_then(|id| Job::read(id.as_bytes()).ok()).unwrap_or_default();
        job.result(step, self.wanted.is_numbered.then_some(("line", person.number)))
    }

    fn unreadable(&self, fault: Fault) -> Vec<u8> {
        let expected = match fault {
            Fault::TooLong => {
                let cap = u64::try_from(self.wanted.cap).unwrap_or(u64::MAX);
                return spravka_core::line_too_long(cap);
            }
            Fault::Uneven => EVEN,
            Fault::Encoding => UTF8,
        };
        fail(&Error::invalid("/input/person", expected), meta())
    }
}

impl Person {
    /// Takes the id out of a line; everything else is the person.
    fn read(&mut self, line: &[u8]) -> Result<(), Vec<u8>> {
        let mut members = Members::new();
        let is_object = std::str::from_utf8(line).is_ok_and(|text| split(text, &mut members));
        if !is_object {
            return Err(fail(&Error::invalid("/input/person", OBJECT), meta()));
        }
        let id = members.iter().find(|(name, _)| &**name == "id").map(|(_, id)| id.get());
        let named = format!(r#"{{"id":{}}}"#, id.unwrap_or("null"));
        if twice(&members, "id") {
            return Err(fail(&Error::invalid("/id", ONCE), meta()));
        }
        match Job::read(named.as_bytes()) {
            Ok(job) => self.id = job.id().map(str::to_owned),
            Err((_, step)) => return Err(step),
        }
        let own = members.iter().filter(|(name, _)| &**name != "id");
        let own = own.map(|(name, value)| {
            format!("{}:{value}", serde_json::to_string(&**name).unwrap_or_default())
        });
        self.inquiry = Inquiry::new(format!("{{{}}}", own.collect::<Vec<_>>().join(",")));
        Ok(())
    }
}

fn meta() -> Meta {
    Meta { operation: Some("debtor.plan"), ..Meta::default() }
}

const OBJECT: Text = Text {
    en: "a JSON object with the person's members",
    ru: "JSON-объект с полями человека",
};
const ONCE: Text =
    Text { en: "each member once", ru: "каждое поле только один раз" };
const EVEN: Text = Text {
    en: "a row with as many fields as the header",
    ru: "строка с тем же числом полей, что в заголовке",
};
const UTF8: Text = Text { en: "text in UTF-8", ru: "текст в UTF-8" };
