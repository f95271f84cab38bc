//! An applicant, found by СНИЛС: what happens to an application that is created for them.

use super::slip::Slip;
use crate::people::{Holds, Person};

pub(super) struct Row {
    pub(super) snils: &'static str,
    pub(super) course: Course,
    pub(super) slip: Option<Slip>,
    pub(super) holds: Holds,
    pub(super) happens: &'static str,
}

/// How an application goes; durations in milliseconds.
#[derive(Clone, Copy)]
pub(super) struct Course {
    /// In 22, after it was created or changed.
    pub(super) processing: i64,
    /// The status meanwhile: 22.
    pub(super) processing_status: u8,
    /// In 21, after the signature of the archive.
    pub(super) moderation: i64,
    /// In 11, after the moderation.
    pub(super) signature: i64,
    /// In 3, after the request.
    pub(super) issue: i64,
    pub(super) refused: Option<Refused>,
    /// With `checkCertInFNSStatus` 1, after it was created or changed.
    pub(super) fns_check: i64,
    /// `checkCertInFNSStatus` thereafter.
    pub(super) fns: u8,
    pub(super) smev: Smev,
    /// The organisation's setting for finished certificates (§12).
    pub(super) takes_certificates: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    ByModerator,
    AfterRequest,
}

/// How the checks in СМЭВ end (§5.2).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Smev {
    Passed,
    /// The passport's check: -1.
    Failed,
    /// The СНИЛС was never checked: -2.
    NotChecked,
}

pub(super) const COURSE: Course = Course {
    processing: 5_000,
    processing_status: 22,
    moderation: 5_000,
    signature: 5_000,
    issue: 10_000,
    refused: None,
    fns_check: 5_000,
    fns: 0,
    smev: Smev::Passed,
    takes_certificates: true,
};

impl Row {
    pub(super) const fn plain(snils: &'static str, happens: &'static str) -> Self {
        Self { snils, course: COURSE, slip: None, holds: Holds::Records, happens }
    }

    pub(super) const fn on(self, course: Course) -> Self {
        Self { course, ..self }
    }

    pub(super) const fn but(self, slip: Slip) -> Self {
        Self { slip: Some(slip), ..self }
    }

    /// It cannot end well.
    pub(super) const fn in_vain(self) -> Self {
        Self { holds: Holds::Silent, ..self }
    }

    pub(super) fn person(&self) -> Person {
        Person {
            provider: "osnovanie",
            operation: "osnovanie.create_application",
            asked: vec![("snils", self.snils.to_owned())],
            happens: self.happens.to_owned(),
            holds: self.holds,
        }
    }
}
