//! Bitrix24: the contact's card of a CRM, over the REST interface of an incoming webhook.
//!
//! Source: «REST API», <https://apidocs.bitrix24.com/>. Every request is a POST with a JSON body to
//! `/rest/{user}/{webhook}/{method}` of the portal.

pub mod add_timeline_comment;
pub mod batch;
mod calls;
pub mod ensure_fields;
mod field_page;
mod fields;
pub mod find_contact;
mod ids;
mod listing;
mod matches;
mod params;
mod portal;
mod refusal;
mod requisites;
mod results;
mod shown;
pub mod update_contact;
mod user_fields;
mod values;
mod wire;

use crate::error::Text;
use crate::http::Answer;
use crate::operation::{Limit, LimitBasis, Polling, Provider};
use crate::protocol::{Effect, Slot, SlotPlace};
use crate::retry::Policy;
use crate::wire::Field;

pub const PROVIDER: &Provider = &Provider {
    name: "bitrix24",
    title: Text { en: "Bitrix24 REST API", ru: "REST API Битрикс24" },
    // A server of one's own is `options.origins`.
    origins: &[
        "https://{portal}.bitrix24.ru",
        "https://{portal}.bitrix24.com",
        "https://{portal}.bitrix24.kz",
        "https://{portal}.bitrix24.by",
        "https://{portal}.bitrix24.eu",
        "https://{portal}.bitrix24.de",
    ],
    slots: &[Slot::secret("bitrix24.webhook", SlotPlace::Path, "webhook")],
    wants: |_, _| true,
    files: &[],
    tls_identity: None,
    // «Limits»: one call takes 60 s at the most.
    timeout_ms: 60_000,
    limits: &[
        // A bucket of 50 that loses two a second: so many in so long never fill it. It counts by
        // portal and sender.
        Limit { requests: 50, per_seconds: 25, operations: &[], basis: LimitBasis::Documented },
    ],
    policy,
    recognise: |_, answer| refusal::recognise(answer),
    shut: None,
    explains,
};

const DOCS: &str = "https://apidocs.bitrix24.com/";

/// Nothing is polled here.
const POLLING: Polling =
    Polling { first_ms: 1_000, cap_ms: 1_000, most: 1, round_ms: 0, keep_ms: u64::MAX };

fn policy(_: &'static str, effect: Effect) -> Policy {
    let usual = match effect {
        // The same fields again end the same: what does not change is not saved.
        Effect::Write => Policy {
            lost: 1,
            lost_ms: 2_000,
            server_error: 1,
            server_error_ms: 2_000,
            ..Policy::of(effect)
        },
        _ => Policy::of(effect),
    };
    // Two seconds make room for four requests.
    Policy { rate_limited_ms: 2_000, ..usual }
}

/// `error_description`, which often is all that a refusal says.
fn explains(answer: &Answer<'_>) -> Option<String> {
    if !answer.text().starts_with('{') {
        return None;
    }
    match answer.object().ok()?.field("error_description") {
        Field::Text(text, _) if !text.trim().is_empty() => Some(text.into_owned()),
        _ => None,
    }
}
