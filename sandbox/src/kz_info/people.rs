//! Who is known to KZ Info, by ИИН. The eighth to eleventh digits of a fault's ИИН say what it is:
//! 04xx and 05xx mostly an HTTP status, 09xx no answer at all.

use crate::answer::{Answer, RetryAfter};
use crate::people::{Holds, Person};

pub(super) struct Row {
    pub(super) iin: &'static str,
    /// The first answer, where it differs from the later ones.
    pub(super) first: Option<Answer>,
    pub(super) answer: Answer,
    holds: Holds,
    happens: &'static str,
}

impl Row {
    pub(super) fn person(&self) -> Person {
        Person {
            provider: "kz_info",
            operation: "kz_info.exec_proc_info",
            asked: vec![("iin", self.iin.to_owned())],
            happens: self.happens.to_owned(),
            holds: self.holds,
        }
    }
}

const fn found(iin: &'static str, text: &'static str, happens: &'static str) -> Row {
    let answer = Answer::Json(200, text);
    Row { iin, first: None, answer, holds: Holds::Records, happens }
}

const fn odd(iin: &'static str, answer: Answer, happens: &'static str) -> Row {
    Row { iin, first: None, answer, holds: Holds::Records, happens }
}

const fn empty(iin: &'static str, answer: Answer, happens: &'static str) -> Row {
    Row { iin, first: None, answer, holds: Holds::Nothing, happens }
}

const fn silent(iin: &'static str, answer: Answer, happens: &'static str) -> Row {
    Row { iin, first: None, answer, holds: Holds::Silent, happens }
}

const fn at_first(iin: &'static str, first: Answer, happens: &'static str) -> Row {
    let answer = Answer::Json(200, ONE);
    Row { iin, first: Some(first), answer, holds: Holds::Records, happens }
}

const fn limited(iin: &'static str, after: RetryAfter, happens: &'static str) -> Row {
    silent(iin, Answer::TooManyRequests(after, THROTTLED), happens)
}

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../answers/kz_", $name, ".json"))
    };
}

const ONE: &str = text!("one");
const THROTTLED: &str = r#"{"detail":"Request was throttled."}"#;
const NOT_FOUND: &str = r#"{"detail":"Subject not found"}"#;
const NOT_STARTED: &str = r#"{"detail":"Subscription has not started"}"#;
const NONE_ACTIVE: &str = r#"{"detail":"No active or future subscription for technology"}"#;
const NO_SUBSCRIPTION: &str = r#"{"detail":"Client does not have subscription"}"#;
const NO_ACCESS: &str = r#"{"detail":"Client does not have access to KZ Info technology"}"#;
const DOWN: &str = r#"{"detail":"KZ Citizen Info service is not available now"}"#;
const NOT_IN_MCDB: &str = r#"{"detail":"Subject not found in MCDB"}"#;
const GOVERNMENT: &str = r#"{"detail":"Government service error"}"#;
const NO_GATEWAY: &str = r#"{"detail":"Could not send request to KZ Citizen Info service"}"#;

