//! Requests and answers, as far as they are the same for every provider.

mod answer;
mod ask;
mod body;
mod cp1251;
mod headers;
mod scan;
mod status;

pub use answer::Answer;
pub(crate) use answer::{Incoming, receive};
pub use ask::{Ask, Method};
pub(crate) use ask::{Content, RESERVED};
pub(crate) use body::Body;
pub use body::PageKind;
pub(crate) use headers::{Headers, RetryAfter};
pub use status::by_status;
