//! The applications that there are: those that are created, and some that every world begins with.

use std::collections::BTreeMap;

use super::application::{Application, Created, Stage};
use super::info::Info;
use super::people::NOBODY;
use super::row::{COURSE, Course, Refused, Row};
use crate::people::{Holds, Person};

pub(crate) struct Office {
    applications: BTreeMap<i64, Application>,
    next: i64,
}

impl Default for Office {
    fn default() -> Self {
        let seeds = SEEDS.iter().filter_map(|seed| Some((seed.id, seed.application()?)));
        let equals = EQUALS.iter().filter_map(|equal| Some((equal.id, equal.application()?)));
        Self { applications: seeds.chain(equals).collect(), next: FIRST }
    }
}

/// The number in the document's answer to `create`.
const FIRST: i64 = 1370;
/// Numbers from here are not given to new applications.
const SEEDED: std::ops::Range<i64> = 2001..3001;

impl Office {
    pub(super) fn enter(&mut self, application: Application) -> i64 {
        let id = if SEEDED.contains(&self.next) { SEEDED.end } else { self.next };
        self.next = id + 1;
        self.applications.insert(id, application);
        id
    }

    pub(super) fn find(&self, id: i64) -> Option<&Application> {
        self.applications.get(&id)
    }

    pub(super) fn find_mut(&mut self, id: i64) -> Option<&mut Application> {
        self.applications.get_mut(&id)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (i64, &Application)> {
        self.applications.iter().map(|(id, application)| (*id, application))
    }
}

/// An application that is there from the beginning.
struct Seed {
    id: i64,
    row: &'static Row,
    inn: &'static str,
    stage: Stage,
    /// `identificationKind`.
    kind: &'static str,
    has_extra: bool,
}

/// 2022-11-15, the document's date.
const LONG_AGO: i64 = 1_668_492_000_000;

/// An archive without files.
const EMPTY_ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

const SEEDS: &[Seed] = &[
    Seed {
        id: 2001,
        row: &Row::plain("99900006026", "in 4: three results, documents of the types 1, 3 and 17"),
        inn: "980000006054",
        stage: Stage::Requested(LONG_AGO),
        kind: "0",
        has_extra: true,
    },
    Seed {
        id: 2002,
        row: &Row::plain("99900006127", "in 5, with a comment")
            .on(Course { refused: Some(Refused::AfterRequest), ..COURSE }),
        inn: "980000006128",
        stage: Stage::Requested(LONG_AGO),
        kind: "0",
        has_extra: false,
    },
    Seed {
        id: 2003,
        row: &Row::plain("99900006228", "in 2"),
        inn: "980000006209",
        stage: Stage::Signed(LONG_AGO),
        kind: "0",
        has_extra: false,
    },
    Seed {
        id: 2004,
        row: &Row::plain("99900006329", "in 22 for ever")
            .on(Course { processing: i64::MAX, ..COURSE }),
        inn: "980000006375",
        stage: Stage::Documents,
        kind: "0",
        has_extra: false,
    },
    Seed {
        id: 2006,
        row: &Row::plain("99900006430", "in 1"),
        inn: "980000006449",
        stage: Stage::Documents,
        kind: "0",
        has_extra: false,
    },
    Seed {
        id: 2007,
        row: &Row::plain(
            "99900007028",
            "in 4, identified by a signature: documents of type 17 are due",
        ),
        inn: "980000006696",
        stage: Stage::Requested(LONG_AGO),
        kind: "1",
        has_extra: false,
    },
];

impl Seed {
    fn application(&self) -> Option<Application> {
        let mut application = example(self.row, self.row.snils, self.inn, "224, 226", self.kind)?;
        application.created = Created::At(LONG_AGO);
        application.changed_ms = LONG_AGO;
        application.stage = self.stage;
        application.has_documents = !matches!(self.stage, Stage::Documents);
        application.extra = vec![EMPTY_ZIP.to_vec(); usize::from(self.has_extra)];
        Some(application)
    }
}

/// An application of today that equals the one that someone is about to create.
struct Equal {
    id: i64,
    snils: &'static str,
    inn: &'static str,
}

const EQUALS: &[Equal] = &[
    Equal { id: 2101, snils: "99900002826", inn: "980000002814" },
    Equal { id: 2102, snils: "99900002927", inn: "980000002998" },
    Equal { id: 2103, snils: "99900002927", inn: "980000002998" },
    Equal { id: 2104, snils: "99900003020", inn: "980000003092" },
    Equal { id: 2105, snils: "99900003121", inn: "980000003166" },
    Equal { id: 2106, snils: "99900003121", inn: "980000003166" },
];

impl Equal {
    fn application(&self) -> Option<Application> {
        let mut application = example(NOBODY, self.snils, self.inn, "224", "0")?;
        application.created = Created::Today;
        application.changed_ms = LONG_AGO;
        Some(application)
    }
}

fn example(
    row: &'static Row,
    snils: &str,
    inn: &str,
    products: &str,
    kind: &str,
) -> Option<Application> {
    let json = include_str!("../answers/osnovanie_info.json");
    let json = json.replace("{snils}", snils).replace("{inn}", inn).replace("{kind}", kind);
    let info = Info::example(&json.replace("{products}", products))?;
    Some(Application::new(info, row, LONG_AGO))
}

/// Somebody else's: 2005, which is as if it were not there.
pub(super) fn people() -> impl Iterator<Item = Person> {
    let person = |id: i64, happens: &str, holds| Person {
        provider: "osnovanie",
        operation: "osnovanie.view",
        asked: vec![("application_id", id.to_string())],
        happens: happens.to_owned(),
        holds,
    };
    let seeds = SEEDS.iter().map(move |seed| person(seed.id, seed.row.happens, Holds::Records));
    let equals = EQUALS.iter().map(move |equal| {
        person(equal.id, &format!("in 1, of today, СНИЛС {}", equal.snils), Holds::Records)
    });
    let foreign = person(2005, "somebody else's: 403, 404, status 0 or 500", Holds::Silent);
    seeds.chain(std::iter::once(foreign)).chain(equals)
}
