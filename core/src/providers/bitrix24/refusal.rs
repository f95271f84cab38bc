//! The table of errors, by their codes: two with the same status may be worlds apart.
//!
//! Source: «System errors» and «Limits» of the document, and the tables of its methods.

use crate::error::{Code, Detail, Error, Happened, Next, Text};
use crate::http::{Answer, by_status};
use crate::operation::Recognised;
use crate::retry::{Fault, Retry};
use crate::value::Timestamp;
use crate::wire::{Field, Object};

/// A refusal has the member `error`, often an empty text; a success has none.
pub(super) fn recognise(answer: &Answer<'_>) -> Recognised {
    if !answer.text().starts_with('{') {
        return Recognised::ByStatus;
    }
    let Ok(root) = answer.object() else { return Recognised::ByStatus };
    match Refusal::of(&root) {
        Some(refusal) => Recognised::Refusal(refusal.fault(answer)),
        // Older methods say no more of a failure.
        None if answer.status == 200 && matches!(root.field("result"), Field::Bool(false)) => {
            let fault = Fault::new(Code::ProviderError, Happened::Maybe, Retry::Never);
            Recognised::Refusal(fault)
        }
        None => Recognised::ByStatus,
    }
}

/// `error`, `error_description`, and the end of the block on a method.
pub(super) struct Refusal {
    /// The document writes some in capitals, some in small letters.
    code: String,
    /// In small letters, without the full stop that some have.
    words: String,
    resets_at: Option<Timestamp>,
}

/// A window of operating time is ten minutes long.
const WINDOW_MS: u64 = 600_000;

impl Refusal {
    pub(super) fn of(object: &Object<'_>) -> Option<Self> {
        let code = match object.field("error") {
            Field::Absent => return None,
            code => code.text().unwrap_or_default().trim().to_owned(),
        };
        let words = match object.field("error_description") {
            Field::Text(text, _) => text.trim().trim_end_matches('.').to_lowercase(),
            _ => String::new(),
        };
        let time = object.object("/time").ok().flatten();
        let resets_at = time.and_then(|time| time.field("operating_reset_at").integer());
        let resets_at = resets_at.map(|at| Timestamp::from_ms(at.saturating_mul(1000)));
        Some(Self { code, words, resets_at })
    }

    fn fault(&self, answer: &Answer<'_>) -> Fault {
        match self.known(answer.status, answer.now()) {
            Some(fault) => fault,
            // A code that is in no table may be anything: it is not shown.
            None => by_status(answer).unwrap_or_else(unknown),
        }
    }

    /// The same for a call of a batch, which has no status.
    pub(super) fn error(&self, now: Timestamp) -> Error {
        let fault = self.known(400, now).unwrap_or_else(unknown);
        let mut error = *fault.error;
        error.provider_mut().name = super::PROVIDER.name;
        error
    }

    fn known(&self, status: u16, now: Timestamp) -> Option<Fault> {
        let fault = self.by_code(status, now)?;
        Some(Fault { error: Box::new((*fault.error).says(&self.code)), ..fault })
    }

    fn by_code(&self, status: u16, now: Timestamp) -> Option<Fault> {
        let (code, retry) = match &*self.code.to_ascii_uppercase() {
            "QUERY_LIMIT_EXCEEDED" => (Code::RateLimited, Retry::Limited),
            "OPERATION_TIME_LIMIT" => return Some(self.blocked_until(now)),
            "OVERLOAD_LIMIT" => (Code::AccessBlocked, Retry::Never),
            "PORTAL_DELETED" => (Code::SourceShut, Retry::Never),
            "NO_AUTH_FOUND" | "EXPIRED_TOKEN" | "INVALID_TOKEN" | "INVALID_CREDENTIALS" => {
                (Code::Unauthorized, Retry::Never)
            }
            // REST is not in the portal's plan; with 400 the user may not see the contact.
            "ACCESS_DENIED" if status == 403 => (Code::Subscription, Retry::Never),
            "ACCESS_DENIED"
            | "INSUFFICIENT_SCOPE"
            | "USER_ACCESS_ERROR"
            | "ALLOWED_ONLY_INTRANET_USER" => (Code::Forbidden, Retry::Never),
            "NOT_FOUND" | "OWNER_NOT_FOUND" => (Code::NotFound, Retry::Never),
            "100"
            | "INVALID_REQUEST"
            | "INVALID_ARG_VALUE"
            | "CRM_FIELD_ERROR_VALUE_NOT_VALID"
            | "ERROR_BATCH_LENGTH_EXCEEDED"
            | "ERROR_BATCH_METHOD_NOT_ALLOWED"
            | "ERROR_MANIFEST_IS_NOT_AVAILABLE"
            | "ERROR_METHOD_NOT_FOUND" => (Code::RejectedInput, Retry::Never),
            "INTERNAL_SERVER_ERROR" | "ERROR_UNEXPECTED_ANSWER" => {
                return Some(Fault::new(Code::ServerError, Happened::Maybe, Retry::ServerError));
            }
            // The code is an empty text or 0: the words tell.
            "" | "0" if matches!(status, 200 | 400) => (self.by_words(status)?, Retry::Never),
            _ => return None,
        };
        let mut fault = Fault::new(code, Happened::No, retry);
        if code == Code::NotFound {
            fault.error.detail = Detail::Hint(NO_CONTACT);
            fault.error.next = Next::FixInput;
        }
        Some(fault)
    }

    fn by_words(&self, status: u16) -> Option<Code> {
        Some(match &*self.words {
            "not found" | "contact is not found" => Code::NotFound,
            "access denied" => Code::Forbidden,
            "" => return None,
            _ if status == 400 => Code::RejectedInput,
            _ => return None,
        })
    }

    /// The method has used up its time: not executed, and not before the window ends.
    fn blocked_until(&self, now: Timestamp) -> Fault {
        let known = self.resets_at.map(|at| at.since(now)).filter(|ms| *ms <= 24 * 3_600_000);
        let after_ms = known.unwrap_or(WINDOW_MS);
        let retry = Retry::Documented { times: u32::MAX, after_ms };
        let mut fault = Fault::new(Code::RateLimited, Happened::No, retry);
        fault.error.retry_at = Some(now.plus_ms(after_ms));
        fault
    }
}

fn unknown() -> Fault {
    Fault::new(Code::ProviderError, Happened::Maybe, Retry::Never)
}

const NO_CONTACT: Text = Text {
    en: "there is no such contact on the portal: check contact_id",
    ru: "Такого контакта на портале нет: проверьте contact_id, контакт могли удалить или объединить с другим.",
};
