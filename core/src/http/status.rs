//! What an answer means by its status alone, after the provider's own table had its say.

use super::answer::Answer;
use super::body::PageKind;
use super::headers::RetryAfter;
use crate::error::{Code, Happened};
use crate::retry::{Fault, Retry};

/// The refusal that the status, an HTML page or an unreadable body stands for; `None` for an
/// answer that the operation may read.
#[must_use]
pub fn by_status(answer: &Answer<'_>) -> Option<Fault> {
    let fault = match (answer.status, answer.page()) {
        (_, Some(PageKind::Protection)) => blocked(),
        (200, _) => by_body(answer)?,
        (300..=399, _) => Fault::new(Code::Redirected, Happened::Maybe, Retry::Never),
        (401 | 407, _) => Fault::new(Code::Unauthorized, Happened::No, Retry::Never),
        (402, _) => Fault::new(Code::Balance, Happened::No, Retry::Never),
        (403, _) => Fault::new(Code::Forbidden, Happened::No, Retry::Never),
        (408, _) => Fault::new(Code::TimedOut, Happened::Maybe, Retry::Lost),
        (429, _) => Fault::new(Code::RateLimited, Happened::No, Retry::Limited),
        // A page is what a proxy or a portal says, not the provider.
        (400..=499, Some(PageKind::Other)) => page(),
        (404, None) => Fault::new(Code::NotFound, Happened::No, Retry::Never),
        (400 | 405 | 406 | 409..=415 | 422, None) => {
            Fault::new(Code::RejectedInput, Happened::No, Retry::Never)
        }
        (416..=499, None) => Fault::new(Code::UnexpectedStatus, Happened::No, Retry::Never),
        (503, _) if answer.retry_after() != RetryAfter::Absent => {
            Fault::new(Code::SourceUnavailable, Happened::Maybe, Retry::Unavailable)
        }
        (502..=504, _) => Fault::new(Code::SourceUnavailable, Happened::Maybe, Retry::Lost),
        (500..=599, Some(PageKind::Other)) => page(),
        (500 | 501, None) => Fault::new(Code::ServerError, Happened::Maybe, Retry::ServerError),
        (505..=599, None) => Fault::new(Code::ServerError, Happened::Maybe, Retry::Lost),
        // Accepted, partial, no content, too: whatever it holds, it is not the whole answer.
        _ => Fault::new(Code::UnexpectedStatus, Happened::Maybe, Retry::Never),
    };
    Some(fault.with_status(answer.status))
}

fn by_body(answer: &Answer<'_>) -> Option<Fault> {
    if answer.page().is_some() {
        return Some(page());
    }
    let code = answer.unreadable()?;
    let retry = if code == Code::BodyTooLarge { Retry::Never } else { Retry::Lost };
    Some(Fault::new(code, Happened::Maybe, retry))
}

fn page() -> Fault {
    Fault::new(Code::HtmlPage, Happened::Maybe, Retry::Lost)
}

/// Who is refused as a robot is refused again: no repeat.
fn blocked() -> Fault {
    Fault::new(Code::Blocked, Happened::Maybe, Retry::Never)
}
