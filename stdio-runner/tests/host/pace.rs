//! How often a provider is asked.

use spravka_core::value::Timestamp;

use crate::support::{Ended, play};
#[cfg(feature = "http")]
use crate::support::{Listener, run};

fn kz(count: usize) -> String {
    let job = r#"{"operation":"kz_info.exec_proc_info","input":{"iin":"020304400032"}}"#;
    vec![job; count].join("\n")
}

fn fssp(count: usize) -> String {
    let job = r#"{"operation":"fssp.search_ip","input":{"proceeding_number":"1/26/77001-ИП"}}"#;
    vec![job; count].join("\n")
}

/// When each exchange was answered, which in the sandbox is when it was sent.
fn moments(ended: &Ended) -> Vec<i64> {
    let at = |line: &&str| {
        let at = line.split(r#""as_of":""#).nth(1).unwrap().split('"').next().unwrap();
        Timestamp::parse(at).unwrap().ms()
    };
    let mut moments: Vec<i64> = ended.lines().iter().map(at).collect();
    moments.sort_unstable();
    moments
}

/// Never more than `most` in any `per_ms`.
fn holds(moments: &[i64], most: usize, per_ms: i64) {
    for more in moments.windows(most + 1) {
        let took = more.last().unwrap() - more.first().unwrap();
        assert!(took >= per_ms, "{} in {took} ms", more.len());
    }
}

#[test]
fn the_rate_is_kept_and_used() {
    for concurrency in ["1", "16"] {
        let args = ["run", "--transport", "sandbox", "--concurrency", concurrency];
        let rate = ["--rate", "kz_info=10/s", "--rate", "kz_info.exec_proc_info=100/m"];
        let ended = play(&[&args[..], &rate].concat(), &kz(350));
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        let moments = moments(&ended);
        assert_eq!(moments.len(), 350);
        holds(&moments, 10, 1_000);
        holds(&moments, 100, 60_000);
        let took = moments.last().unwrap() - moments.first().unwrap();
        assert_eq!(took, 184_000, "no slower than it has to be");
    }
}

#[test]
fn the_catalogues_limits_are_kept_unless_others_are_given() {
    let args = ["run", "--transport", "sandbox", "--concurrency", "8"];
    let took = |rate: &[&str], jobs: &str| {
        let ended = play(&[&args[..], rate].concat(), jobs);
        assert_eq!(
            ended.lines().iter().filter(|line| line.contains(r#""step":"done""#)).count(),
            ended.lines().len()
        );
        let moments = moments(&ended);
        moments.last().unwrap() - moments.first().unwrap()
    };
    // 3 in a minute, 100 in an hour: the 202nd begins after two hours. Polls do not count.
    let own = took(&[], &fssp(202));
    assert!((7_200_000..7_320_000).contains(&own), "{own} ms");
    assert!(took(&["--rate", "fssp=off"], &fssp(202)) < 60_000);
    let other = took(&["--rate", "fssp=1/m"], &fssp(11));
    assert!((600_000..660_000).contains(&other), "{other} ms");
    assert_eq!(took(&["--rate", "fssp=1/d"], &kz(50)), 0, "another provider");
}

#[test]
fn wrong_rates_are_refused() {
    for wrong in ["", "fssp", "fssp=1", "nobody=1/s", "fssp=1/w", "identifiers.check=1/s"] {
        let ended = play(&["run", "--transport", "sandbox", "--rate", wrong], "");
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{wrong}");
    }
}

#[cfg(feature = "http")]
#[test]
fn the_provider_sees_no_more_than_that() {
    let listener = Listener::start();
    let args = ["run", "--concurrency", "8", "--rate", "kz_info=8/s"];
    let ended = run(listener.command(&args), kz(30).as_bytes());
    assert_eq!(ended.lines().len(), 30, "{}", ended.err);
    let arrivals = listener.arrivals("kz_info.exec_proc_info");
    assert_eq!(arrivals.len(), 30);
    holds(&arrivals, 8, 1_000);
    assert!(arrivals.last().unwrap() - arrivals.first().unwrap() < 10_000);
}
