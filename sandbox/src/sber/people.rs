//! What client-info answers, by access token. The first group of a token says what it is: its last
//! four digits are an HTTP status, or 0900 where nothing is answered.

use crate::answer::{Answer, RetryAfter};
use crate::people::{Holds, Person};

pub(super) struct Row {
    pub(super) token: &'static str,
    /// The first answer, where it differs from the later ones.
    pub(super) first: Option<Answer>,
    pub(super) answer: Answer,
    holds: Holds,
    happens: &'static str,
}

impl Row {
    pub(super) fn person(&self) -> Person {
        Person {
            provider: "sber",
            operation: "sber.client_info",
            asked: vec![("secret sber.access_token", self.token.to_owned())],
            happens: self.happens.to_owned(),
            holds: self.holds,
        }
    }
}

const fn found(token: &'static str, answer: Answer, happens: &'static str) -> Row {
    Row { token, first: None, answer, holds: Holds::Records, happens }
}

const fn silent(token: &'static str, answer: Answer, happens: &'static str) -> Row {
    Row { token, first: None, answer, holds: Holds::Silent, happens }
}

const fn at_first(token: &'static str, first: Answer, happens: &'static str) -> Row {
    Row { token, first: Some(first), answer: SAMPLE, holds: Holds::Records, happens }
}

macro_rules! token {
    ($group:literal) => {
        concat!($group, "-0000-4000-8000-000000000000-1")
    };
}

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../answers/sber_", $name, ".json"))
    };
}

macro_rules! json {
    ($name:literal) => {
        Answer::Json(200, text!($name))
    };
}

pub(super) const SAMPLE: Answer = json!("sample");
pub(super) const EXPIRED: Answer = Answer::Json(
    401,
    r#"{"cause":"UNAUTHORIZED","referenceId":"014ec3a1-3e41-4805-9e22-d07947b012af","message":"accessToken not found by value = {asked}"}"#,
);
pub(super) const MALFORMED: Answer = Answer::Json(
    401,
    r#"{"cause":"UNAUTHORIZED","referenceId":"014ec3a1-3e41-4805-9e22-d07947b012af","message":"Некорректное значение Access Token"}"#,
);
/// A newer document adds `checks`, `fieldNames` and `internalErrorCode` to the notice.
pub(super) const INVALID: Answer = Answer::Json(
    400,
    r#"{"cause":"VALIDATION_FAULT","referenceId":"00000000-0000-4000-8000-000000000400","message":"Запрос не соответствует модели","checks":[{"level":"ERROR","message":"Лишнее поле","fields":["body"]}],"fieldNames":["body"],"internalErrorCode":"00000"}"#,
);
const FORBIDDEN: Answer = Answer::Json(
    403,
    r#"{"cause":"ACTION_ACCESS_EXCEPTION","referenceId":"7535c2bb-7706-4b16-9882-d68aedbf2fef","message":"Операция не может быть выполнена: доступ к ресурсу запрещен"}"#,
);
const NO_CONSENT: Answer = Answer::Json(
    403,
    r#"{"cause":"ACCESS_EXCEPTION","referenceId":"00000000-0000-4000-8000-000000000403","message":"Нет согласия на доступ к счету"}"#,
);
const NOT_FOUND: Answer = Answer::Json(
    404,
    r#"{"cause":"DATA_NOT_FOUND","referenceId":"00000000-0000-4000-8000-000000000404","message":"Данные не найдены"}"#,
);
/// With the document's spaces.
const TOO_MANY: Answer = Answer::TooManyRequests(
    RetryAfter::Absent,
    r#"{ "cause": " TOO_MANY_REQUESTS ", "referenceId": "5650c1e4-5039-4038-8cad-afab64003f61", "message": " Превышен лимит запросов. Повторите операцию позже" }"#,
);
const INTERNAL: Answer = Answer::Json(
    500,
    r#"{"cause":"UNKNOWN_EXCEPTION","referenceId":"9e209109-4b0d-408c-a2fd-e1983c20a65d","message":"Внутренняя ошибка сервера"}"#,
);
const DOWN: Answer = Answer::Json(
    503,
    r#"{"cause":"UNAVAILABLE_RESOURCE_EXCEPTION","referenceId":"9e209109-4b0d-408c-a2fd-e1983c20a67d","message":"Внутренняя ошибка сервера"}"#,
);

pub(super) const ROWS: &[Row] = &[
    found(token!("00000200"), SAMPLE, "the document's sample; this token does not expire"),
    found(token!("00010200"), json!("full"), "every member, the newer ones and the older ones too"),
    found(
        token!("00020200"),
        json!("arrests"),
        "four accounts, three of them with arrests: of sums, of queues, of all debits and credits",
    ),
    silent(token!("00030200"), Answer::Json(200, "{}"), "`{}`: every member is optional"),
    found(token!("00040200"), json!("no_accounts"), "`accounts` is `[]`"),
    found(token!("00050200"), json!("null_accounts"), "`accounts` is null"),
    found(token!("00060200"), json!("date_times"), "dates with times"),
    found(token!("00070200"), json!("kio"), "not a resident: a КИО of five digits; KZT and CNY"),
    found(token!("00080200"), json!("large_id"), "`orgPprbId` is 2^53 + 1"),
    found(token!("00090200"), json!("duplicate"), "`inn` comes twice"),
    found(
        token!("00100200"),
        json!("words"),
        "unknown words and members, amounts and dates that are none, texts for numbers",
    ),
    silent(token!("00110200"), json!("accounts_object"), "`accounts` is an object"),
    silent(token!("00120200"), Answer::Json(200, "[]"), "`[]` where an object belongs"),
    silent(token!("00130200"), Answer::Cut(text!("sample")), "an answer cut off in the middle"),
    silent(token!("00140200"), Answer::Blank(200), "200 without a body"),
    silent(token!("00000400"), INVALID, "400 `VALIDATION_FAULT` with `checks`"),
    silent(
        token!("00010400"),
        Answer::Html(400, "No required SSL certificate was sent"),
        "400 HTML `No required SSL certificate was sent`",
    ),
    silent(token!("00000401"), EXPIRED, "401, the token is expired; the refresh token is not"),
    silent(token!("00010401"), MALFORMED, "401 `Некорректное значение Access Token`"),
    silent(token!("00020401"), Answer::Blank(401), "401 without a body"),
    silent(token!("00000403"), FORBIDDEN, "403 `ACTION_ACCESS_EXCEPTION`"),
    silent(token!("00010403"), Answer::Html(403, "Forbidden"), "403 HTML"),
    silent(token!("00020403"), NO_CONSENT, "403 `ACCESS_EXCEPTION`"),
    silent(token!("00000404"), NOT_FOUND, "404 `DATA_NOT_FOUND`"),
    silent(token!("00000429"), TOO_MANY, "429 ` TOO_MANY_REQUESTS `, without Retry-After"),
    at_first(token!("00010429"), TOO_MANY, "429 once; the document's sample from the second on"),
    silent(token!("00000500"), INTERNAL, "500 `UNKNOWN_EXCEPTION`"),
    at_first(token!("00010500"), INTERNAL, "500 once; the document's sample from the second on"),
    silent(token!("00000503"), DOWN, "503 `UNAVAILABLE_RESOURCE_EXCEPTION`"),
    at_first(token!("00010503"), DOWN, "503 once; the document's sample from the second on"),
    silent(token!("00000900"), Answer::TIMEOUT, "no answer in time"),
    silent(token!("00010900"), Answer::CONNECT, "no connection"),
];
