//! What `request/view` answers: the application, its stage, its files and its checks.
//!
//! Source: «External API», section 5.

use std::borrow::Cow;

use serde::Serialize;

use super::codes::{Named, file_named, fns_instruction, smev, smev_named, smev_subject};
use super::loose::{Loose, shape};
use super::record::Existing;
use super::wire::{ApplicationId, unknown};
use crate::error::Result;
use crate::http::Answer;
use crate::protocol::Notes;
use crate::value::Timestamp;

/// A check in the inter-agency system. Not every kind is always there, nor in any order.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SmevCheck<'a> {
    pub subject: Named,
    pub result: Named,
    /// A number that the document shows and does not explain (Q-A25).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Cow<'a, str>>,
    /// As written, without a time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub launched: Option<Cow<'a, str>>,
    /// Older than 72 hours, taking the time for that of Moscow: at moderation it is made anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale: Option<bool>,
}

impl std::fmt::Debug for SmevCheck<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SmevCheck({}, {})", self.subject.name, self.result.name)
    }
}

/// The search for certificates of the tax service, and what is to be done about its result.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FnsCheck<'a> {
    pub result: Named,
    pub instruction: &'static str,
    pub instruction_ru: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Existing<'a>>,
}

impl<'a> FnsCheck<'a> {
    pub(super) fn of(result: Option<Named>, certificates: Vec<Existing<'a>>) -> Option<Self> {
        let result = result?;
        let todo = fns_instruction(result.code, !certificates.is_empty());
        Some(Self { result, instruction: todo.en, instruction_ru: todo.ru, certificates })
    }
}

/// The answer, as far as it is taken apart.
pub(super) struct Overview<'a> {
    pub(super) info: Loose<'a>,
    pub(super) stage: i64,
    pub(super) files: Vec<i64>,
    pub(super) smev: Vec<SmevCheck<'a>>,
    unreadable_checks: bool,
}

impl<'a> Overview<'a> {
    /// # Errors
    /// `body_shape` where it has no `info` or no stage, or tells of another application.
    pub(super) fn read(answer: &Answer<'a>, id: ApplicationId, notes: &mut Notes) -> Result<Self> {
        let root = Loose::new(answer.object()?, "");
        let stage = root.field("statusId", notes).integer();
        if stage == Some(super::codes::status::NONE) {
            return Err(unknown());
        }
        let told = root.field("requestId", notes);
        if !told.is_blank() && told.text().and_then(ApplicationId::parse) != Some(id) {
            return Err(shape("/requestId"));
        }
        let info = root.object("info")?.ok_or_else(|| shape("/info"))?;
        if !info.has_any(&["type", "lastName", "firstName"]) {
            return Err(shape("/info"));
        }
        let files = root.objects("list")?;
        let checks = root.objects("smevChecks")?;
        Ok(Self {
            info,
            stage: stage.ok_or_else(|| shape("/statusId"))?,
            files: files.iter().filter_map(|f| f.field("typeId", notes).integer()).collect(),
            unreadable_checks: !checks.iter().all(is_readable),
            smev: checks
                .iter()
                .filter_map(|check| smev_check(check, answer.now(), notes))
                .collect(),
        })
    }

    /// The code of the search for certificates of the tax service.
    ///
    /// # Errors
    /// `body_shape` where there is one that is no number.
    pub(super) fn fns_search(&self, notes: &mut Notes) -> Result<Option<i64>> {
        let search = self.info.field("checkCertInFNSStatus", notes);
        match search.integer() {
            None if !search.is_blank() => Err(shape(self.info.place("checkCertInFNSStatus"))),
            code => Ok(code),
        }
    }

    /// Whether every check has a result.
    ///
    /// # Errors
    /// `body_shape` where one cannot be read: it proves nothing.
    pub(super) fn is_checked(&self) -> Result<bool> {
        if self.unreadable_checks {
            return Err(shape("/smevChecks"));
        }
        Ok(!self.smev.iter().any(|check| smev::PENDING.contains(&check.result.code)))
    }

    pub(super) fn file_kinds(&self) -> Vec<Named> {
        self.files.iter().copied().map(file_named).collect()
    }
}

fn is_readable(check: &Loose<'_>) -> bool {
    ["status", "requestType"].iter().all(|name| check.peek(name).integer().is_some())
}

fn smev_check<'a>(check: &Loose<'a>, now: Timestamp, notes: &mut Notes) -> Option<SmevCheck<'a>> {
    const STALE_MS: u64 = 72 * 3_600_000;
    let result = check.field("status", notes).integer();
    let subject = check.field("requestType", notes).integer();
    let Some((result, subject)) = result.zip(subject) else {
        notes.quirk("osnovanie.check_unreadable", || check.place("status"));
        return None;
    };
    let launched = check.field("launchDate", notes).cow();
    let moment = launched.as_deref().and_then(|text| Timestamp::parse(&format!("{text}+03:00")));
    Some(SmevCheck {
        subject: smev_subject(subject),
        result: smev_named(result),
        initial_code: check.field("initialStatus", notes).integer(),
        comment: check.field("comment", notes).cow(),
        stale: moment.map(|at| now.since(at) > STALE_MS),
        launched,
    })
}
