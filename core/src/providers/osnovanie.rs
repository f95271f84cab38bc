//! УЦ «Основание»: qualified signature certificates, External API v2.
//!
//! Source: «External API» of the partners' portal, <https://lk.iecp.ru/>; every request is a POST
//! with login and password in the body's root (section 1).

mod application;
pub mod archive;
pub mod attach_certificate;
pub mod attach_file;
pub mod await_issue;
pub mod await_ready;
mod candidates;
mod certificate_request;
pub mod change;
pub mod change_application;
pub mod client_docs;
mod codes;
pub mod create;
pub mod create_application;
mod documents;
mod filter;
pub mod find_fns_certificates;
pub mod finish_remote_identification;
mod fns;
mod info;
pub mod list;
mod loose;
mod overview;
mod parts;
pub mod products;
mod progress;
mod record;
pub mod result;
mod returned;
pub mod status;
mod submission;
pub mod submit_documents;
mod upload;
pub mod view;
mod wire;

use crate::error::{Code, Happened, Text};
use crate::http::Answer;
use crate::operation::{Limit, LimitBasis, Polling, Provider, Recognised};
use crate::protocol::{Effect, Slot, SlotPlace};
use crate::retry::{Fault, Policy, Retry};
use crate::wire::Field;

pub const PROVIDER: &Provider = &Provider {
    name: "osnovanie",
    title: Text {
        en: "CA Osnovanie, External API v2", ru: "УЦ «Основание», External API v2"
    },
    origins: &["https://apinew.iecp.ru"],
    slots: &[
        Slot::secret("osnovanie.login", SlotPlace::JsonBody, "login"),
        Slot::secret("osnovanie.password", SlotPlace::JsonBody, "pass"),
    ],
    wants: |_, _| true,
    files: &[
        "file",
        "archive",
        "signature",
        "certificate_request",
        "signed_certificate_request",
        "documents",
        "certificate",
    ],
    tls_identity: None,
    // A client in production waits for 60 s.
    timeout_ms: 60_000,
    limits: &[
        // The document has no limits: one request at a time is what is known to work.
        Limit { requests: 60, per_seconds: 60, operations: &[], basis: LimitBasis::Inferred },
    ],
    policy: |operation, effect| match (operation, effect) {
        // Ends the same however often it is sent.
        ("osnovanie.archive", Effect::Write) => {
            Policy { lost: 1, server_error: 1, ..Policy::of(effect) }
        }
        // It reaches the tax service.
        ("osnovanie.find_fns_certificates", _) => {
            Policy { lost: 1, lost_ms: 5_000, server_error_ms: 5_000, ..Policy::of(effect) }
        }
        _ => Policy::of(effect),
    },
    recognise,
    shut: None,
    explains,
};

/// The document's page that partners open; the API itself has none.
const DOCS: &str = "https://lk.iecp.ru/";

/// A certificate takes days: the wait doubles from five seconds to ten minutes.
const POLLING: Polling = Polling {
    first_ms: 5_000,
    cap_ms: 600_000,
    most: u32::MAX,
    round_ms: 60 * 24 * 3_600_000,
    keep_ms: u64::MAX,
};

/// The message of .NET for a number that is none, the document's own example of a 500.
const NOT_A_NUMBER: &str = "input string was not in a correct format";

/// What is asked of no application, and is refused by its status alone.
const NO_APPLICATION: [&str; 4] =
    ["osnovanie.list", "osnovanie.create", "osnovanie.products", "osnovanie.find_fns_certificates"];

/// The words of sections 5 and 10 for an application that is unknown or somebody else's; with which
/// status the calls that are silent about it say them is not known (Q-A01).
const NOT_FOUND: [&str; 2] = ["заявка", "не найдена"];

/// The table of errors that each section ends with. Only 200 is a success; 400 means what it always
/// does.
fn recognise(operation: &str, answer: &Answer<'_>) -> Recognised {
    let page = answer.page().is_some();
    Recognised::Refusal(match answer.status {
        // `view` says 403 and `client_docs` 404 of an application that is unknown or somebody
        // else's (Q-A01); the other calls are silent about it.
        403 | 404 if !page && !NO_APPLICATION.contains(&operation) => {
            Fault::new(Code::NotFoundOrForbidden, Happened::No, Retry::Never)
        }
        // 500 is also the answer to a wrong input: that one is not tried again.
        500 if says(answer, &[NOT_A_NUMBER]) => {
            Fault::new(Code::RejectedInput, Happened::Maybe, Retry::Never)
        }
        500 if says(answer, &NOT_FOUND) && !NO_APPLICATION.contains(&operation) => {
            Fault::new(Code::NotFoundOrForbidden, Happened::Maybe, Retry::Never)
        }
        _ => return Recognised::ByStatus,
    })
}

fn says(answer: &Answer<'_>, words: &[&str]) -> bool {
    let text = explains(answer).map(|text| text.to_lowercase());
    text.is_some_and(|text| words.iter().all(|word| text.contains(word)))
}

/// The text of a refusal: plain, or in quotes as a JSON string.
fn explains(answer: &Answer<'_>) -> Option<String> {
    let refusal = matches!(answer.status, 400 | 403 | 404 | 500) && answer.page().is_none();
    if !refusal || answer.text().is_empty() {
        return None;
    }
    if answer.text().starts_with('"')
        && let Ok(Field::Text(text, _)) = answer.field()
    {
        return Some(text.into_owned());
    }
    Some(answer.text().to_owned())
}
