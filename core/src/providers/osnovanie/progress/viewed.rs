//! By the view: what the application says of itself, and which files it has.

use super::{LOOKED, WAITED, done, either, issuing, not_arrived, twice, undecided};
use crate::error::{Choice, Code, Error, Result};
use crate::http::Answer;
use crate::operation::Turn;
use crate::protocol::{Memo, Notes};
use crate::providers::osnovanie::codes::{file, fns, status};
use crate::providers::osnovanie::info::bool_of;
use crate::providers::osnovanie::loose::shape;
use crate::providers::osnovanie::overview::Overview;
use crate::providers::osnovanie::parts::ApplicantType;
use crate::providers::osnovanie::submission::{ARCHIVE, REQUEST, SIGNATURE, STATUS, Traits, VIEW};
use crate::providers::osnovanie::submit_documents::{Input, Output};

pub(super) fn viewed<'a>(
    input: &Input,
    memo: &mut Memo,
    answer: &Answer<'a>,
    notes: &mut Notes,
) -> Result<Turn<Output<'a>>> {
    let overview = Overview::read(answer, input.application_id, notes)?;
    if overview.stage == status::REFUSED {
        let comment = overview.info.field("comment", notes).cow();
        return Ok(Turn::Done(Output::of(input.application_id, status::REFUSED, comment)));
    }
    // What these say decides on what cannot be taken back: a guess is not enough.
    let number = |name, notes: &mut Notes| {
        let number = overview.info.field(name, notes).integer();
        number.ok_or_else(|| shape(overview.info.place(name)))
    };
    let search = overview.fns_search(notes)?;
    let traits = Traits {
        company: ApplicantType::of(number("type", notes)?) == Some(ApplicantType::Company),
        identification_kind: number("identificationKind", notes)?,
        for_info_sys: bool_of(&overview.info.field("forInfoSys", notes)).unwrap_or(false),
        revocation: search == Some(fns::FOUND),
    };
    traits.note(memo);
    let is_there = |kind| overview.files.contains(&kind);
    match overview.stage {
        // What has to be in the archive depends on the search.
        status::DOCUMENTS if search == Some(fns::IN_PROGRESS) => Ok(Turn::Poll(VIEW)),
        status::DOCUMENTS if search == Some(fns::FAILED) => Err(Error::new(Code::CheckFailed)),
        status::DOCUMENTS if memo.consents_to(SIGNATURE) => Ok(Turn::Go(SIGNATURE)),
        status::DOCUMENTS if memo.was_sent(SIGNATURE) => not_arrived(memo, SIGNATURE),
        // Somebody else has brought it, and the application was sent back.
        status::DOCUMENTS if is_there(file::SIGNATURE) && !input.resend_archive => {
            memo.note(LOOKED, SIGNATURE);
            Err(undecided(vec![Choice::to("repeat")]))
        }
        status::DOCUMENTS => Ok(documents(memo, is_there(file::ARCHIVE), input.resend_archive)),
        status::REQUEST if memo.consents_to(REQUEST) => Ok(Turn::Go(REQUEST)),
        status::REQUEST if memo.was_sent(REQUEST) => not_arrived(memo, REQUEST),
        status::REQUEST if is_there(file::REQUEST) => {
            memo.note(LOOKED, REQUEST);
            Err(undecided(vec![Choice::to("repeat")]))
        }
        // Whoever has seen it come here knows that no request is under way.
        status::REQUEST if memo.fact(WAITED) == Some("yes") => Ok(Turn::Go(REQUEST)),
        status::REQUEST => Ok(twice(memo, REQUEST).unwrap_or(Turn::Go(REQUEST))),
        status::ISSUING => match issuing(input, memo, status::ISSUING)? {
            Turn::Go(VIEW) if traits.by_signature() => Err(undecided(either())),
            Turn::Go(VIEW) => Ok(done(input, status::ISSUING)),
            turn => Ok(turn),
        },
        status::READY => Ok(done(input, status::READY)),
        // It has moved on meanwhile, or stands where nobody knows: its status is asked again.
        _ => Ok(Turn::Poll(STATUS)),
    }
}

fn documents<'a>(memo: &mut Memo, is_there: bool, resend: bool) -> Turn<Output<'a>> {
    if memo.has_lost(ARCHIVE) {
        if is_there {
            memo.carried_out(ARCHIVE);
        } else {
            memo.forget_loss(ARCHIVE);
        }
    }
    match (memo.has_done(ARCHIVE), is_there) {
        (true, _) => Turn::Go(SIGNATURE),
        (false, there) if !there || resend => Turn::Go(ARCHIVE),
        // An earlier flow brought it, and may just have sent the signature too.
        (false, _) => twice(memo, ARCHIVE).unwrap_or(Turn::Go(SIGNATURE)),
    }
}
