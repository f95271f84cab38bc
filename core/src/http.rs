//! Requests and answers, as far as they are the same for every provider.

mod answer;
mod ask;
mod cp1251;
mod headers;
mod scan;
mod status;

pub use answer::{Answer, PageKind};
pub(crate) use answer::{Body, Incoming, receive};
pub use ask::{Ask, Method};
pub(crate) use ask::{Content, RESERVED};
pub(crate) use headers::{Headers, RetryAfter};
pub use status::by_status;
