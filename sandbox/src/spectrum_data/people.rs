//! On whom SpectrumData makes what report. Whoever is not here has no proceedings.

use super::REPORT_TYPE;
use super::order::Order;
use crate::answer::{Answer, RetryAfter};
use crate::people::{Holds, Person};

pub(super) struct Row {
    last_name: &'static str,
    /// What the first so many orders are answered with, and the first so many looks.
    pub(super) make: Option<(u64, Answer)>,
    pub(super) show: Option<(u64, Answer)>,
    pub(super) source: Source,
    /// There is a report of long ago.
    pub(super) is_earlier: bool,
    /// The uid is not known any more.
    pub(super) is_lost: bool,
    holds: Holds,
    happens: &'static str,
}

/// The FSSP's source in a report.
pub(super) enum Source {
    Absent,
    Ends {
        /// Milliseconds after the order.
        ms: i64,
        /// JSON: the state, and what stands after it.
        state: &'static str,
        content: &'static str,
    },
}

/// All are called so, and were born on this day.
const FIRST_NAME: &str = "Иван";
const BORN: &str = "1900-01-01";

/// How old a report of long ago is: 40 days.
pub(super) const EARLIER_MS: i64 = 40 * 24 * 3_600_000;

impl Row {
    pub(super) fn person(&self) -> Person {
        Person {
            provider: "spectrum_data",
            operation: "spectrum_data.person_report",
            asked: vec![
                ("last_name", self.last_name.to_owned()),
                ("first_name", FIRST_NAME.to_owned()),
                ("birth_date", BORN.to_owned()),
                ("report_type", REPORT_TYPE.to_owned()),
            ],
            happens: self.happens.to_owned(),
            holds: self.holds,
        }
    }

    pub(super) fn is_asked(&self, order: &Order) -> bool {
        order.asks_for(self.last_name, FIRST_NAME, BORN)
    }

    const fn source(mut self, source: Source) -> Self {
        self.source = source;
        self
    }

    const fn make(mut self, times: u64, answer: Answer) -> Self {
        self.make = Some((times, answer));
        self
    }

    const fn show(mut self, times: u64, answer: Answer) -> Self {
        self.show = Some((times, answer));
        self
    }

    const fn earlier(mut self) -> Self {
        self.is_earlier = true;
        self
    }

    const fn lost(mut self) -> Self {
        self.is_lost = true;
        self
    }
}

const fn row(last_name: &'static str, holds: Holds, happens: &'static str) -> Row {
    Row {
        last_name,
        make: None,
        show: None,
        source: NOTHING,
        is_earlier: false,
        is_lost: false,
        holds,
        happens,
    }
}

const fn silent(last_name: &'static str, happens: &'static str) -> Row {
    row(last_name, Holds::Silent, happens)
}

const OK: &str = r#""OK","data":{"from_cache":false,"real_status":"OK"}"#;

const fn ends(ms: i64, state: &'static str, content: &'static str) -> Source {
    Source::Ends { ms, state, content }
}

/// The usual time of the FSSP.
const SOON: i64 = 2_000;

const fn holds(content: &'static str) -> Source {
    ends(SOON, OK, content)
}

macro_rules! proceedings {
    ($($json:tt)*) => {
        concat!(
            r#"{"_metadata":{"application":{"version":"8.0.0"}},"#,
            r#""check_person":{"executive_proceeding_base":"#,
            $($json)*,
            "}}"
        )
    };
}

