//! api-parser.ru and its siblings: paid access to the FSSP's bank of proceedings, among others.
//!
//! Source: public clients and pages of parser-api.com and service.api-assist.com, which have the
//! same paths and answers. INFERRED: that api-parser.ru has them too; `options.origins` puts another
//! host in its place, and the key is that host's own.

pub mod fssp_legal_by_inn;
pub mod fssp_legal_by_name;
pub mod fssp_physical;
mod grammar;
pub mod quota;
mod record;
mod search;
mod subjects;

use crate::error::{Code, Error, Happened, Text};
use crate::http::Answer;
use crate::operation::{Provider, Recognised};
use crate::protocol::{Slot, SlotPlace};
use crate::retry::{Fault, Policy, Retry};
use crate::wire::{Field, Object};

pub const PROVIDER: &Provider = &Provider {
    name: "parser_api",
    title: Text {
        en: "api-parser.ru and siblings", ru: "api-parser.ru и однотипные сервисы"
    },
    origins: &["https://api-parser.ru", "https://parser-api.com", "https://service.api-assist.com"],
    slots: &[Slot::secret("parser_api.key", SlotPlace::Query, "key")],
    wants: |_, _| true,
    files: &[],
    tls_identity: None,
    // The registry behind it is slow: with 10 to 25 s public clients fail in vain.
    timeout_ms: 120_000,
    limits: &[],
    policy: |_, effect| Policy::of(effect),
    recognise: |_, answer| recognise(answer),
    shut: None,
    explains: |_| None,
};

/// «Missing dob in input params»: the one code that is known.
const MISSING_PARAMETER: i64 = 40_001;

fn recognise(answer: &Answer<'_>) -> Recognised {
    if !answer.text().starts_with('{') {
        return Recognised::ByStatus;
    }
    let Ok(root) = answer.object() else { return Recognised::ByStatus };
    let code = root.field("error_code").integer().filter(|code| (1..=99_999).contains(code));
    let fault = match (answer.status, code) {
        (200 | 400, Some(MISSING_PARAMETER)) => {
            Fault::new(Code::RejectedInput, Happened::No, Retry::Never)
        }
        (200, Some(_)) => Fault::new(Code::ProviderError, Happened::Maybe, Retry::Never),
        (200, None) if checked(&root) == Some(false) => {
            Fault::new(Code::SourceUnavailable, Happened::Maybe, Retry::Lost)
        }
        _ => return Recognised::ByStatus,
    };
    Recognised::Refusal(match code {
        Some(code) => with_code(fault, code),
        None => fault,
    })
}

fn with_code(fault: Fault, code: i64) -> Fault {
    let error: Error = (*fault.error).says(code.to_string());
    Fault { error: Box::new(error), ..fault }
}

/// Whether the source was asked: `done`, in some modules `success`, and no `error` beside it. `None`
/// where the answer does not say it.
fn checked(root: &Object<'_>) -> Option<bool> {
    let silent = |name: &str| {
        let field = root.field(name);
        field.is_blank() || field.integer() == Some(0) || matches!(field, Field::Bool(false))
    };
    let flags = ["done", "success"].map(|name| root.field(name));
    let yes = |field: &Field<'_>| field.integer() == Some(1) || matches!(field, Field::Bool(true));
    let no = |field: &Field<'_>| field.integer() == Some(0) || matches!(field, Field::Bool(false));
    if flags.iter().any(no) || !silent("error") || !silent("error_code") {
        return Some(false);
    }
    let said = flags.iter().any(yes);
    (said && flags.iter().all(|flag| yes(flag) || flag.is_absent())).then_some(true)
}
