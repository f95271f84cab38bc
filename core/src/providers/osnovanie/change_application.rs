//! `POST /api/external/v2/request/view`, `…/change`, `…/status`
//!
//! Changes some members of an application and keeps the rest.
//!
//! A change overwrites the whole record, and one that leaves out `forInfoSys` resets it.

use serde::Serialize;

use super::application::Application;
use super::codes::{Named, status, status_named};
use super::info::{Info, Sent};
use super::overview::Overview;
use super::wire::{ApplicationId, ask_status, ask_view, read_nothing, read_status};
use super::{DOCS, POLLING, PROVIDER, change};
use crate::error::{Code, Error, Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

/// Which application, and the members that are to change.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub application_id: ApplicationId,
    pub application: Application,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["application_id", "application"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        let application = Application::read(members, notes)?;
        if application.info() == Info::default() && application.for_info_sys.is_none() {
            return Err(Error::missing("/input/application/*"));
        }
        Ok(Self { application_id: ApplicationId::read(members, "application_id")?, application })
    }
}

/// The application has the members that were asked for.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub application_id: String,
    pub stage: Named,
    /// False where nothing had to be changed.
    pub changed: bool,
}

const ABOUT: About = About {
    name: "osnovanie.change_application",
    title: Text { en: "Change an application", ru: "Изменить заявку" },
    summary: Text {
        en: "Reads the application, sends it back with the changes, and waits until it is processed.",
        ru: "Читает заявку, отправляет её с изменениями и ждёт конца обработки.",
    },
    effect: Effect::Write,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&Reconcile { operation: "osnovanie.view", how: "fields" }),
};

#[derive(Debug)]
pub struct ChangeApplication;

impl Operation for ChangeApplication {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

const STATUS: &str = "status";
const VIEW: &str = "view";
const CHANGE: &str = "change";

impl Procedure for ChangeApplication {
    const PROVIDER: &'static Provider = PROVIDER;
    // While an application is being processed, only its status may be asked for.
    const STAGES: &'static [Stage] = &[
        Stage::of(STATUS, Effect::Read),
        Stage::of(VIEW, Effect::Read),
        Stage::of(CHANGE, Effect::Write),
    ];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, _: &Memo, stage: &str) -> Result<Ask> {
        match stage {
            STATUS => Ok(ask_status(&[input.application_id])),
            VIEW => Ok(ask_view(input.application_id)),
            _ => Err(Error::new(Code::StateInvalid).at("/state/stage")),
        }
    }

    fn read<'a>(
        input: &Input,
        memo: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output>> {
        let done = |code, changed| {
            let application_id = input.application_id.to_string();
            Ok(Turn::Done(Output { application_id, stage: status_named(code), changed }))
        };
        match stage {
            STATUS => match read_status(answer, input.application_id, notes)? {
                status::PROCESSING => Ok(Turn::Poll(STATUS)),
                code if memo.has_done(CHANGE) => done(code, true),
                _ => Ok(Turn::Go(VIEW)),
            },
            VIEW => {
                let overview = Overview::read(answer, input.application_id, notes)?;
                let (there, changes) = (Info::whole(&overview.info)?, input.application.info());
                // Leaving it out is what takes it back.
                let ends = input.application.for_info_sys == Some(false);
                if there.has_all(&changes) && !(ends && there.get("forInfoSys").is_some()) {
                    let lost = memo.has_lost(CHANGE);
                    if lost {
                        memo.carried_out(CHANGE);
                    }
                    return done(overview.stage, lost);
                }
                memo.forget_loss(CHANGE);
                let there = if ends { there.without("forInfoSys") } else { there };
                Ok(Turn::With(CHANGE, change::ask(input.application_id, merged(there, &changes))))
            }
            _ => {
                read_nothing(answer, notes)?;
                Ok(Turn::Poll(STATUS))
            }
        }
    }
}

/// The whole application, with `identificationKind`, which a change must have.
fn merged(there: Info, changes: &Info) -> Info {
    let mut info = there.changed(changes);
    if info.get("identificationKind").is_none() {
        info.set("identificationKind", Sent::Number(0));
    }
    info
}
