//! ФССП: the bank of enforcement proceedings of Russia, API v1.0. Switched off since March 2022.
//!
//! Source: «Банк данных исполнительных производств. API v1.0», <https://api-ip.fssp.gov.ru/about>,
//! and public clients of the time when it ran.

mod envelope;
pub(super) mod grammar;
pub(super) mod record;
pub(super) mod region;
mod request;
mod search;
pub mod search_group;
pub mod search_ip;
pub mod search_legal;
pub mod search_physical;
mod task;

pub use request::Request;

use crate::error::{Code, Happened, Text};
use crate::http::{Answer, Method};
use crate::operation::{Limit, LimitBasis, Polling, Provider, Recognised};
use crate::protocol::{Effect, Slot, SlotPlace};
use crate::retry::{Fault, Policy, Retry};

pub const PROVIDER: &Provider = &Provider {
    name: "fssp",
    title: Text { en: "FSSP of Russia, API v1.0", ru: "ФССП России, API v1.0" },
    // The second is the host of 2018 to 2021, with the same paths.
    origins: &["https://api-ip.fssp.gov.ru", "https://api-ip.fssprus.ru"],
    slots: &[
        Slot::secret("fssp.token", SlotPlace::Query, "token"),
        Slot::secret("fssp.token", SlotPlace::JsonBody, "token"),
    ],
    wants: |ask, slot| (ask.method() == Method::Get) == (slot.place == SlotPlace::Query),
    files: &[],
    tls_identity: None,
    timeout_ms: 30_000,
    limits: &[
        // «Обычный ключ: несколько запросов в минуту».
        Limit { requests: 3, per_seconds: 60, operations: &[], basis: LimitBasis::Inferred },
        Limit { requests: 100, per_seconds: 3_600, operations: SINGLE, ..DOCUMENTED },
        Limit { requests: 1_000, per_seconds: 86_400, operations: SINGLE, ..DOCUMENTED },
        Limit { requests: 5_000, per_seconds: 86_400, operations: GROUP, ..DOCUMENTED },
    ],
    policy: |_, effect: Effect| Policy { rate_limited_ms: 60_000, ..Policy::of(effect) },
    recognise: |_, answer| recognise(answer),
    shut: Some(Text {
        en: "the API has been switched off since 2022: use api_cloud, parser_api or spectrum_data",
        ru: "API ФССП отключён с 2022 года, проверка не состоялась. Замещающие источники: api-cloud.ru, \
             api-parser.ru, SpectrumData; проверка вручную — https://fssp.gov.ru; заявка на ключ — \
             https://api-ip.fssp.gov.ru/account/register, admin@fssp.gov.ru.",
    }),
    explains: |_| None,
};

const SINGLE: &[&str] = &["fssp.search_ip", "fssp.search_legal", "fssp.search_physical"];

const GROUP: &[&str] = &["fssp.search_group"];

/// `/about`; an extended key has figures of its own, by agreement with the FSSP.
const DOCUMENTED: Limit =
    Limit { requests: 0, per_seconds: 0, operations: &[], basis: LimitBasis::Documented };

/// Real tasks took a second; a result is kept for 24 hours (`/about`).
const POLLING: Polling = Polling {
    first_ms: 5_000,
    cap_ms: 60_000,
    most: 30,
    round_ms: 15 * 60_000,
    keep_ms: 24 * 3_600_000,
};

/// The envelope's own word, whatever the HTTP status: 400 and 401 carry it too.
fn recognise(answer: &Answer<'_>) -> Recognised {
    if answer.status == 404 {
        return Recognised::Refusal(Fault::new(Code::SourceShut, Happened::No, Retry::Never));
    }
    let Some(code) = envelope::refused(answer) else { return Recognised::ByStatus };
    // Neither table nor samples of `code` were published: it is taken for an HTTP status.
    let number = match code {
        Some(number @ 400..=599) => number,
        _ => i64::from(answer.status),
    };
    let (code_of, executed, retry) = match number {
        400 => (Code::RejectedInput, Happened::No, Retry::Never),
        401 => (Code::Unauthorized, Happened::No, Retry::Never),
        403 => (Code::Forbidden, Happened::No, Retry::Never),
        429 => (Code::RateLimited, Happened::No, Retry::Limited),
        500..=599 => (Code::ServerError, Happened::Maybe, Retry::ServerError),
        _ => (Code::ProviderError, Happened::Maybe, Retry::Never),
    };
    let mut fault = Fault::new(code_of, executed, retry);
    if let Some(code) = code {
        *fault.error = fault.error.says(code.to_string());
    }
    Recognised::Refusal(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `/about`: 100 single searches an hour and 1,000 a day, 5,000 in groups a day.
    #[test]
    fn limits_are_those_of_the_document() {
        let limits = PROVIDER.limits.iter();
        let limits: Vec<_> = limits.map(|l| (l.requests, l.per_seconds, l.operations)).collect();
        let documented = [(100, 3_600, SINGLE), (1_000, 86_400, SINGLE), (5_000, 86_400, GROUP)];
        assert_eq!(limits, [&[(3, 60, &[] as &[&str])][..], &documented[..]].concat());
    }
}
