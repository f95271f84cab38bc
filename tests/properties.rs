//! Properties that hold for any input, answer and sequence of failures.
//!
//! `PROPTEST_CASES` sets how many cases each is tried with.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

#[path = "properties/debtors.rs"]
mod debtors;
#[path = "properties/filling.rs"]
mod filling;
#[path = "properties/material.rs"]
mod material;
#[path = "properties/models.rs"]
mod models;
#[path = "properties/redaction.rs"]
mod redaction;
#[path = "properties/retries.rs"]
mod retries;
#[path = "properties/totality.rs"]
mod totality;
#[path = "properties/values.rs"]
mod values;

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::{Beside, dispatch_with};
use spravka_tests::state_of;

/// An operation with an input that it accepts.
pub(crate) const OPERATIONS: [(&str, &str); 36] = [
    ("kz_info.exec_proc_info", r#"{"iin":"000101300019"}"#),
    ("api_cloud.nsso_check_policy", r#"{"plate":"О001ОО77"}"#),
    ("api_cloud.balance", "{}"),
    ("fssp.search_physical", r#"{"last_name":"Образцов","first_name":"Иван"}"#),
    ("fssp.search_legal", r#"{"company_name":"ООО Тестовая Компания"}"#),
    ("fssp.search_ip", r#"{"proceeding_number":"10001/24/77010-ИП"}"#),
    (
        "fssp.search_group",
        r#"{"requests":[{"last_name":"Образцов","first_name":"Иван"},{"company_name":"ООО Чистое"}]}"#,
    ),
    ("sber.client_info", r#"{"client_id":"111286"}"#),
    ("sber.refresh_token", r#"{"client_id":"111286"}"#),
    (
        "sber.exchange_code",
        r#"{"client_id":"111286","redirect_uri":"https://app.example/callback"}"#,
    ),
    (
        "api_cloud.fssp_physical",
        r#"{"last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01"}"#,
    ),
    ("api_cloud.fssp_legal", r#"{"company_name":"ООО Тестовая Компания"}"#),
    ("api_cloud.fssp_ip", r#"{"proceeding_number":"10001/24/77010-ИП"}"#),
    ("api_cloud.fssp_inn", r#"{"inn":"980000000101"}"#),
    ("osnovanie.list", r#"{"last_name":"Образцов"}"#),
    ("osnovanie.create", CREATE),
    ("osnovanie.change", CHANGE),
    ("osnovanie.archive", APPLICATION),
    ("osnovanie.view", APPLICATION),
    ("osnovanie.attach_file", SIGNATURE),
    ("osnovanie.attach_certificate", CERTIFICATE),
    ("osnovanie.products", "{}"),
    ("osnovanie.result", APPLICATION),
    ("osnovanie.status", r#"{"application_ids":[1370]}"#),
    ("osnovanie.client_docs", r#"{"application_id":1370,"file_kind":1}"#),
    ("osnovanie.find_fns_certificates", r#"{"snils":"99900000115"}"#),
    (
        "parser_api.fssp_physical",
        r#"{"last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01"}"#,
    ),
    ("parser_api.fssp_legal_by_name", r#"{"company_name":"ООО Тестовая Компания"}"#),
    ("parser_api.fssp_legal_by_inn", r#"{"inn":"9800000006"}"#),
    ("parser_api.quota", "{}"),
    (
        "spectrum_data.person_report",
        r#"{"report_type":"report_person@domain","last_name":"Образцов","first_name":"Иван","birth_date":"1900-01-01"}"#,
    ),
    (
        "bitrix24.find_contact",
        r#"{"portal":"example.bitrix24.ru","user_id":1,"phones":["+79990000101"]}"#,
    ),
    (
        "bitrix24.update_contact",
        r#"{"portal":"example.bitrix24.ru","user_id":1,"contact_id":43,"fields":{"UF_CRM_A":"a"}}"#,
    ),
    (
        "bitrix24.add_timeline_comment",
        r#"{"portal":"example.bitrix24.ru","user_id":1,"contact_id":43,"comment":"a"}"#,
    ),
    (
        "bitrix24.ensure_fields",
        r#"{"portal":"example.bitrix24.ru","user_id":1,"fields":[{"name":"UF_CRM_A","type":"money"}]}"#,
    ),
    (
        "bitrix24.batch",
        r#"{"portal":"example.bitrix24.ru","user_id":1,"calls":[{"key":"a","method":"crm.item.get","params":{"id":43}},{"key":"b","method":"crm.timeline.comment.add"}]}"#,
    ),
];

/// Those of them that poll a task of the FSSP.
pub(crate) const JOBS: std::ops::Range<usize> = 3..7;

const APPLICATION: &str = r#"{"application_id":1370}"#;
const CREATE: &str = r#"{"application":{"applicant_type":"person","last_name":"Образцов","first_name":"Иван","gender":"male","snils":"99900000115","inn":"980000002814","passport":"0000 000115","passport_issued_on":"1920-02-20","passport_issuer_code":"000-001","passport_issuer":"Отдел","email":"a@example.invalid","phone":"+79990000000","region":5,"city":"Примерск","address":"Тестовая 1"}}"#;
const CHANGE: &str = r#"{"application_id":1370,"application":{"identification_kind":0,"applicant_type":"person","last_name":"Образцов","first_name":"Иван","gender":"male","snils":"99900000115","inn":"980000002814","passport":"0000 000115","passport_issued_on":"1920-02-20","passport_issuer_code":"000-001","passport_issuer":"Отдел","email":"a@example.invalid","phone":"+79990000000","region":5,"city":"Примерск","address":"Тестовая 1"}}"#;
const SIGNATURE: &str =
    r#"{"application_id":1370,"file_kind":9,"file":{"name":"d.sig","base64":"MAMCAQE="}}"#;
const CERTIFICATE: &str =
    r#"{"application_id":1370,"certificate":{"name":"c.cer","base64":"MAMCAQE="}}"#;

/// A flow that is played call by call.
pub(crate) struct Flow {
    input: String,
    pub(crate) step: String,
    pub(crate) now_ms: u64,
}

#[derive(Deserialize)]
pub(crate) struct Step<'a> {
    #[serde(borrow)]
    pub(crate) step: &'a str,
    #[serde(default)]
    pub(crate) wait_ms: u64,
    #[serde(borrow, default)]
    pub(crate) request: Option<Request<'a>>,
    #[serde(borrow, default)]
    pub(crate) error: Option<Fault<'a>>,
    #[serde(borrow, default)]
    pub(crate) state: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub(crate) struct Request<'a> {
    pub(crate) effect: &'a str,
    pub(crate) request_key: &'a str,
    #[serde(borrow)]
    pub(crate) url: std::borrow::Cow<'a, str>,
}

#[derive(Deserialize)]
pub(crate) struct Fault<'a> {
    pub(crate) code: &'a str,
    pub(crate) class: &'a str,
    pub(crate) executed: &'a str,
    pub(crate) charged: &'a str,
}

impl Flow {
    pub(crate) fn start(operation: &str, input: &str, options: &str) -> Self {
        let call = format!(
            r#"{{"call":"start","operation":"{operation}","input":{input},"now":"{}","options":{options}}}"#,
            moment(0)
        );
        let step = dispatch_with(call.as_bytes(), Beside::default());
        Self { input: input.to_owned(), step: text(step), now_ms: 0 }
    }

    /// Resumes after some time; the body goes beside the call.
    pub(crate) fn resume(&mut self, after_ms: u64, event: &str, body: Option<&[u8]>) {
        self.now_ms += after_ms;
        self.step = self.after(event, body);
    }

    /// What is said to an event that does not fit.
    pub(crate) fn refused(&self) -> String {
        self.after("\"stored\"", None)
    }

    fn after(&self, event: &str, body: Option<&[u8]>) -> String {
        let state = state_of(&self.step).expect("a state to resume");
        let call = format!(
            r#"{{"call":"resume","state":{state},"input":{},"event":{event},"now":"{}"}}"#,
            self.input,
            moment(self.now_ms)
        );
        text(dispatch_with(call.as_bytes(), Beside { body, files: &[] }))
    }

    /// A group at its last stage: two searches, whose result is asked for.
    pub(crate) fn group() -> Self {
        let (operation, input) = OPERATIONS[6];
        let mut flow = Self::start(operation, input, r#"{"max_attempts":1}"#);
        let answer = r#"{"response":{"status":200,"headers":{}}}"#;
        flow.resume(1, answer, Some(br#"{"status":"success","response":{"task":"t"}}"#));
        flow.resume(5_000, "\"elapsed\"", None);
        flow.resume(1, answer, Some(br#"{"status":"success","response":{"status":3}}"#));
        flow
    }

    /// A report on a person at its last stage.
    pub(crate) fn report() -> Self {
        let (operation, input) = OPERATIONS[30];
        let mut flow = Self::start(operation, input, r#"{"max_attempts":1}"#);
        let answer = r#"{"response":{"status":200,"headers":{}}}"#;
        flow.resume(1, answer, Some(br#"{"state":"ok","data":[{"uid":"r@domain"}]}"#));
        flow.resume(5_000, "\"elapsed\"", None);
        let over = r#"{"state":"ok","data":[{"progress_ok":0,"progress_error":1,"state":{"sources":[{}]}}]}"#;
        flow.resume(1, answer, Some(over.as_bytes()));
        flow
    }

    pub(crate) fn read(&self) -> Step<'_> {
        serde_json::from_str(&self.step).expect("a step is JSON")
    }
}

/// A moment so many milliseconds after 2026-11-01, as far as a month reaches.
pub(crate) fn moment(ms: u64) -> String {
    let (seconds, ms) = (ms / 1000, ms % 1000);
    let (day, second) = (seconds / 86_400 + 1, seconds % 86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    if day > 28 {
        return "2026-11-30T00:00:00Z".to_owned();
    }
    format!("2026-11-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
}

pub(crate) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("a step is UTF-8")
}

pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text")
}

/// The request of a `send` step, as it stands there.
pub(crate) fn request_of(step: &str) -> String {
    #[derive(Deserialize)]
    struct Send<'a> {
        #[serde(borrow)]
        request: &'a RawValue,
    }

    serde_json::from_str::<Send<'_>>(step).expect("a send step").request.get().to_owned()
}
