//! What an answer means by its status alone, after the provider's own table had its say.

use super::answer::{Answer, PageKind};
use super::headers::RetryAfter;
use crate::error::{Code, Happened};
use crate::retry::{Fault, Retry};

/// The refusal that the status, an HTML page or an unreadable body stands for; `None` for an
/// answer that the operation may read.
#[must_use]
pub fn by_status(answer: &Answer<'_>) -> Option<Fault> {
    let fault = match answer.status {
        200..=299 => by_body(answer)?,
        300..=399 => Fault::new(Code::Redirected, Happened::Maybe, Retry::Never),
        400 | 405 | 406 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 422 => {
            Fault::new(Code::RejectedInput, Happened::No, Retry::Never)
        }
        401 | 407 => Fault::new(Code::Unauthorized, Happened::No, Retry::Never),
        403 if answer.page() == Some(PageKind::Protection) => blocked(),
        403 => Fault::new(Code::Forbidden, Happened::No, Retry::Never),
        // A page is what a proxy or a portal says; only JSON is the provider's own word.
        404 if answer.page().is_some() => by_page(answer),
        404 => Fault::new(Code::NotFound, Happened::No, Retry::Never),
        408 => Fault::new(Code::TimedOut, Happened::Maybe, Retry::Lost),
        402 => Fault::new(Code::Balance, Happened::No, Retry::Never),
        429 => Fault::new(Code::RateLimited, Happened::No, Retry::Limited),
        503 if answer.retry_after() != RetryAfter::Absent => {
            Fault::new(Code::SourceUnavailable, Happened::Maybe, Retry::Unavailable)
        }
        502 | 504 => Fault::new(Code::SourceUnavailable, Happened::Maybe, Retry::Lost),
        500..=599 if answer.page().is_some() => by_page(answer),
        503 => Fault::new(Code::SourceUnavailable, Happened::Maybe, Retry::Lost),
        500 | 501 => Fault::new(Code::ServerError, Happened::Maybe, Retry::ServerError),
        502..=599 => Fault::new(Code::ServerError, Happened::Maybe, Retry::Lost),
        416..=499 => Fault::new(Code::UnexpectedStatus, Happened::No, Retry::Never),
        _ => Fault::new(Code::UnexpectedStatus, Happened::Maybe, Retry::Never),
    };
    Some(fault.with_status(answer.status))
}

fn by_body(answer: &Answer<'_>) -> Option<Fault> {
    if answer.page().is_some() {
        return Some(by_page(answer));
    }
    let code = answer.unreadable()?;
    let retry = if code == Code::BodyTooLarge { Retry::Never } else { Retry::Lost };
    Some(Fault::new(code, Happened::Maybe, retry))
}

fn by_page(answer: &Answer<'_>) -> Fault {
    match answer.page() {
        Some(PageKind::Protection) => blocked(),
        _ => Fault::new(Code::HtmlPage, Happened::Maybe, Retry::Lost),
    }
}

/// Who is refused as a robot is refused again: no repeat.
fn blocked() -> Fault {
    Fault::new(Code::Blocked, Happened::Maybe, Retry::Never)
}
