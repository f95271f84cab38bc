//! Which vehicles the NSSO register knows, by plate or number of a policy.

use serde::Serialize;

use crate::answer::Answer;
use crate::people::{Holds, Person};

pub(super) struct Row {
    pub(super) plate: &'static str,
    /// The first answer, where it differs from the later ones.
    pub(super) first: Option<Answer>,
    pub(super) play: Play,
    holds: Holds,
    happens: &'static str,
}

pub(super) enum Play {
    Find(Found),
    Say(Answer),
}

pub(super) struct Found {
    pub(super) policies: &'static [Policy],
    pub(super) shape: Shape,
}

#[derive(Clone, Copy)]
pub(super) enum Shape {
    Plain,
    /// Count, price and balance as strings.
    Texts,
    NoInquiry,
    /// A price of 0.
    Free,
    /// A count that the list does not have.
    Claims(u8),
}

pub(super) struct Policy {
    pub(super) number: &'static str,
    pub(super) years_ago: u8,
    pub(super) company: &'static str,
    pub(super) holder: &'static str,
    pub(super) inn: &'static str,
    pub(super) kpp: &'static str,
    pub(super) autos: &'static [Auto],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Auto {
    marka: &'static str,
    model: &'static str,
    /// `{plate}` stands for the row's.
    gos_number: &'static str,
    seats: &'static str,
    passenger: &'static str,
}

impl Row {
    pub(super) fn person(&self) -> Person {
        person(self.plate.to_owned(), self.holds, self.happens)
    }
}

pub(super) fn person(plate: String, holds: Holds, happens: &str) -> Person {
    Person {
        provider: "api_cloud",
        operation: "api_cloud.nsso_check_policy",
        asked: vec![("plate", plate)],
        happens: happens.to_owned(),
        holds,
    }
}

pub(super) fn find(subject: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| {
        let numbered = |found: &Found| found.policies.iter().any(|p| p.number == subject);
        row.plate == subject || matches!(&row.play, Play::Find(found) if numbered(found))
    })
}

const fn found(
    plate: &'static str,
    policies: &'static [Policy],
    shape: Shape,
    holds: Holds,
    happens: &'static str,
) -> Row {
    Row { plate, first: None, play: Play::Find(Found { policies, shape }), holds, happens }
}

const fn silent(plate: &'static str, answer: Answer, happens: &'static str) -> Row {
    Row { plate, first: None, play: Play::Say(answer), holds: Holds::Silent, happens }
}

const fn at_first(plate: &'static str, first: Answer, happens: &'static str) -> Row {
    let play = Play::Find(Found { policies: BUS, shape: Shape::Plain });
    Row { plate, first: Some(first), play, holds: Holds::Records, happens }
}

const fn auto(marka: &'static str, model: &'static str, gos_number: &'static str) -> Auto {
    Auto { marka, model, gos_number, seats: "", passenger: "" }
}

const fn policy(number: &'static str, years_ago: u8, autos: &'static [Auto]) -> Policy {
    Policy {
        number,
        years_ago,
        company: "АО \"Образцовое страхование\"",
        holder: "ООО \"Примерный перевозчик\"",
        inn: "0000000000",
        kpp: "",
        autos,
    }
}

const DOCUMENTED: &[Policy] = &[Policy {
    number: "IGSX224123456275000",
    years_ago: 0,
    company: "СПАО \"Ингосстрах\"",
    holder: "Тестов Амонулло Файзуллоевич",
    // The document's own number, whose control digits are wrong.
    inn: "775100073002",
    kpp: "",
    autos: &[auto("Huyndai", "Solaris", "А111АА11")],
}];
const BUS: &[Policy] = &[policy("TESX000000000000001", 0, &[auto("ПАЗ", "3205", "{plate}")])];
const OLD: &[Policy] = &[policy("TESX000000000000003", 1, &[auto("ПАЗ", "3204", "{plate}")])];
const BOTH: &[Policy] = &[
    policy("TESX000000000000004", 0, &[auto("ЛиАЗ", "5292", "{plate}")]),
    policy("TESX000000000000005", 1, &[auto("ЛиАЗ", "5292", "{plate}")]),
];
const FLEET: &[Policy] = &[Policy {
    number: "TESX000000000000006",
    years_ago: 0,
    company: "",
    holder: "",
    inn: "",
    kpp: "",
    autos: &[
        Auto {
            marka: "НефАЗ",
            model: "5299",
            gos_number: "{plate}",
            seats: "25",
            passenger: "105",
        },
        auto("", "", "О008ОО777"),
    ],
}];

