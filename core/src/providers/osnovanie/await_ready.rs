//! `POST /api/external/v2/request/status`, then `…/view`
//!
//! Waits until an application is processed and checked.

use serde::Serialize;

use super::codes::{Named, fns, status, status_named};
use super::overview::{FnsCheck, Overview, SmevCheck};
use super::record::record;
use super::wire::{ask_status, ask_view, read_status};
use super::{DOCS, POLLING, PROVIDER};
use crate::error::{Result, Text};
use crate::http::{Answer, Ask};
use crate::operation::{About, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

pub use super::view::Input;

/// Where the application stands, and what its checks have found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output<'a> {
    pub application_id: String,
    pub stage: Named,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fns_check: Option<FnsCheck<'a>>,
    /// All of them, also those that have failed or were never made.
    pub smev_checks: Vec<SmevCheck<'a>>,
}

const ABOUT: About = About {
    name: "osnovanie.await_ready",
    title: Text { en: "Await the checks", ru: "Дождаться проверок заявки" },
    summary: Text {
        en: "Waits until the application is processed and every check has a final result.",
        ru: "Ждёт обработки заявки и окончательных результатов проверок ФНС и СМЭВ.",
    },
    effect: Effect::Read,
    estimate: None,
    docs: DOCS,
    reconcile: None,
};

#[derive(Debug)]
pub struct AwaitReady;

impl Operation for AwaitReady {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output<'a>;
}

const STATUS: &str = "status";
const VIEW: &str = "view";

impl Procedure for AwaitReady {
    const PROVIDER: &'static Provider = PROVIDER;
    const STAGES: &'static [Stage] =
        &[Stage::of(STATUS, Effect::Read), Stage::of(VIEW, Effect::Read)];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, _: &Memo, stage: &str) -> Result<Ask> {
        Ok(match stage {
            VIEW => ask_view(input.application_id),
            _ => ask_status(&[input.application_id]),
        })
    }

    fn read<'a>(
        input: &Input,
        _: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output<'a>>> {
        if stage == STATUS {
            return Ok(match read_status(answer, input.application_id, notes)? {
                status::PROCESSING => Turn::Poll(STATUS),
                _ => Turn::Go(VIEW),
            });
        }
        let overview = Overview::read(answer, input.application_id, notes)?;
        let mut found = record(&overview.info, String::new(), None, notes);
        let searching = overview.fns_search(notes)? == Some(fns::IN_PROGRESS);
        // What has ended needs no checks any more.
        let ended = matches!(overview.stage, status::READY | status::REFUSED);
        if overview.stage == status::PROCESSING {
            return Ok(Turn::Poll(STATUS));
        }
        if !ended && (searching || !overview.is_checked()?) {
            return Ok(Turn::Poll(VIEW));
        }
        let certificates = std::mem::take(&mut found.fns_certificates);
        Ok(Turn::Done(Output {
            application_id: input.application_id.to_string(),
            stage: status_named(overview.stage),
            fns_check: FnsCheck::of(found.fns_check, certificates),
            smev_checks: overview.smev,
        }))
    }
}