const EMPTY: &str = proceedings!(r#"{"count":0,"items":[]}"#);
const THREE: &str = proceedings!(include_str!("../answers/spectrum_three.json"));
const ONE: &str = proceedings!(r#"{"count":1,"items":[{"number":"1/24/77001-ИП"}]}"#);

pub(super) const NOTHING: Source = holds(EMPTY);

const ALWAYS: u64 = u64::MAX;
const LIMIT: &str = r#"{"state":"fail","event":{"cls":"System","type":"SystemTooManyRequests"}}"#;
const FAILED: &str = r#"{"state":"fail","event":{"cls":"System","type":"SystemError"}}"#;

pub(super) const ROWS: &[Row] = &[
    row("Образцов", Holds::Records, "three proceedings: open, ended and without any amount")
        .source(holds(THREE)),
    row("Минимальный", Holds::Records, "a number and no more").source(holds(ONE)),
    row("Чистов", Holds::Nothing, "`[]` beside a count of 0"),
    row("Бессчётов", Holds::Nothing, "`[]` without a count")
        .source(holds(proceedings!(r#"{"items":[]}"#))),
    row("Медленнов", Holds::Records, "the FSSP takes three minutes").source(ends(180_000, OK, ONE)),
    row("Кэшев", Holds::Records, "the FSSP's answer is from a cache").source(ends(
        SOON,
        r#""OK","data":{"from_cache":true,"real_status":"OK"}"#,
        ONE,
    )),
    silent("Счётов", "`[]` beside a count of 3")
        .source(holds(proceedings!(r#"{"count":3,"items":[]}"#))),
    silent("Ошибкин", "the FSSP's source ends with ERROR, the others with OK").source(ends(
        SOON,
        r#""ERROR","data":{"from_cache":false,"reason":"Источник недоступен"}"#,
        EMPTY,
    )),
    silent("Кэшев-Ошибкин", "OK from a cache, and in truth ERROR").source(ends(
        SOON,
        r#""OK","data":{"from_cache":true,"real_status":"ERROR"}"#,
        EMPTY,
    )),
    silent("Вечнов", "the FSSP's source stays in PROGRESS").source(ends(i64::MAX, OK, EMPTY)),
    silent("Безисточников", "the report has no FSSP source").source(Source::Absent),
    silent("Иначев", "the records stand elsewhere: without a mapping they are not found").source(
        holds(r#"{"person":{"fssp":{"list":[{"ip":{"num":"1/24/77001-ИП"},"debt":100.5}]}}}"#),
    ),
    silent("Полейнов", "records without any member that is known")
        .source(holds(proceedings!(r#"{"items":[{"неизвестное":1}]}"#))),
    silent("Нулёв", "the list is null").source(holds(proceedings!(r#"{"items":null}"#))),
    silent("Объектов", "an object in place of the list")
        .source(holds(proceedings!(r#"{"items":{}}"#))),
    silent("Бессодержательный", "`content` is empty").source(holds("{}")),
    silent(
        "Прежнев",
        "there is a report of 40 days ago; with `force` it is made anew: nothing found",
    )
    .earlier(),
    silent("Исчезнов", "the report's uid is not known: `size` is 0").lost(),
    silent("Сбоев", "500 with an event that is not known").make(ALWAYS, Answer::Json(500, FAILED)),
    silent("Шлюзов", "502 HTML").make(ALWAYS, Answer::Html(502, "Bad Gateway")),
    silent("Лимитов", "429").make(ALWAYS, Answer::TooManyRequests(RetryAfter::Absent, LIMIT)),
    silent("Связин", "no connection").make(ALWAYS, Answer::CONNECT),
    silent("Капчин", "a captcha page with status 200").show(ALWAYS, Answer::Captcha),
    silent("Обрывов", "the report is cut off in the middle")
        .show(ALWAYS, Answer::Cut(r#"{"state":"ok","size":1,"data":[{"uid":"a","state":{}}]}"#)),
    silent("Пустов", "200 without a body in place of the report").show(ALWAYS, Answer::Blank(200)),
    row("Таймаутов", Holds::Records, "no answer to the first order, which is carried out")
        .source(holds(ONE))
        .make(1, Answer::TIMEOUT),
    row("Сбросов", Holds::Records, "the connection is reset at the first look")
        .source(holds(ONE))
        .show(1, Answer::RESET),
];