const TIME_MAX: &str = r#"{"status":404,"error":"TIME_MAX_CONNECT","errormsg":"Достигнуто максимальное количество коннектов, при которых ресурс не вернул результата"}"#;
const SOURCE_DOWN: &str = r#"{"status":404,"error":9000,"message":"Ресурс источник недоступен"}"#;
const DATE_ERROR: &str = r#"{"error":"015","message":"DATE_ERROR"}"#;
const NO_FIELDS: &str = r#"{"status":200}"#;
const STATUS_ONLY: &str = r#"{"status":500}"#;
const NULL_LIST: &str = r#"{"status":200,"count":0,"result":null}"#;
const EMPTY: &str = r#"{"status":200,"count":0,"result":[],"filters":{"requestDate":"26.08.2025","onlyActual":1},"inquiry":{"price":0.75,"balance":14200.32,"credit":20000,"speed":9,"attempts":1}}"#;

pub(super) const ROWS: &[Row] = &[
    found("А111АА11", DOCUMENTED, Shape::Plain, Holds::Records, "the document's policy, in force"),
    found("О000ОО77", &[], Shape::Plain, Holds::Nothing, "nothing, as for every other plate"),
    found("О001ОО77", BUS, Shape::Plain, Holds::Records, "one policy in force"),
    found("О002ОО77", BOTH, Shape::Plain, Holds::Records, "one in force; one ended, if all asked"),
    found("О003ОО77", OLD, Shape::Plain, Holds::Nothing, "one ended, if all asked, else nothing"),
    found("О004ОО77", BUS, Shape::Texts, Holds::Records, "count, price, balance as strings"),
    found("О005ОО77", BUS, Shape::Free, Holds::Records, "one policy, price 0"),
    found("О006ОО77", BUS, Shape::NoInquiry, Holds::Records, "one policy, no `inquiry`"),
    found("О007ОО777", FLEET, Shape::Plain, Holds::Records, "two vehicles, holder unknown"),
    found("О008ОО77", BUS, Shape::Claims(3), Holds::Records, "one policy, count 3"),
    found("О009ОО77", &[], Shape::Claims(1), Holds::Silent, "no policy, count 1"),
    silent("Е900СТ77", Answer::Json(200, TIME_MAX), "`TIME_MAX_CONNECT` as text, `status` 404"),
    silent("Е901СТ77", Answer::Json(200, SOURCE_DOWN), "error 9000, `status` 404"),
    silent("Е902СТ77", Answer::Json(200, DATE_ERROR), "error `\"015\"`"),
    silent("Е903СТ77", Answer::Json(200, STATUS_ONLY), "`status` 500 and no error"),
    silent("Е904СТ77", Answer::Json(200, NO_FIELDS), "`status` 200 and nothing else"),
    silent("Е905СТ77", Answer::Json(200, NULL_LIST), "count 0, `result` null"),
    silent("Е906СТ77", Answer::Json(200, "[]"), "`[]` where an object belongs"),
    silent("Е907СТ77", Answer::Json(500, EMPTY), "an empty answer with HTTP 500"),
    silent("Е908СТ77", Answer::Json(200, r#"{"error":"777","message":"X"}"#), "an unknown code"),
    silent("Н200ТТ77", Answer::Captcha, "a captcha page with status 200"),
    silent("Н201ТТ77", Answer::Blank(200), "200 without a body"),
    silent("Н403ТТ77", Answer::Html(403, "Forbidden"), "403 HTML"),
    silent("Н500ТТ77", Answer::Html(500, "Internal Server Error"), "500 HTML"),
    silent("Н502ТТ77", Answer::Html(502, "Bad Gateway"), "502 HTML"),
    silent("Н504ТТ77", Answer::Html(504, "Gateway Time-out"), "504 HTML"),
    silent("С001ЕТ77", Answer::TIMEOUT, "no answer in time; charged"),
    silent("С002ЕТ77", Answer::RESET, "the connection is reset; charged"),
    silent("С003ЕТ77", Answer::CONNECT, "no connection"),
    silent("С004ЕТ77", Answer::DNS, "no such host"),
    silent("С005ЕТ77", Answer::TLS, "the certificate does not hold"),
    silent("С006ЕТ77", Answer::Cut(EMPTY), "an answer cut off; charged"),
    at_first("Р404АЕ77", Answer::Json(200, TIME_MAX), "`TIME_MAX_CONNECT` once; then one policy"),
    at_first("Р502АЕ77", Answer::Html(502, "Bad Gateway"), "502 HTML once; then one policy"),
    at_first("Р001АЕ77", Answer::RESET, "reset once, charged; then one policy, charged again"),
];
