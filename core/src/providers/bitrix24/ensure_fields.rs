//! `POST /rest/{user_id}/{webhook}/crm.contact.userfield.list`, then `…/crm.contact.userfield.add`
//!
//! Makes the user fields that are missing, one after the other.
//!
//! A field's name is its key, and a portal has each once: what was lost is looked for by its name
//! before anything is sent again. A field of another type is told of and never changed.

use serde::Serialize;

use super::ids::Id;
use super::portal::Portal;
use super::user_fields::Wanted;
use super::wire::{id, shape};
use super::{DOCS, POLLING, PROVIDER, listing};
use crate::error::{Code, Error, Happened, Next, Reconcile, Result, Text};
use crate::http::{Answer, Ask};
use crate::members::Members;
use crate::operation::{About, Never, Operation, Polling, Procedure, Provider, Stage, Turn};
use crate::protocol::{Effect, Memo, Notes};

pub use super::listing::Output;

/// Which fields the portal has to have.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Input {
    pub portal: Portal,
    /// The user whose webhook it is: an administrator of the CRM.
    pub user_id: Id,
    /// Up to 50 fields.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 50)))]
    pub fields: Vec<Wanted>,
}

impl crate::operation::Input for Input {
    const MEMBERS: &'static [&'static str] = &["portal", "user_id", "fields"];

    fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
        Ok(Self {
            portal: members.required("portal", notes)?,
            user_id: Id::read(members, "user_id")?,
            fields: Wanted::list(members, "fields")?,
        })
    }
}

const RECONCILE: Reconcile =
    Reconcile { operation: "bitrix24.ensure_fields", how: "names_of_the_fields" };

const ABOUT: About = About {
    name: "bitrix24.ensure_fields",
    title: Text {
        en: "Make fields of contacts in Bitrix24",
        ru: "Завести поля контактов в Битрикс24",
    },
    summary: Text {
        en: "Makes the user fields of contacts that are missing, each once, and changes none.",
        ru: "Создаёт недостающие пользовательские поля контактов, каждое один раз; имеющихся не меняет.",
    },
    effect: Effect::Create,
    estimate: None,
    docs: DOCS,
    reconcile: Some(&RECONCILE),
};

#[derive(Debug)]
pub struct EnsureFields;

impl Operation for EnsureFields {
    const ABOUT: About = ABOUT;
    type Input = Input;
    type Output<'a> = Output;
}

const LIST: &str = "list";
pub(super) const ADD: &str = "add";
/// The field that is made now; the one that is made again after a loss; the one of these that was
/// refused then; and whether the list lags.
const ADDING: &str = "adding";
const AGAIN: &str = "again";
const REFUSED: &str = "refused";
const LAGS: &str = "lags";
/// A list may lag behind what was just made.
const LAG_MS: u64 = 5_000;

impl Procedure for EnsureFields {
    const PROVIDER: &'static Provider = PROVIDER;
    const STAGES: &'static [Stage] =
        &[Stage::of(LIST, Effect::Read), Stage::of(ADD, Effect::Create)];
    const POLLING: Polling = POLLING;

    fn request(input: &Input, memo: &Memo, stage: &str) -> Result<Ask> {
        let Input { portal, user_id, fields } = input;
        if stage == LIST {
            return Ok(listing::ask(memo, portal, *user_id));
        }
        let wanted = fields.iter().find(|field| memo.fact(ADDING) == Some(field.name.as_str()));
        let wanted = wanted.ok_or_else(|| Error::new(Code::StateInvalid).at("/state/memo"))?;
        Ok(wanted.ask(portal, *user_id))
    }

    fn read<'a>(
        input: &Input,
        memo: &mut Memo,
        stage: &str,
        answer: &Answer<'a>,
        _: &mut Notes,
    ) -> Result<Turn<Output>> {
        let adding = memo.fact(ADDING).unwrap_or_default().to_owned();
        if stage == ADD {
            id(&answer.object()?.field("result")).ok_or_else(|| shape("/result"))?;
            memo.carried_out_for(ADD, &adding);
            return Ok(next(input, memo));
        }
        if !listing::take(memo, &input.fields, answer)? {
            return Ok(Turn::Go(LIST));
        }
        if listing::has(memo, &adding) && (memo.has_lost(ADD) || is(memo, AGAIN, &adding)) {
            memo.carried_out_for(ADD, &adding);
        } else if memo.has_lost(ADD) {
            memo.forget_loss(ADD);
            memo.note(AGAIN, adding);
        }
        let missing = |field: &&Wanted| !listing::has(memo, &field.name);
        let made = |field: &Wanted| memo.has_done_for(ADD, &field.name);
        match input.fields.iter().find(missing) {
            None => Ok(Turn::Done(listing::output(memo, &input.fields))),
            // The portal says that it has made it, and shows none.
            Some(_) if input.fields.iter().filter(missing).any(made) => match memo.fact(LAGS) {
                None => {
                    memo.note(LAGS, "yes");
                    Ok(Turn::Look { after_ms: LAG_MS })
                }
                Some(_) => Err(Error::new(Code::OutcomeUnknown)
                    .happened(Happened::Yes)
                    .then(Next::reconcile(&RECONCILE, Vec::new()))),
            },
            Some(_) => Ok(next(input, memo)),
        }
    }

    // Nobody knew of the first request, and the second one is refused: it may be there by now.
    fn refused(
        _: &Input,
        memo: &mut Memo,
        stage: &str,
        error: &mut Error,
        _: bool,
    ) -> Option<Turn<Never>> {
        let adding = memo.fact(ADDING).unwrap_or_default().to_owned();
        let again = stage == ADD && error.code == Code::RejectedInput && is(memo, AGAIN, &adding);
        (again && !is(memo, REFUSED, &adding)).then(|| {
            memo.note(REFUSED, adding);
            Turn::Look { after_ms: LAG_MS }
        })
    }
}

fn is(memo: &Memo, fact: &str, name: &str) -> bool {
    memo.fact(fact) == Some(name)
}

/// The next field that is missing; a list at the end.
fn next(input: &Input, memo: &mut Memo) -> Turn<Output> {
    let missing =
        |field: &&Wanted| !listing::has(memo, &field.name) && !memo.has_done_for(ADD, &field.name);
    match input.fields.iter().find(missing) {
        Some(field) => {
            memo.note(ADDING, field.name.as_str());
            Turn::Go(ADD)
        }
        None => Turn::Look { after_ms: 0 },
    }
}
