//! `POST /api/external/v2/request/list`, then `…/create`
//!
//! A new application, once.
//!
//! The provider knows no idempotency key, and a repeat makes a second application. So it is looked
//! whether one is there, before the first attempt of every start and after every lost one.

use serde::Serialize;

use super::candidates::{Candidates, search};
use super::{DOCS, POLLING, PROVIDER, create};
use crate::error::{Choice, Code, Error, Happened, Next, Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::operation::{About, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

pub use super::create::Input;

/// The number of the application.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Output {
    pub application_id: String,
    /// How it came to be.
    pub origin: Origin,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// This flow created it.
    Created,
    /// An equal one of today was there.
    Found,
    /// A person chose it.
    Chosen,
}

const RECONCILE: Reconcile =
    Reconcile { operation: "osnovanie.list", how: "subject_products_and_day" };

const ABOUT: About = About {
    name: "osnovanie.create_application",
    title: Text {
        en: "Create an application, once", ru: "Создать заявку без дублей"
    },
    summary: Text {
        en: "Takes an equal application of today where there is one, and creates one otherwise.",
        ru: "Берёт такую же сегодняшнюю заявку, если она есть, иначе создаёт новую.",
    },
    effect: Effect::Create,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&RECONCILE),
};

#[derive(Debug)]
pub struct CreateApplication;

impl Operation for CreateApplication {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

const LOOK: &str = "look";
const CREATE: &str = "create";
/// The candidates that a person was shown.
const SEEN: &str = "seen";
/// How often it is created after losses, before a person has to look.
const MOST_CREATES: u32 = 2;
/// What was lost may still be under way: so long nothing is created again.
const SETTLED_MS: u64 = 120_000;

impl Procedure for CreateApplication {
    const PROVIDER: &'static Provider = PROVIDER;
    const STAGES: &'static [Stage] =
        &[Stage::of(LOOK, Effect::Read).large(), Stage::of(CREATE, Effect::Create)];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, _: &Memo, stage: &str) -> Result<Ask> {
        Ok(match stage {
            CREATE => create::ask(&input.application),
            _ => search(&input.application),
        })
    }

    fn read<'a>(
        input: &Input,
        memo: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        notes: &mut Notes,
    ) -> Result<Turn<Output>> {
        if stage == CREATE {
            return Ok(done(create::read(answer, notes)?.to_string(), Origin::Created));
        }
        let lost_at = memo.lost.get(CREATE).copied();
        let lost = lost_at.is_some();
        let items = super::filter::applications(answer)?;
        let since = lost_at.unwrap_or_else(|| answer.now());
        let ours = input.application.new_info();
        let found = Candidates::of(&items, &ours, since, lost, notes)?;
        match found {
            // A person has seen these, and wants one more.
            Candidates::Several(ids)
                if memo.consents_to(CREATE) && memo.fact(SEEN) == Some(&*ids.join(" ")) =>
            {
                Ok(Turn::Go(CREATE))
            }
            Candidates::None if memo.consents_to(CREATE) => Ok(Turn::Go(CREATE)),
            Candidates::One(id) => {
                if lost {
                    memo.carried_out(CREATE);
                }
                Ok(done(id, if lost { Origin::Created } else { Origin::Found }))
            }
            Candidates::Several(ids) => {
                memo.note(SEEN, ids.join(" "));
                let take = |id| Choice { option: "take".into(), application_id: Some(id) };
                let options = ids.into_iter().map(take).chain([Choice::to("create")]).collect();
                Err(undecided(Code::Ambiguous, options, lost))
            }
            Candidates::None => {
                let since = lost_at.map_or(SETTLED_MS, |at| answer.now().since(at));
                if lost && since < SETTLED_MS {
                    return Ok(Turn::Look { after_ms: SETTLED_MS - since });
                }
                // It says that it made one, and shows none; or it was asked twice in vain.
                let tries = memo.tries.get(CREATE).copied().unwrap_or(0);
                if memo.has_answered(CREATE) || (lost && tries >= MOST_CREATES) {
                    return Err(undecided(Code::OutcomeUnknown, vec![Choice::to("create")], lost));
                }
                memo.forget_loss(CREATE);
                Ok(Turn::Go(CREATE))
            }
        }
    }

    fn chosen<'a>(memo: &mut Memo, choice: &Choice) -> Result<Turn<Self::Output<'a>>> {
        Ok(match &choice.application_id {
            Some(id) => done(id.clone(), Origin::Chosen),
            None => {
                memo.consent = Some(CREATE.to_owned());
                Turn::Look { after_ms: 0 }
            }
        })
    }
}

fn done(application_id: String, origin: Origin) -> Turn<Output> {
    Turn::Done(Output { application_id, origin })
}

fn undecided(code: Code, options: Vec<Choice>, lost: bool) -> Error {
    Error::new(code)
        .happened(if lost { Happened::Maybe } else { Happened::No })
        .then(Next::reconcile(&RECONCILE, options))
}
