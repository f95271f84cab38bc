//! Who is known to api-parser.ru: people by last name, companies by name and by ИНН. Whoever is not
//! here has no proceedings.

use super::day;
use crate::answer::{Answer, RetryAfter};
use crate::http::Call;
use crate::people::{Holds, Person};

pub(super) const PHYSICAL: &str = "parser_api.fssp_physical";
pub(super) const BY_NAME: &str = "parser_api.fssp_legal_by_name";
pub(super) const BY_INN: &str = "parser_api.fssp_legal_by_inn";

pub(super) struct Row {
    pub(super) operation: &'static str,
    /// Last name, company's name or ИНН.
    pub(super) asked: &'static str,
    /// The first answer, where it differs from the later ones.
    pub(super) first: Option<Answer>,
    pub(super) answer: Answer,
    holds: Holds,
    happens: &'static str,
}

/// All are called so, and were born on this day.
const FIRST_NAME: &str = "Иван";
const BORN: [&str; 3] = ["01", "01", "1900"];

impl Row {
    pub(super) fn person(&self) -> Person {
        let asked = |name| (name, self.asked.to_owned());
        let asked = match self.operation {
            PHYSICAL => vec![
                asked("last_name"),
                ("first_name", FIRST_NAME.to_owned()),
                ("birth_date", "1900-01-01".to_owned()),
            ],
            BY_NAME => vec![asked("company_name")],
            _ => vec![asked("inn")],
        };
        Person {
            provider: "parser_api",
            operation: self.operation,
            asked,
            happens: self.happens.to_owned(),
            holds: self.holds,
        }
    }

    pub(super) fn is_asked(&self, call: &Call<'_>) -> bool {
        let same = |name: &str, value: &str| {
            call.param(name)
                .is_some_and(|param| param.trim().to_lowercase() == value.to_lowercase())
        };
        match self.operation {
            PHYSICAL => {
                same("lastName", self.asked)
                    && same("firstName", FIRST_NAME)
                    && call.param("dob").and_then(day) == Some(BORN)
            }
            BY_NAME => same("name", self.asked),
            _ => same("inn", self.asked),
        }
    }
}

const fn row(
    operation: &'static str,
    asked: &'static str,
    answer: Answer,
    holds: Holds,
    happens: &'static str,
) -> Row {
    Row { operation, asked, first: None, answer, holds, happens }
}

const fn found(asked: &'static str, text: &'static str, happens: &'static str) -> Row {
    row(PHYSICAL, asked, Answer::Json(200, text), Holds::Records, happens)
}

const fn silent(asked: &'static str, answer: Answer, happens: &'static str) -> Row {
    row(PHYSICAL, asked, answer, Holds::Silent, happens)
}

macro_rules! text {
    ($name:literal) => {
        include_str!(concat!("../answers/parser_", $name, ".json"))
    };
}

const EMPTY: &str = r#"{"done":1,"result":[]}"#;
const NOT_DONE: &str = r#"{"done":0}"#;
const LIMIT: &str = r#"{"done":0,"error":"Too many requests"}"#;

pub(super) const NOTHING: Answer = Answer::Json(200, EMPTY);

pub(super) const ROWS: &[Row] = &[
    row(
        BY_INN,
        "9800000006",
        Answer::Json(200, text!("company")),
        Holds::Records,
        "ООО «Пример»: one proceeding",
    ),
    row(BY_INN, "9800000038", NOTHING, Holds::Nothing, "ООО «Чистое»: `[]`"),
    row(BY_INN, "9800000060", Answer::Json(200, NOT_DONE), Holds::Silent, "`done` is 0"),
    row(
        BY_NAME,
        "ООО \"Пример\"",
        Answer::Json(200, text!("company")),
        Holds::Records,
        "one proceeding",
    ),
    row(BY_NAME, "ООО \"Чистое\"", NOTHING, Holds::Nothing, "`[]`"),
    row(BY_NAME, "ООО \"Молчит\"", Answer::Json(200, NOT_DONE), Holds::Silent, "`done` is 0"),
    found("Образцов", text!("three"), "three proceedings: open, ended and without any amount"),
    found("Итогов", text!("total"), "the total is an item of `subjects`, the part has no sum"),
    found("Странный", text!("odd"), "texts in forms that are not known"),
    found("Минимальный", r#"{"done":1,"result":[{"debtor_name":"X"}]}"#, "one member and no more"),
    row(PHYSICAL, "Чистов", NOTHING, Holds::Nothing, "`[]`"),
    silent("Неготов", Answer::Json(200, NOT_DONE), "`done` is 0"),
    silent(
        "Неготов-Список",
        Answer::Json(200, r#"{"done":0,"result":[]}"#),
        "`done` is 0 beside `[]`",
    ),
    silent("Неуспехов", Answer::Json(200, r#"{"success":0,"result":[]}"#), "`success` is 0"),
    silent(
        "Ошибкин",
        Answer::Json(200, r#"{"done":0,"error":"Source error","error_code":50001}"#),
        "`done` is 0 with a code that is not known",
    ),
    silent("Безответов", Answer::Json(200, r#"{"done":1}"#), "`done` without a `result`"),
    silent("Молчунов", Answer::Json(200, r#"{"result":[]}"#), "`result` without `done`"),
    silent("Нулёв", Answer::Json(200, r#"{"done":1,"result":null}"#), "`result` is null"),
    silent("Массивов", Answer::Json(200, "[]"), "`[]` at the root"),
    silent("Пустов", Answer::Blank(200), "200 without a body"),
    silent("Капчин", Answer::Captcha, "a captcha page with status 200"),
    silent("Обрывов", Answer::Cut(text!("three")), "an answer cut off in the middle"),
    silent("Лимитов", Answer::TooManyRequests(RetryAfter::Absent, LIMIT), "429"),
    silent("Сбоев", Answer::Json(500, NOT_DONE), "500"),
    silent("Шлюзов", Answer::Html(502, "Bad Gateway"), "502 HTML"),
    silent("Таймаутов", Answer::TIMEOUT, "no answer in time"),
    silent("Сбросов", Answer::RESET, "the connection is reset"),
    silent("Связин", Answer::CONNECT, "no connection"),
    Row {
        operation: PHYSICAL,
        asked: "Лимитов-Первый",
        first: Some(Answer::TooManyRequests(RetryAfter::Written("2"), LIMIT)),
        answer: Answer::Json(200, text!("total")),
        holds: Holds::Records,
        happens: "429, Retry-After of 2 s; one proceeding from the second request on",
    },
];
