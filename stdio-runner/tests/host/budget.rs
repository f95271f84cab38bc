//! `run --budget`: nothing is sent that could cost more.

use crate::support::{Ended, play};
#[cfg(feature = "http")]
use crate::support::{Listener, run};

fn nsso(plate: &str, options: &str) -> String {
    format!(
        r#"{{"operation":"api_cloud.nsso_check_policy","input":{{"plate":"{plate}"}},"options":{options}}}"#
    )
}

const KZ: &str = r#"{"operation":"kz_info.exec_proc_info","input":{"iin":"020304400032"}}"#;
const FREE: &str =
    r#"{"operation":"fssp.search_ip","input":{"proceeding_number":"1/26/77001-ИП"}}"#;
const ONE: &str = "О001ОО77";
const FREE_OF_CHARGE: &str = "О005ОО77";
/// No answer in time; charged.
const LOST: &str = "С001ЕТ77";

fn with(args: &[&str], jobs: &[String]) -> Ended {
    let sandbox = ["run", "--transport", "sandbox"];
    let ended = play(&[&sandbox, args].concat(), &jobs.join("\n"));
    assert_eq!((ended.code, ended.lines().len()), (Some(0), jobs.len()), "{}", ended.err);
    ended
}

/// `done`, or the code of the error.
fn codes(ended: &Ended) -> Vec<String> {
    let code = |line: &'_ str| -> Option<String> {
        let failed = line.starts_with(r#"{"step":"fail""#);
        let code = line.split(r#""code":""#).nth(1).filter(|_| failed)?;
        Some(code.split('"').next()?.to_owned())
    };
    ended.lines().into_iter().map(|line| code(line).unwrap_or_else(|| "done".to_owned())).collect()
}

fn refused(line: &str, code: &str) {
    assert!(line.starts_with(&format!(r#"{{"step":"fail","error":{{"code":"{code}""#)), "{line}");
    assert!(line.contains(r#""executed":"no","charged":"no""#), "{line}");
    assert!(line.ends_with(r#""not_sent":true}"#), "{line}");
}

#[test]
fn what_would_exceed_it_is_not_sent_and_the_rest_goes_on() {
    let mut jobs = vec![nsso(ONE, "{}"); 6];
    jobs.extend([FREE.to_owned(), nsso(ONE, "{}"), KZ.to_owned()]);
    for concurrency in ["1", "8"] {
        let ended = with(&["--budget", "3RUB", "--concurrency", concurrency], &jobs);
        let lines = ended.lines();
        for (index, line) in lines.iter().enumerate() {
            match index {
                0..=3 | 6 => assert!(line.starts_with(r#"{"step":"done""#), "{line}"),
                8 => refused(line, "price_unknown"),
                _ => refused(line, "budget_exceeded"),
            }
        }
        assert!(lines[4].contains("--budget") && lines[8].contains("--price"));
    }
    let whole = with(&["--concurrency", "8"], &jobs);
    assert_eq!(codes(&whole), ["done"; 9], "without a budget nothing is bounded");
}

#[test]
fn it_is_settled_by_what_was_charged() {
    let jobs: Vec<String> =
        [FREE_OF_CHARGE, FREE_OF_CHARGE, ONE, FREE_OF_CHARGE].map(|plate| nsso(plate, "{}")).into();
    let ended = with(&["--budget", "0.75RUB", "--concurrency", "4"], &jobs);
    assert_eq!(codes(&ended), ["done", "done", "done", "budget_exceeded"]);
    // A price of the user's is what is reserved, the provider's is what is spent.
    let price = ["--price", "api_cloud.nsso_check_policy=2RUB"];
    let jobs = vec![nsso(ONE, "{}"); 5];
    let ended = with(&[&["--budget", "4RUB"], &price[..]].concat(), &jobs);
    assert_eq!(codes(&ended), ["done", "done", "done", "budget_exceeded", "budget_exceeded"]);
}

#[test]
fn what_may_have_been_charged_stays_reserved() {
    let jobs = [nsso(LOST, "{}"), nsso(ONE, "{}")];
    let ended = with(&["--budget", "1.49RUB"], &jobs);
    assert_eq!(codes(&ended), ["timed_out", "budget_exceeded"]);
    // Each attempt may be charged for.
    let again = [nsso(LOST, r#"{"allow_paid_retry":true,"max_attempts":5}"#), nsso(ONE, "{}")];
    let ended = with(&["--budget", "1.50RUB"], &again);
    let lines = ended.lines();
    assert_eq!(codes(&ended), ["budget_exceeded", "budget_exceeded"]);
    assert!(lines[0].contains(r#""executed":"maybe","charged":"maybe""#), "{}", lines[0]);
    assert!(
        lines[0].contains(r#""attempts":2"#) && lines[0].contains(r#""state":{"#),
        "{}",
        lines[0]
    );
    assert!(lines[0].ends_with(r#""not_sent":true}"#), "{}", lines[0]);
    // A refusal is not: 456, then a policy.
    let refused = [nsso("Е456СТ77", r#"{"max_attempts":4}"#), nsso(ONE, "{}")];
    let ended = with(&["--budget", "0.75RUB"], &refused);
    assert_eq!(codes(&ended)[0], "rate_limited");
    let sent = ended.lines()[0].contains(r#""attempts":4"#);
    assert!(sent, "each was given back: {}", ended.lines()[0]);
}

#[test]
fn each_currency_has_its_own() {
    let price = ["--price", "kz_info.exec_proc_info=10KZT"];
    let jobs = [KZ.to_owned(), nsso(ONE, "{}"), KZ.to_owned(), KZ.to_owned()];
    let both = ["--budget", "20KZT", "--budget", "0.75RUB"];
    let ended = with(&[&price[..], &both].concat(), &jobs);
    assert_eq!(codes(&ended), ["done", "done", "done", "budget_exceeded"]);
    let ended = with(&[&price[..], &["--budget", "1RUB"]].concat(), &jobs);
    let kz = "budget_exceeded";
    assert_eq!(codes(&ended), [kz, "done", kz, kz], "none of the other is there");
    // What is free of charge by the catalogue is not by the user's word.
    let price = ["--price", "fssp.search_ip=1RUB", "--budget", "1RUB"];
    let ended = with(&price, &[FREE.to_owned(), FREE.to_owned()]);
    assert_eq!(codes(&ended)[1], "budget_exceeded");
}

#[test]
fn wrong_amounts_are_refused() {
    for wrong in [["--budget", "500"], ["--budget", "-1RUB"], ["--price", "fssp=1RUB"]] {
        let ended = play(&[&["run", "--transport", "sandbox"], &wrong[..]].concat(), "");
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{wrong:?}");
    }
}

/// The provider's own account tells.
#[cfg(feature = "http")]
#[test]
fn never_more_than_that_with_many_at_once() {
    let listener = Listener::start();
    let plates = [ONE, FREE_OF_CHARGE, "О002ОО77", "О006ОО77", "С002ЕТ77", "Р404АЕ77"];
    let jobs: Vec<String> = (0..60).map(|index| nsso(plates[index % 6], "{}")).collect();
    let args = ["run", "--concurrency", "12", "--budget", "15RUB"];
    let ended = run(listener.command(&args), jobs.join("\n").as_bytes());
    assert_eq!(ended.lines().len(), 60, "{}", ended.err);
    assert!(codes(&ended).contains(&"budget_exceeded".to_owned()));
    let balance = listener.command(&["call", "api_cloud.balance"]);
    let balance = run(balance, b"");
    let left = balance.line().split(r#""balance":""#).nth(1).unwrap().split('"').next().unwrap();
    let (whole, rest) = left.split_once('.').unwrap_or((left, ""));
    let kopecks: i64 = format!("{whole}{rest:0<2}").parse().unwrap();
    let spent = 1_470_075 - kopecks;
    assert!((1_200..=1_500).contains(&spent), "{spent} kopecks");
}