pub(super) const ROWS: &[Row] = &[
    found(
        "000101300019",
        text!("three"),
        "Образцов Иван, born 1900-01-01: three proceedings as the document shows them, two of them \
         under other debtors' ИИН",
    ),
    empty("010203300025", Answer::Json(200, "[]"), "Должников Пётр, born 1901-02-03: `[]`"),
    empty(
        "020304400032",
        Answer::Json(404, NOT_FOUND),
        "Чистова Анна, born 1902-03-04: 404 `Subject not found`",
    ),
    found(
        "030405300047",
        text!("string"),
        "Кордонов Тимур, born 1903-04-05: one proceeding, `officer_secondname` a plain string",
    ),
    found("000101300128", text!("null"), "`officer_secondname` is null"),
    found("000101300138", text!("absent"), "`officer_secondname` is absent"),
    found("000101300148", text!("extra"), "a member more than documented, `kbk_name_ru`"),
    found("000101300158", text!("bare"), "no amount, null dates, no officer, no recoverer"),
    odd("000101300168", Answer::Json(200, text!("duplicate")), "`recovery_amount` comes twice"),
    odd("000101300178", Answer::Bom(ONE), "a byte order mark before the JSON"),
    odd("000101300188", Answer::Cp1251(text!("string")), "windows-1251, as its content type says"),
    odd("000101300198", Answer::Bytes(NOT_UTF8), "a name that is not valid UTF-8"),
    silent("000101300306", Answer::Json(200, "{}"), "`{}` where an array belongs"),
    silent("000101300316", Answer::Json(200, "null"), "`null` where an array belongs"),
    silent("000101300326", Answer::Json(200, "[null]"), "`[null]`"),
    silent(
        "000101300336",
        Answer::Json(200, NOT_FOUND),
        "`Subject not found`, but with status 200",
    ),
    silent("000101300346", Answer::Nested(10_000), "10,000 nested arrays"),
    silent("000101300356", Answer::Blank(200), "200 without a body"),
    silent("000101300366", Answer::Blank(204), "204"),
    silent("000101300376", Answer::Captcha, "a captcha page with status 200"),
    silent("000101300386", Answer::Cut(text!("three")), "an answer cut off in the middle"),
    silent("000101300396", Answer::Short("[]", 1_024), "`[]`, the beginning of 1,024 bytes"),
    silent("000101300405", Answer::Padded(17 << 20), "17 MiB"),
    silent("000101300415", Answer::Redirect("https://kyc.biometric.kz/login/"), "302 to a login"),
    silent("000101304001", Answer::Json(400, NOT_STARTED), "400 `Subscription has not started`"),
    silent(
        "000101304011",
        Answer::Json(400, NONE_ACTIVE),
        "400 `No active or future subscription for technology`",
    ),
    silent(
        "000101304021",
        Answer::Json(400, NO_SUBSCRIPTION),
        "400 `Client does not have subscription`",
    ),
    silent(
        "000101304031",
        Answer::Json(400, NO_ACCESS),
        "400 `Client does not have access to KZ Info technology`",
    ),
    silent("000101304041", Answer::Json(404, NOT_IN_MCDB), "404 `Subject not found in MCDB`"),
    silent("000101304051", Answer::Html(404, "Not Found"), "404 HTML"),
    silent("000101304061", Answer::Json(400, r#"{"detail":"Invalid IIN"}"#), "400 `Invalid IIN`"),
    silent(
        "000101304071",
        Answer::Json(400, r#"{"detail":"Something else"}"#),
        "400, unknown text",
    ),
    silent(
        "000101304223",
        Answer::Json(400, r#"{"message":" client does NOT have subscription "}"#),
        "400, a text of the document under `message`, in other letters",
    ),
    silent("000101304247", Answer::Json(424, GOVERNMENT), "424 `Government service error`"),
    limited("000101304296", RetryAfter::Written("7"), "429, Retry-After in seconds"),
    limited("000101304309", RetryAfter::DateIn(9_000), "429, Retry-After as a date, 9 s ahead"),
    limited("000101304319", RetryAfter::Absent, "429 without Retry-After"),
    limited("000101304329", RetryAfter::Written("soon"), "429, Retry-After `soon`"),
    at_first(
        "000101304339",
        Answer::TooManyRequests(RetryAfter::Written("2"), THROTTLED),
        "429, Retry-After of 2 s; one proceeding from the second request on",
    ),
    silent("000101304349", Answer::Json(403, r#"{"detail":"Forbidden"}"#), "403"),
    silent("000101305008", Answer::Json(500, r#"{"detail":"Internal server error"}"#), "500"),
    silent("000101305021", Answer::Html(502, "Bad Gateway"), "502 HTML"),
    silent(
        "000101305033",
        Answer::Json(503, DOWN),
        "503 `KZ Citizen Info service is not available now`",
    ),
    silent("000101305045", Answer::Json(504, NO_GATEWAY), "504 `Could not send request to …`"),
    silent(
        "000101305057",
        Answer::Json(503, r#"["KZ Citizen Info service is not available now"]"#),
        "503, its text in a list",
    ),
    silent(
        "000101305069",
        Answer::Text(503, "KZ Citizen Info service is not available now"),
        "503, its text without JSON",
    ),
    at_first(
        "000101305070",
        Answer::Json(503, DOWN),
        "503 once; one proceeding from the second request on",
    ),
    silent("000101309002", Answer::TIMEOUT, "no answer in time"),
    silent("000101309012", Answer::RESET, "the connection is reset"),
    silent("000101309022", Answer::CONNECT, "no connection"),
    silent("000101309032", Answer::DNS, "no such host"),
    silent("000101309042", Answer::TLS, "the certificate does not hold"),
    at_first(
        "000101309052",
        Answer::RESET,
        "the connection is reset once; one proceeding from the second request on",
    ),
];

const NOT_UTF8: &[u8] =
    b"[{\"exec_proc\":\"14501880\",\"exec_proc_num\":\"7/26-75-0007\",\"debtor_name\":\"\xD0\xFF\"}]";
