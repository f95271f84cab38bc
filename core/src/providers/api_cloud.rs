//! api-cloud.ru: paid access to public registries; errors come in the body, under HTTP 200.
//!
//! Source: «Документация по работе с API Национальный союз страховщиков ответственности»,
//! <https://api-cloud.ru/api/nsso>. For fssp.php: <https://www.api-cloud.ru/fssp> and public clients.

pub mod balance;
mod fssp_answer;
pub mod fssp_inn;
pub mod fssp_ip;
pub mod fssp_legal;
pub mod fssp_physical;
mod fssp_record;
mod inquiry;
pub mod nsso_check_policy;
mod nsso_policy;

use crate::error::{Code, Error, Happened, Next, Text};
use crate::http::Answer;
use crate::operation::{Provider, Recognised};
use crate::protocol::{Slot, SlotPlace};
use crate::retry::{Fault, Policy, Retry};

pub const PROVIDER: &Provider = &Provider {
    name: "api_cloud",
    title: Text { en: "api-cloud.ru", ru: "api-cloud.ru" },
    // Over http the redirect would repeat the request.
    origins: &["https://api-cloud.ru"],
    slots: &[Slot::secret("api_cloud.token", SlotPlace::Query, "token")],
    wants: |_, _| true,
    files: &[],
    tls_identity: None,
    // The document: 120 s, «30 секунд может не хватить».
    timeout_ms: 150_000,
    limits: &[],
    policy: |_, effect| Policy::of(effect),
    recognise: |_, answer| recognise(answer),
    shut: None,
    explains: |_| None,
};

/// How long a suspended method is left alone.
const SUSPENDED_MS: u64 = 600_000;

/// The table «код (error)»: its numbers look like HTTP statuses and are none. The last four rows
/// are known from public clients of other methods.
const TABLE: &[(i64, &str, Code)] = &[
    (888, "", Code::RejectedInput),
    (766, "MISSING_MANDATORY_PARAMETER", Code::RejectedInput),
    (602, "TOKEN_NO_ACCESS", Code::Forbidden),
    (504, "TOKEN_LOCKED_IN_THE_SYSTEM", Code::Forbidden),
    (503, "TOKEN_NOT_REGISTERED_IN_THE_SYSTEM", Code::Unauthorized),
    (502, "MISSING_REQUIRED_TOKEN_PARAMETER", Code::Unauthorized),
    (500, "MISSING_REQUIRED_TYPE_PARAMETER", Code::RejectedInput),
    (499, "WRONG_TOKEN_KEY", Code::Unauthorized),
    (498, "TOKEN_NO_MONEY", Code::Balance),
    (460, "NO_REQUIRED_PARAMETERS", Code::RejectedInput),
    (456, "MAX_LIMIT", Code::RateLimited),
    (404, "TIME_MAX_CONNECT", Code::SourceUnavailable),
    (123, "IP_NOT_REGISTERED_IN_THE_SYSTEM", Code::Forbidden),
    (111, "PARAMETER_CONFLICT", Code::RejectedInput),
    (15, "DATE_ERROR", Code::RejectedInput),
    (5, "TEST_TIME_OFF", Code::Subscription),
    (3, "TOKEN_BLOCKED_BY_QUALITY_SERVICE", Code::Forbidden),
    (2, "TOKEN_TEHBLOCK", Code::Forbidden),
    (1, "API_SUSPENDED", Code::SourceUnavailable),
    (9000, "", Code::SourceUnavailable),
    (331, "", Code::RejectedInput),
];

/// A `status` that is not 200, or an `error`, or a word of the table: whatever the HTTP status says.
fn recognise(answer: &Answer<'_>) -> Recognised {
    if !answer.text().starts_with('{') {
        return Recognised::ByStatus;
    }
    let Ok(refusal) = answer.object() else { return Recognised::ByStatus };
    let (status, error) = (refusal.field("status"), refusal.field("error"));
    let words = [&error, &refusal.field("message"), &refusal.field("errormsg")];
    let word = words.into_iter().find_map(|field| row_by_word(field.text()?));
    let success = status.is_blank() || status.integer() == Some(200);
    let silent = error.is_blank() && refusal.field("errormsg").is_blank() && word.is_none();
    if success && silent {
        return Recognised::ByStatus;
    }
    let in_table = |number: &i64| TABLE.iter().any(|(row, _, _)| row == number);
    let http_success = answer.status == 200;
    let number = error
        .integer()
        .filter(|number| in_table(number) || (100..=107).contains(number))
        .or_else(|| word.map(|(number, _, _)| *number))
        // Under another HTTP status a bare `status` is only an echo of it.
        .or_else(|| status.integer().filter(|number| http_success && in_table(number)));
    match number {
        None if !http_success => Recognised::ByStatus,
        number => Recognised::Refusal(fault(number, error.integer(), answer)),
    }
}

fn row_by_word(word: &str) -> Option<&'static (i64, &'static str, Code)> {
    TABLE.iter().find(|(_, name, _)| !name.is_empty() && word.trim() == *name)
}

fn fault(number: Option<i64>, sent: Option<i64>, answer: &Answer<'_>) -> Fault {
    let code = match number {
        // fssp.php: a named parameter is not correct.
        Some(100..=107) => Code::RejectedInput,
        number => TABLE
            .iter()
            .find(|(row, _, _)| Some(*row) == number)
            .map_or(Code::ProviderError, |(_, _, code)| *code),
    };
    let (executed, retry) = match number {
        Some(1) => (Happened::No, Retry::Never),
        _ => match code {
            Code::RateLimited => (Happened::No, Retry::Limited),
            Code::SourceUnavailable => (Happened::Maybe, Retry::Lost),
            Code::ProviderError => (Happened::Maybe, Retry::Never),
            _ => (Happened::No, Retry::Never),
        },
    };
    let mut error = Error::new(code).happened(executed);
    // A code that no table has is passed on only while it is short enough to be one.
    if let Some(code) = number.or(sent.filter(|code| (0..=99_999).contains(code))) {
        error = error.says(code.to_string());
    }
    if number == Some(1) {
        error.retry_at = Some(answer.now().plus_ms(SUSPENDED_MS));
        error = error.then(Next::StopBatch);
    }
    Fault { error: Box::new(error), retry }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_each_code_once() {
        for (index, (number, name, _)) in TABLE.iter().enumerate() {
            let later = TABLE.iter().skip(index + 1);
            assert!(later.clone().all(|(other, _, _)| other != number), "{number}");
            assert!(name.is_empty() || later.clone().all(|(_, other, _)| other != name), "{name}");
        }
    }
}
