//! Who is known to fssp.php: people by last name, companies by name, proceedings by number, INN.

use crate::answer::Answer;
use crate::clock;
use crate::people::{Holds, Person};

pub(super) struct Row {
    kind: &'static str,
    asked: &'static str,
    /// The first answer, where it differs from the later ones.
    pub(super) first: Option<Answer>,
    pub(super) play: Play,
    holds: Holds,
    happens: &'static str,
}

pub(super) enum Play {
    /// Records, the pages that they came from, and how many more there are.
    Find {
        records: &'static str,
        pages: u8,
        more: u8,
    },
    Say(Answer),
}

/// All people of the table: Иван Тестович, born on the first of January 1900, of Moscow.
const PERSON: [(&str, &str); 3] =
    [("first_name", "Иван"), ("patronymic", "Тестович"), ("birth_date", "1900-01-01")];

impl Row {
    pub(super) fn person(&self) -> Person {
        let (operation, name) = match self.kind {
            "physical" => ("api_cloud.fssp_physical", "last_name"),
            "legal" => ("api_cloud.fssp_legal", "company_name"),
            "ip" => ("api_cloud.fssp_ip", "proceeding_number"),
            _ => ("api_cloud.fssp_inn", "inn"),
        };
        let mut asked = vec![(name, self.asked.to_owned())];
        if self.kind == "physical" {
            asked.extend(PERSON.map(|(name, value)| (name, value.to_owned())));
        }
        if self.kind != "ip" {
            asked.push(("region", "77".to_owned()));
        }
        let happens = self.happens.to_owned();
        Person { provider: "api_cloud", operation, asked, happens, holds: self.holds }
    }

    /// Whether the other parameters are those of this row.
    pub(super) fn fits<'a>(&self, param: impl Fn(&str) -> Option<&'a str>) -> bool {
        let is = |name: &str, value: &str| param(name).is_none_or(|given| same(given, value));
        let born = param("birthdate").and_then(clock::parse_dotted);
        let region = matches!(param("region"), None | Some("-1" | "77"));
        let person = is("firstname", "Иван")
            && is("secondname", "Тестович")
            && born.is_none_or(|day| clock::dotted(day) == "01.01.1900");
        region && person
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.to_lowercase()
}

pub(super) fn find(kind: &str, asked: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.kind == kind && same(asked, row.asked))
}

const fn row(
    kind: &'static str,
    asked: &'static str,
    play: Play,
    holds: Holds,
    happens: &'static str,
) -> Row {
    Row { kind, asked, first: None, play, holds, happens }
}

const fn found(
    kind: &'static str,
    asked: &'static str,
    records: &'static str,
    happens: &'static str,
) -> Row {
    row(kind, asked, Play::Find { records, pages: 1, more: 0 }, Holds::Records, happens)
}

const fn silent(asked: &'static str, answer: Answer, happens: &'static str) -> Row {
    row("physical", asked, Play::Say(answer), Holds::Silent, happens)
}

const MANY: &str = include_str!("../answers/api_cloud_fssp_many.json");
const ONE: &str = include_str!("../answers/api_cloud_fssp_one.json");
const ODD: &str = include_str!("../answers/api_cloud_fssp_odd.json");
const NOTHING: &str = r#"{"status":200,"count":0,"message":"В базе ФССП отсутствует","inquiry":{"price":0.8,"balance":10362.11,"speed":1,"attempts":1}}"#;
const OTHER_WORDS: &str = r#"{"status":200,"count":0,"message":"Источник не ответил"}"#;
const TIME_MAX: &str = r#"{"status":404,"error":"TIME_MAX_CONNECT","errormsg":"Достигнуто максимальное количество коннектов, при которых ресурс не вернул результата"}"#;
const SOURCE_DOWN: &str = r#"{"status":404,"error":9000,"message":"Ресурс источник недоступен"}"#;
const MAX_LIMIT: &str = r#"{"error":"456","message":"MAX_LIMIT"}"#;
const NO_MONEY: &str = r#"{"error":"498","message":"TOKEN_NO_MONEY"}"#;
const NO_FIELDS: &str = r#"{"status":200}"#;

pub(super) const ROWS: &[Row] = &[
    found("inn", "980000000101", MANY, "three proceedings; the INN stands for the birth date"),
    found("inn", "9800000013", ONE, "one proceeding of a company"),
    row(
        "inn",
        "980000000278",
        Play::Say(Answer::Json(200, NOTHING)),
        Holds::Nothing,
        "nothing, as for every other INN",
    ),
    found("ip", "10001/21/77010-ИП", ONE, "the proceeding"),
    row(
        "ip",
        "404/21/77010-ИП",
        Play::Say(Answer::Json(200, NOTHING)),
        Holds::Nothing,
        "nothing, as for every other number",
    ),
    found("legal", "ООО \"Пример\"", MANY, "three proceedings"),
    row(
        "legal",
        "ООО \"Чистое\"",
        Play::Say(Answer::Json(200, NOTHING)),
        Holds::Nothing,
        "nothing, as for every other company",
    ),
    found(
        "physical",
        "Образцов",
        MANY,
        "three proceedings of the second generation: open with a fee, ended by 46, ended by 47",
    ),
    found("physical", "Должников", ONE, "one proceeding of the first generation"),
    found("physical", "Загадкин", ODD, "a record that no grammar fits"),
    row(
        "physical",
        "Чистов",
        Play::Say(Answer::Json(200, NOTHING)),
        Holds::Nothing,
        "nothing, as for everyone who is not in this table",
    ),
    row(
        "physical",
        "Страницын",
        Play::Find { records: MANY, pages: 6, more: 40 },
        Holds::Records,
        "three proceedings of 43, four pages of six",
    ),
    row(
        "physical",
        "Пустов",
        Play::Find { records: "[]", pages: 1, more: 2 },
        Holds::Silent,
        "no record of two",
    ),
    silent(
        "Словин",
        Answer::Json(200, OTHER_WORDS),
        "count 0, with other words than those for nothing",
    ),
    silent("Пробелов", Answer::Json(200, NO_FIELDS), "`status` 200 and nothing else"),
    silent("Таймаутов", Answer::Json(200, TIME_MAX), "`TIME_MAX_CONNECT` as text, `status` 404"),
    silent("Источников", Answer::Json(200, SOURCE_DOWN), "error 9000, `status` 404"),
    silent("Лимитов", Answer::Json(200, MAX_LIMIT), "error `\"456\"`"),
    silent("Безденежный", Answer::Json(200, NO_MONEY), "error `\"498\"`"),
    silent("Каптчин", Answer::Captcha, "a captcha page with status 200"),
    silent("Шлюзов", Answer::Html(502, "Bad Gateway"), "502 HTML"),
    silent("Молчалин", Answer::TIMEOUT, "no answer in time; charged"),
    silent("Обрывов", Answer::RESET, "the connection is reset; charged"),
    silent("Половин", Answer::Cut(NOTHING), "an answer cut off; charged"),
    Row {
        kind: "physical",
        asked: "Повторов",
        first: Some(Answer::Json(200, MAX_LIMIT)),
        play: Play::Find { records: ONE, pages: 1, more: 0 },
        holds: Holds::Records,
        happens: "error `\"456\"` once; then one proceeding",
    },
];
