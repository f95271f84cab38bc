//! What crosses the border: calls and events in, steps out.

mod call;
mod envelope;
mod meta;
mod options;
mod state;
mod step;

pub(crate) use call::{Call, Event, Response};
pub use call::{Failure, FailureKind, Sent};
pub use meta::{BodyFrom, Charge, Meta, Notes, Quirk};
pub use options::{Allowed, Options};
pub use state::Memo;
pub(crate) use state::{Phase, State, Task, VERSION, stage};
pub use step::{
    Effect, Estimate, Headers, Redirect, Request, Slot, SlotFormat, SlotPlace, WaitReason,
    WaitScope,
};
pub(crate) use step::{Fail, SendStep, StoreStep, WaitStep};

#[cfg(feature = "schema")]
pub(crate) use schema::protocol_schema;
#[cfg(feature = "schema")]
#[expect(
    clippy::disallowed_types,
    reason = "a schema is JSON of any shape, and no amount is in it"
)]
mod schema;
