//! How a submission goes on from where the application stands.
//!
//! ```text
//!  22 ─ wait     1 ─ view ─ 8 ─ 9 ─▶ 21, 11 ─ wait ─▶ 2 ─ view ─ 0 ─ 20 ─▶ 3, 4     5 ─ refused
//! ```

mod viewed;

use self::viewed::viewed;
use super::codes::status;
use super::submission::{REQUEST, SIGNATURE, SIGNED, STATUS, Submission, Traits, VIEW};
use super::submit_documents::{Input, Output, RECONCILE};
use super::wire::{read_nothing, read_status};
use crate::error::{Choice, Code, Error, Happened, Next, Result};
use crate::http::Answer;
use crate::operation::{Never, Turn};
use crate::protocol::{Memo, Notes};

/// What was lost may still arrive: it is looked twice, so long apart.
const TWICE_MS: u64 = 60_000;
const SOON_MS: u64 = 5_000;
/// The stage that was looked for once.
const LOOKED: &str = "looked";
/// Whether this flow has waited for the provider.
const WAITED: &str = "waited";

pub(super) fn read<'a>(
    input: &Input,
    memo: &mut Memo,
    stage: &str,
    answer: &Answer<'a>,
    notes: &mut Notes,
) -> Result<Turn<Output<'a>>> {
    match stage {
        STATUS => {
            let code = read_status(answer, input.application_id, notes)?;
            stands(input, memo, code)
        }
        VIEW => viewed(input, memo, answer, notes),
        SIGNATURE => read_nothing(answer, notes).map(|()| Turn::Poll(STATUS)),
        REQUEST => {
            read_nothing(answer, notes)?;
            let signed = Submission::of(input).is_signed(Traits::of(memo));
            Ok(if signed { Turn::Go(SIGNED) } else { Turn::Look { after_ms: 0 } })
        }
        // After the archive too: an earlier flow's signature may have arrived meanwhile.
        _ => read_nothing(answer, notes).map(|()| Turn::Look { after_ms: 0 }),
    }
}

fn done<'a>(input: &Input, code: i64) -> Turn<Output<'a>> {
    Turn::Done(Output::of(input.application_id, code, None))
}

/// By the status alone.
fn stands<'a>(input: &Input, memo: &mut Memo, code: i64) -> Result<Turn<Output<'a>>> {
    // Beyond the stage that a lost file leads to, it has arrived.
    let arrived = match code {
        status::MODERATION | status::SIGNATURE | status::REQUEST => [SIGNATURE].as_slice(),
        status::ISSUING | status::READY => &[SIGNATURE, REQUEST],
        _ => &[],
    };
    for stage in arrived {
        if memo.has_lost(stage) {
            memo.carried_out(stage);
            memo.facts.remove(LOOKED);
        }
    }
    match code {
        status::PROCESSING | status::MODERATION | status::SIGNATURE => {
            memo.note(WAITED, "yes");
            Ok(Turn::Poll(STATUS))
        }
        status::DOCUMENTS => not_arrived(memo, SIGNATURE),
        // What was answered with success has arrived, though the status lags behind.
        status::REQUEST if memo.has_done(REQUEST) => issuing(input, memo, code),
        status::REQUEST => not_arrived(memo, REQUEST),
        status::ISSUING => issuing(input, memo, code),
        status::READY => Ok(done(input, code)),
        // For its comment, or to see more than a number that is not known.
        _ => Ok(Turn::Go(VIEW)),
    }
}

/// The status is still the one before a file that was sent, or is it again: it is looked twice, and
/// then a person may have it sent once more.
fn not_arrived<'a>(memo: &mut Memo, stage: &'static str) -> Result<Turn<Output<'a>>> {
    if memo.consents_to(stage) || !memo.was_sent(stage) {
        return Ok(Turn::Go(VIEW));
    }
    twice(memo, stage).map_or_else(|| Err(undecided(vec![Choice::to("repeat")])), Ok)
}

/// A second look after a while; `None` where this is the second.
fn twice<'a>(memo: &mut Memo, stage: &'static str) -> Option<Turn<Output<'a>>> {
    if memo.fact(LOOKED) == Some(stage) {
        return None;
    }
    memo.note(LOOKED, stage);
    Some(Turn::Look { after_ms: TWICE_MS })
}

/// The request is there. Whether the signed one is, no status tells.
fn issuing<'a>(input: &Input, memo: &mut Memo, code: i64) -> Result<Turn<Output<'a>>> {
    if memo.consents_to(SIGNED) {
        return Ok(Turn::Go(SIGNED));
    }
    if memo.has_done(SIGNED) {
        return Ok(done(input, code));
    }
    if memo.has_done(REQUEST) && !memo.has_lost(SIGNED) {
        let signed = Submission::of(input).is_signed(Traits::of(memo));
        return Ok(if signed { Turn::Go(SIGNED) } else { done(input, code) });
    }
    if memo.has_lost(SIGNED) || input.signed_certificate_request.is_some() {
        return Err(undecided(either()));
    }
    // An application that is identified by a signature needs it.
    Ok(Turn::Go(VIEW))
}

fn either() -> Vec<Choice> {
    vec![Choice::to("confirm"), Choice::to("repeat")]
}

fn undecided(options: Vec<Choice>) -> Error {
    Error::new(Code::OutcomeUnknown)
        .happened(Happened::Maybe)
        .then(Next::reconcile(&RECONCILE, options))
}

/// It is looked for from the beginning: soon, and then twice.
pub(super) fn lost(memo: &mut Memo) -> Turn<Never> {
    memo.facts.remove(LOOKED);
    Turn::Look { after_ms: SOON_MS }
}

/// `repeat`: send what was lost once more, if the application still stands there; `confirm`: a
/// person has seen that it arrived.
pub(super) fn chosen<'a>(memo: &mut Memo, choice: &Choice) -> Turn<Output<'a>> {
    // The one that was looked for twice, or else the one that no status tells of.
    let looked = [SIGNATURE, REQUEST].into_iter().find(|s| memo.fact(LOOKED) == Some(*s));
    let stage = looked.filter(|_| !memo.has_lost(SIGNED)).unwrap_or(SIGNED);
    memo.facts.remove(LOOKED);
    if choice.option == "confirm" {
        memo.carried_out(stage);
    } else {
        memo.consent = Some(stage.to_owned());
    }
    Turn::Look { after_ms: 0 }
}
