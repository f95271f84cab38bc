//! SpectrumData B2B: reports that are put together from many sources, among them the FSSP's.
//!
//! Source: the public client avtocod/b2b-api-php with its recorded answers, and public integrations
//! of reports on people. A token is `base64(login:stamp:age:hash)` and is made by the host.

mod envelope;
mod mapping;
mod order;
pub mod person_report;
mod record;
mod report;
mod uid;

pub use mapping::Mapping;
pub use uid::Uid;

use crate::error::{Code, Error, Happened, Text};
use crate::http::{Answer, by_status};
use crate::operation::{Polling, Provider, Recognised};
use crate::protocol::{Slot, SlotPlace};
use crate::retry::{Fault, Policy, Retry};
use crate::wire::Object;

pub const PROVIDER: &Provider = &Provider {
    name: "spectrum_data",
    title: Text { en: "SpectrumData B2B", ru: "SpectrumData B2B" },
    origins: &["https://b2b-api.spectrumdata.ru"],
    slots: &[Slot::secret("spectrum_data.token", SlotPlace::Header, "authorization")
        .within("AR-REST {}")],
    wants: |_, _| true,
    files: &[],
    tls_identity: None,
    timeout_ms: 60_000,
    limits: &[],
    policy: |_, effect| Policy::of(effect),
    recognise: |_, answer| recognise(answer),
    shut: None,
    explains: |_| None,
};

/// INFERRED: how long a report takes. None is thrown away: `active_to` is the year 3000.
const POLLING: Polling =
    Polling { first_ms: 5_000, cap_ms: 60_000, most: 30, round_ms: 15 * 60_000, keep_ms: u64::MAX };

/// An event, as `event` of an envelope (HTTP 500) or alone (HTTP 400). What Spring says, its status
/// says as well.
fn recognise(answer: &Answer<'_>) -> Recognised {
    if !answer.text().starts_with('{') {
        return Recognised::ByStatus;
    }
    let Ok(root) = answer.object() else { return Recognised::ByStatus };
    let state = root.field("state");
    let enveloped = root.object("/event").ok().flatten();
    let event = match enveloped {
        Some(event) => Some(event),
        None if state.is_blank() && root.field("cls").text().is_some() => Some(root),
        None => None,
    };
    let Some(event) = event else {
        return match answer.status {
            200 if state.text() == Some("fail") => Recognised::Refusal(unknown()),
            _ => Recognised::ByStatus,
        };
    };
    let mut fault = of_event(&event).or_else(|| by_status(answer)).unwrap_or_else(unknown);
    if let Some(kind) = event.field("type").text().filter(|kind| KINDS.contains(kind)) {
        let error: Error = (*fault.error).says(kind);
        fault.error = Box::new(error);
    }
    Recognised::Refusal(fault)
}

/// The types of events in the client's recorded answers; another one may be anything, such as a token.
const KINDS: [&str; 3] =
    ["SecurityAuthMalformedToken", "SecurityAuthTimeoutedStamp", "DataSeekObjectError"];

fn unknown() -> Fault {
    Fault::new(Code::ProviderError, Happened::Maybe, Retry::Never)
}

/// INFERRED from two that are known, `SecurityAuthMalformedToken` and `DataSeekObjectError`: that
/// whatever else begins with `SecurityAuth` is a token that is not accepted, an expired one among
/// them, and that the rest of `Security` is a right that is missing.
fn of_event(event: &Object<'_>) -> Option<Fault> {
    let (class, kind) = (event.field("cls"), event.field("type"));
    let code = match (class.text()?, kind.text().unwrap_or_default()) {
        (_, kind) if kind.starts_with("SecurityAuth") => Code::Unauthorized,
        ("Security", _) => Code::Forbidden,
        (_, "DataSeekObjectError") => {
            let data = event.object("/data").ok().flatten().unwrap_or_default();
            let entity = data.field("entity_type");
            match entity.text() {
                // The `report_type` of the input.
                Some(entity) if entity.ends_with("Report_Type") => Code::RejectedInput,
                _ => Code::NotFound,
            }
        }
        _ => return None,
    };
    Some(Fault::new(code, Happened::No, Retry::Never))
}
