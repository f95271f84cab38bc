//! KZ Info of biometric.kz: enforcement proceedings of Kazakhstan from АИС ОИП.
//!
//! Source: «KZ Info Service», <https://guide.biometric.kz/integrations/backend_api/kz_info_service>.

pub mod exec_proc_info;
mod record;

use crate::error::{Code, Happened, Text};
use crate::http::Answer;
use crate::operation::{Provider, Recognised};
use crate::protocol::{Slot, SlotPlace};
use crate::retry::{Fault, Policy, Retry};
use crate::wire::{Field, Str};

pub const PROVIDER: &Provider = &Provider {
    name: "kz_info",
    title: Text { en: "KZ Info (biometric.kz)", ru: "KZ Info (biometric.kz)" },
    origins: &["https://kyc.biometric.kz"],
    // The document shows the key like a header; it goes into the body.
    slots: &[Slot::secret("kz_info.api_key", SlotPlace::JsonBody, "api_key")],
    wants: |_, _| true,
    files: &[],
    tls_identity: None,
    timeout_ms: 30_000,
    limits: &[],
    policy: |_, effect| Policy::of(effect),
    recognise: |_, answer| recognise(answer),
    shut: None,
    explains: |_| None,
};

/// Section «Ошибки»: the texts of 400 that all mean the subscription.
const SUBSCRIPTION: [&str; 4] = [
    "subscription has not started",
    "no active or future subscription for technology",
    "client does not have subscription",
    "client does not have access to kz info technology",
];

fn recognise(answer: &Answer<'_>) -> Recognised {
    if answer.status == 200 {
        return Recognised::ByStatus;
    }
    let message = message(answer).unwrap_or_default();
    Recognised::Refusal(match answer.status {
        400 if SUBSCRIPTION.contains(&message.as_str()) => {
            Fault::new(Code::Subscription, Happened::No, Retry::Never)
        }
        404 if subject_unknown(answer) => return Recognised::Answer,
        // The registry behind the service failed.
        424 => Fault::new(Code::SourceUnavailable, Happened::Maybe, Retry::Lost),
        // «Сервис KZ Citizen Info в данное время не доступен»: it was not reached.
        503 if message == "kz citizen info service is not available now" => Fault::new(
            Code::SourceUnavailable,
            Happened::No,
            Retry::Documented { times: 1, after_ms: 30_000 },
        ),
        _ => return Recognised::ByStatus,
    })
}

/// «Данные по субъекту не найдены»: an answer, not a refusal. Longer texts of the platform, such
/// as «… in MCDB», speak of other registries.
fn subject_unknown(answer: &Answer<'_>) -> bool {
    answer.status == 404 && message(answer).as_deref() == Some("subject not found")
}

/// The text of an error in lower case: `detail` or `message`, a string or a list of one, or the body
/// itself (the document shows texts only, no JSON members). Two different texts are none.
fn message(answer: &Answer<'_>) -> Option<String> {
    let text = if answer.text().starts_with('{') {
        let refusal = answer.object().ok()?;
        match (refusal.field("detail"), refusal.field("message")) {
            (detail, message) if message.is_blank() => only_text(&detail)?,
            (detail, message) if detail.is_blank() => only_text(&message)?,
            (detail, message) => {
                only_text(&detail).filter(|d| only_text(&message).as_ref() == Some(d))?
            }
        }
    } else if answer.text().starts_with(['[', '"']) {
        only_text(&answer.field().ok()?)?
    } else {
        answer.text().to_owned()
    };
    Some(text.trim().to_lowercase())
}

fn only_text(field: &Field<'_>) -> Option<String> {
    match field {
        Field::List(texts) => match texts.as_slice() {
            [Str(text)] => Some(text.to_string()),
            _ => None,
        },
        field => field.text().map(str::to_owned),
    }
}
