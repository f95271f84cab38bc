//! What goes wrong on the way: a request that is lost, or carried out while its answer is.

use super::row::Row;
use crate::answer::Answer;
use crate::{Reply, World};

/// Something that happens to one call of an application.
#[derive(Clone, Copy)]
pub(super) struct Slip {
    /// As the call is counted: `create`, `attach_file.9`.
    pub(super) at: &'static str,
    pub(super) executed: bool,
    /// Every time, not only the first.
    pub(super) always: bool,
    /// `{asked}` stands for the application's number.
    pub(super) answer: Answer,
}

/// What goes wrong with this call this time.
pub(super) fn slip(world: &mut World, at: &str, subject: &str, row: &Row) -> Option<Slip> {
    let slip = row.slip.filter(|slip| slip.at == at)?;
    let turn = world.turn(format!("osnovanie.{at}/{subject}"));
    (slip.always || turn == 0).then_some(slip)
}

/// Carries out a write that was found to be in order, unless it is lost; `act` gives the number of
/// the application and the answer.
pub(super) fn carry_out(
    world: &mut World,
    (at, subject): (&str, &str),
    row: &Row,
    now_ms: i64,
    act: impl FnOnce(&mut World) -> (i64, Reply),
) -> Reply {
    let slip = slip(world, at, subject, row);
    if let Some(slip) = slip.filter(|slip| !slip.executed) {
        return slip.answer.play("", now_ms);
    }
    let (id, reply) = act(world);
    world.count(format!("osnovanie.{at}.executed/{subject}"));
    slip.map_or(reply, |slip| slip.answer.play(&id.to_string(), now_ms))
}

/// 200 with an empty body and no content type: what `change` and the attachments answer (§4, §6,
/// §12).
pub(super) fn done() -> Reply {
    Reply::Response(crate::Response {
        status: 200,
        headers: Vec::new(),
        body: Vec::new(),
        declared_length: 0,
    })
}
