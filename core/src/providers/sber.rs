//! Sber API and SberBusiness ID: a company's card with its accounts and arrests, and the tokens that
//! open it.
//!
//! Source: «Получение информации о компании», `GET /fintech/api/v1/client-info`; for tokens the
//! portal's specifications `oauth-authorize-get` and `oauth-token-post`,
//! <https://developers.sber.ru/docs/ru/sber-api/specifications/oauth-token-post>.

pub mod authorize_url;
pub mod client_info;
pub mod exchange_code;
mod login;
mod record;
pub mod refresh_token;
mod token;

use crate::error::{Code, Error, Happened, Text};
use crate::http::{Answer, Method, by_status};
use crate::operation::{Polling, Provider, Recognised};
use crate::protocol::{Effect, Slot, SlotPlace};
use crate::retry::{Fault, Policy, Retry};
use crate::wire::Object;

pub const PROVIDER: &Provider = &Provider {
    name: "sber",
    title: Text { en: "Sber API", ru: "Sber API" },
    // Production, the test stand «ИФТ», the sandbox of the portal.
    origins: &[
        "https://fintech.sberbank.ru:9443",
        "https://iftfintech.testsbi.sberbank.ru:9443",
        "https://fintech-test.sberbank.ru:9443",
    ],
    slots: &[
        Slot::secret("sber.access_token", SlotPlace::Header, "authorization").within("Bearer {}"),
        Slot::secret("sber.authorization_code", SlotPlace::FormBody, "code"),
        Slot::secret("sber.refresh_token", SlotPlace::FormBody, "refresh_token"),
        Slot::secret("sber.client_secret", SlotPlace::FormBody, "client_secret"),
    ],
    wants: |ask, slot| match slot.secret {
        Some("sber.access_token") => ask.method() == Method::Get,
        Some("sber.authorization_code") => ask.has_in_form("grant_type", "authorization_code"),
        Some("sber.refresh_token") => ask.has_in_form("grant_type", "refresh_token"),
        _ => ask.method() == Method::Post,
    },
    files: &[],
    tls_identity: Some("sber.client_certificate"),
    timeout_ms: 30_000,
    // For this method none are published.
    limits: &[],
    policy: |_, effect| match effect {
        // The refresh of a token: the old one gives the same pair for an hour.
        Effect::Write => Policy { lost: 2, server_error: 2, ..Policy::of(effect) },
        // «Повторить запрос» after 500 and 503.
        Effect::Read => Policy { server_error: 2, ..Policy::of(effect) },
        _ => Policy::of(effect),
    },
    recognise: |_, answer| recognise(answer),
    shut: None,
    explains: |_| None,
};

const DOCS: &str =
    "https://developers.sber.ru/docs/ru/sber-api/specifications/client-info/get-client-info";
const TOKEN_DOCS: &str =
    "https://developers.sber.ru/docs/ru/sber-api/specifications/oauth-token-post";

/// Nothing is polled here.
const POLLING: Polling =
    Polling { first_ms: 1_000, cap_ms: 1_000, most: 1, round_ms: 1_000, keep_ms: u64::MAX };

/// By the word of the table, then by the status: 500 and 503 say the same in words (Q-B11).
fn recognise(answer: &Answer<'_>) -> Recognised {
    if answer.status == 200 {
        return Recognised::ByStatus;
    }
    // What the gateway says without a client certificate or with a wrong one, in HTML.
    if answer.status == 400 && CERTIFICATE.iter().any(|words| answer.text().contains(words)) {
        let code = Code::ClientCertificateRefused;
        return Recognised::Refusal(Fault::new(code, Happened::No, Retry::Never));
    }
    let notice = if answer.text().starts_with('{') { answer.object().ok() } else { None };
    let notice = notice.unwrap_or_default();
    // Three shapes: `cause`, OAuth's `error`, and `errorCode` (Q-B03: with spaces around it).
    let words = ["cause", "error", "errorCode"].map(|name| notice.field(name));
    let word = words.iter().find_map(|field| field.text()).unwrap_or_default().trim().to_owned();
    let Some(mut fault) = fault(answer, &word) else { return Recognised::ByStatus };
    *fault.error = named(*fault.error, &word, &notice);
    Recognised::Refusal(fault)
}

fn fault(answer: &Answer<'_>, word: &str) -> Option<Fault> {
    let refused = |code| Some(Fault::new(code, Happened::No, Retry::Never));
    let page = answer.page().is_some();
    match (answer.status, word) {
        (_, "invalid_grant") => refused(Code::GrantInvalid),
        (_, "invalid_client" | "unauthorized_client") => refused(Code::Unauthorized),
        (_, "UNAUTHORIZED") | (401, _) if !page => refused(Code::TokenExpired),
        (_, "ACTION_ACCESS_EXCEPTION" | "ACCESS_EXCEPTION") => refused(Code::ConsentMissing),
        (_, "DATA_NOT_FOUND" | "DATA_NOT_FOUND_EXCEPTION") => refused(Code::NotFound),
        (_, "VALIDATION_FAULT" | "DESERIALIZATION_FAULT") => refused(Code::RejectedInput),
        _ => by_status(answer),
    }
}

/// What nginx says of a client certificate: none, or one that it does not accept.
const CERTIFICATE: [&str; 2] =
    ["No required SSL certificate was sent", "The SSL certificate error"];

/// The words of the tables, of public clients and of RFC 6749; another one may be anything, such as
/// a token.
const WORDS: [&str; 22] = [
    "UNAUTHORIZED",
    "ACTION_ACCESS_EXCEPTION",
    "ACCESS_EXCEPTION",
    "TOO_MANY_REQUESTS",
    "UNKNOWN_EXCEPTION",
    "UNAVAILABLE_RESOURCE_EXCEPTION",
    "VALIDATION_FAULT",
    "DESERIALIZATION_FAULT",
    "WORKFLOW_FAULT",
    "DATA_NOT_FOUND",
    "DATA_NOT_FOUND_EXCEPTION",
    "STATEMENT_RESPONSE_PROCESSING",
    "access_denied",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "server_error",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
];

/// The table's word, and the number of the call, if it is a UUID and nothing else.
fn named(mut error: Error, word: &str, notice: &Object<'_>) -> Error {
    if WORDS.contains(&word) {
        error = error.says(word);
    }
    let id = notice.field("referenceId");
    let groups = |id: &str| id.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let hex = |id: &str| id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if let Some(id) = id.text().map(str::trim).filter(|id| groups(id) && hex(id)) {
        error.provider_mut().reference_id = Some(id.to_owned());
    }
    error
}
