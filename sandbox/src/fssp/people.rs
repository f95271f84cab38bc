//! Who is known to the FSSP: people by last name, companies by name, proceedings by number.

use super::row::{Play, Row, Subject};
use super::task::{Job, Twist};
use crate::answer::{Answer, RetryAfter};
use crate::people::Holds;

/// Answers of the time took a second.
const fn takes(ends: i64, records: &'static str, twist: Twist) -> Job {
    Job { starts: 300, ends, records, twist }
}

const fn job(records: &'static str, twist: Twist) -> Job {
    takes(1_000, records, twist)
}

/// The task of those whom the register does not know.
pub(super) static NOTHING: Job = job("[]", Twist::None);

const fn person(
    name: [&'static str; 3],
    birth_date: [&'static str; 3],
    play: Play,
    holds: Holds,
    happens: &'static str,
) -> Row {
    Row { subject: Subject::Person { name, birth_date, region: 77 }, play, holds, happens }
}

const fn company(name: &'static str, play: Play, holds: Holds, happens: &'static str) -> Row {
    let address = "РОССИЯ,000000,ТЕСТОВАЯ ОБЛ, ,ТЕСТОВ Г, ,ОБРАЗЦОВАЯ УЛ,1,, ";
    Row { subject: Subject::Company { name, address, region: 77 }, play, holds, happens }
}

const fn number(
    number: &'static str,
    debtor: &'static str,
    records: &'static str,
    happens: &'static str,
) -> Row {
    let play = Play::Job(job(records, Twist::None));
    let subject = Subject::Number { number, debtor };
    Row { subject, play, holds: Holds::Records, happens }
}

const fn odd_number(number: &'static str, play: Play, happens: &'static str) -> Row {
    let subject = Subject::Number { number, debtor: DEBTOR };
    Row { subject, play, holds: Holds::Silent, happens }
}

const fn known(
    name: [&'static str; 3],
    birth_date: [&'static str; 3],
    records: &'static str,
    happens: &'static str,
) -> Row {
    let play = Play::Job(job(records, Twist::None));
    person(name, birth_date, play, Holds::Records, happens)
}

const fn nobody(
    name: [&'static str; 3],
    birth_date: [&'static str; 3],
    happens: &'static str,
) -> Row {
    let play = Play::Job(job("[]", Twist::None));
    person(name, birth_date, play, Holds::Nothing, happens)
}

const fn stock(last_name: &'static str, play: Play, holds: Holds, happens: &'static str) -> Row {
    person([last_name, "Иван", "Тестович"], ["1900", "01", "01"], play, holds, happens)
}

const fn found(last_name: &'static str, job: Job, happens: &'static str) -> Row {
    stock(last_name, Play::Job(job), Holds::Records, happens)
}

const fn at_first(last_name: &'static str, answer: Answer, happens: &'static str) -> Row {
    let play = Play::AtFirst(answer, job(ONE, Twist::None));
    stock(last_name, play, Holds::Records, happens)
}

const fn silent(last_name: &'static str, twist: Twist, happens: &'static str) -> Row {
    stock(last_name, Play::Job(job(ONE, twist)), Holds::Silent, happens)
}

const fn refused(last_name: &'static str, answer: Answer, happens: &'static str) -> Row {
    stock(last_name, Play::Refuse(answer), Holds::Silent, happens)
}

const fn limited(last_name: &'static str, after: RetryAfter, happens: &'static str) -> Row {
    refused(last_name, Answer::TooManyRequests(after, LIMIT), happens)
}

const MANY: &str = include_str!("../answers/fssp_many.json");
const COMPANY: &str = include_str!("../answers/fssp_company.json");
const DEBTOR: &str = "ОБРАЗЦОВ ИВАН ПРИМЕРОВИЧ 01.01.1900";
const ONE: &str = include_str!("../answers/fssp_one.json");
const NEVER: i64 = i64::MAX;
const LIMIT: &str =
    r#"{"status":"error","code":429,"exception":"Превышен лимит запросов","response":null}"#;
const ERROR: &str =
    r#"{"status":"error","code":10,"exception":"Внутренняя ошибка","response":null}"#;
const CODE: &str =
    r#"{"status":"success","code":10,"exception":"Внутренняя ошибка","response":null}"#;
const NO_TASK: &str = r#"{"status":"success","code":0,"exception":"","response":{"task":null}}"#;
const CUT: &str = r#"{"status":"success","code":0,"exception":"","response":{"status":0,"result":[
    {"status":0,"result":[]}],"task_start":null,"task_end":null}}"#;

pub(super) const ROWS: &[Row] = &[
    known(
        ["Образцов", "Иван", "Примерович"],
        ["1900", "01", "01"],
        MANY,
        "eight proceedings, every form a record can take: numbers old and new, consolidated ones, \
         fees apart, departments as codes and texts, phones in all manners, ended by 46 and 47",
    ),
    known(
        ["Должников", "Пётр", "Тестович"],
        ["1901", "02", "03"],
        ONE,
        "one open proceeding, debt and fee",
    ),
    known(
        ["Примерова", "Ольга", "Тестовна"],
        ["1902", "03", "04"],
        include_str!("../answers/fssp_ended.json"),
        "four proceedings, all ended, no amounts",
    ),
    known(
        ["Однофамильцев", "Иван", "Тестович"],
        ["1900", "01", "01"],
        include_str!("../answers/fssp_namesakes.json"),
        "one proceeding; without a birth date a namesake's too",
    ),
    known(
        ["Загадкин", "Иван", "Тестович"],
        ["1900", "01", "01"],
        include_str!("../answers/fssp_unknown_shapes.json"),
        "three records that no grammar fits",
    ),
    nobody(
        ["Чистова", "Анна", "Тестовна"],
        ["1902", "03", "04"],
        "nothing, as for everyone who is not in this table",
    ),
    nobody(
        ["Кордонов", "Тимур", "Тестович"],
        ["1903", "04", "05"],
        "nothing here, but see KZ Info",
    ),
    found("Медленнов", takes(30_000, ONE, Twist::None), "one proceeding, after 30 seconds"),
    found("Суточнов", takes(3_600_000, ONE, Twist::None), "one proceeding, after an hour"),
    found(
        "Смешаннов",
        job(ONE, Twist::WithErrors),
        "the task ends with errors, the search without",
    ),
    found("Безэхов", job(ONE, Twist::NoEcho), "one proceeding, the question is not repeated"),
    found("Экранов", job(ONE, Twist::Escaped), "one proceeding, `\\uXXXX` throughout"),
    found(
        "Повторов",
        job(ONE, Twist::ResultAtFirst(Answer::RESET)),
        "one proceeding; the first `/result` is reset",
    ),
    at_first(
        "Лимитов-Однажды",
        Answer::TooManyRequests(RetryAfter::Written("2"), LIMIT),
        "429 once, Retry-After of 2 s; then one proceeding",
    ),
    at_first("Сбоев-Однажды", Answer::Html(502, "Bad Gateway"), "502 once; then one proceeding"),
    stock(
        "Вечнов",
        Play::Job(takes(NEVER, "[]", Twist::None)),
        Holds::Silent,
        "a task that never ends",
    ),
    stock(
        "Очередев",
        Play::Job(Job { starts: NEVER, ends: NEVER, records: "[]", twist: Twist::None }),
        Holds::Silent,
        "a task that never leaves the queue",
    ),
    silent("Частичнов", Twist::PartFailed, "the task ends with errors, so does the search"),
    silent("Рановестов", Twist::ResultUnfinished, "`/status` says done, `/result` says started"),
    silent("Недочитаев", Twist::PartUnfinished, "done, but the search inside is not"),
    silent("Пропажин", Twist::NoParts, "done, but no search inside"),
    silent("Семёркин", Twist::UnknownStatus, "status 7"),
    silent("Забытов", Twist::Forgotten, "the task is unknown at once"),
    silent(
        "Занавесов",
        Twist::Result(Answer::Html(404, "Not Found")),
        "the portal is shut between `/status` and `/result`",
    ),
    silent("Обрывов", Twist::Result(Answer::Cut(CUT)), "`/result` is cut off"),
    silent("Капчин", Twist::Result(Answer::Captcha), "`/result` is a captcha page with status 200"),
    silent("Пустов", Twist::Result(Answer::Blank(200)), "`/result` is 200 without a body"),
    silent("Сломов", Twist::Status(Answer::Html(500, "Error")), "`/status` is 500 HTML"),
    refused("Закрытов", Answer::Html(404, "Not Found"), "the portal is shut: 404 HTML"),
    limited("Лимитов-Секундов", RetryAfter::Written("60"), "429, Retry-After in seconds"),
    limited("Лимитов-Датов", RetryAfter::DateIn(60_000), "429, Retry-After as a date, 60 s ahead"),
    limited("Лимитов-Молчунов", RetryAfter::Absent, "429 without Retry-After"),
    limited("Лимитов-Мусоров", RetryAfter::Written("later"), "429, Retry-After `later`"),
    refused("Пятисотов", Answer::Json(500, ERROR), "500, an error envelope"),
    refused("Ошибкин", Answer::Json(200, ERROR), "200, an error envelope"),
    refused("Кодов", Answer::Json(200, CODE), "200, `success`, but a code that is not 0"),
    refused("Беззадачнов", Answer::Json(200, NO_TASK), "200, `success`, but no task"),
    refused("Редиректов", Answer::Redirect("https://fssp.gov.ru/"), "302 to the portal"),
    refused("Таймаутов", Answer::TIMEOUT, "no answer in time"),
    refused("Сбросов", Answer::RESET, "the connection is reset"),
    refused("Недоступнов", Answer::CONNECT, "no connection"),
    refused("Именов", Answer::DNS, "no such host"),
    refused("Сертификатов", Answer::TLS, "the certificate does not hold"),
    company(
        "ООО \"Тестовая Компания\"",
        Play::Job(job(COMPANY, Twist::None)),
        Holds::Records,
        "two proceedings, and a namesake's whose name only begins so",
    ),
    company(
        "АО Медленное",
        Play::Job(takes(30_000, COMPANY, Twist::None)),
        Holds::Records,
        "two proceedings, after 30 seconds",
    ),
    company(
        "ООО Лимит-Однажды",
        Play::AtFirst(
            Answer::TooManyRequests(RetryAfter::Written("2"), LIMIT),
            job(COMPANY, Twist::None),
        ),
        Holds::Records,
        "429 once, Retry-After of 2 s; then two proceedings",
    ),
    company(
        "ООО Чистое",
        Play::Job(job("[]", Twist::None)),
        Holds::Nothing,
        "nothing, as for every company that is not in this table",
    ),
    company(
        "ООО Частичное",
        Play::Job(job(COMPANY, Twist::PartFailed)),
        Holds::Silent,
        "the task ends with errors, so does the search",
    ),
    company(
        "ООО Пропавшее",
        Play::Job(job(COMPANY, Twist::NoParts)),
        Holds::Silent,
        "done, but this search is not in the result",
    ),
    company(
        "ООО Закрытое",
        Play::Refuse(Answer::Html(404, "Not Found")),
        Holds::Silent,
        "the portal is shut: 404 HTML",
    ),
    number(
        "10001/24/77010-ИП",
        "ДОЛЖНИКОВ ПЁТР ТЕСТОВИЧ 03.02.1901",
        ONE,
        "one open proceeding, debt and fee",
    ),
    number("27122/12/20/77", DEBTOR, MANY, "one proceeding, a number of before 2014"),
    number("20002/24/77010-СД", DEBTOR, MANY, "the two proceedings of a consolidated one"),
    number(
        "10009/24/77010-ИП",
        "ООО 'ТЕСТОВАЯ КОМПАНИЯ', РОССИЯ,000000,ТЕСТОВАЯ ОБЛ, ,ТЕСТОВ Г, ,ОБРАЗЦОВАЯ УЛ,1,, ",
        COMPANY,
        "one open proceeding, the debtor is a company",
    ),
    Row {
        subject: Subject::Number { number: "1/24/77010-ИП", debtor: DEBTOR },
        play: Play::Job(job("[]", Twist::None)),
        holds: Holds::Nothing,
        happens: "nothing, as for every number that is not in this table",
    },
    odd_number(
        "3/24/77010-ИП",
        Play::Job(job(ONE, Twist::PartFailed)),
        "the task ends with errors, so does the search",
    ),
    odd_number(
        "404/24/77010-ИП",
        Play::Refuse(Answer::Html(404, "Not Found")),
        "the portal is shut: 404 HTML",
    ),
];
