//! Whatever goes wrong, in any order: flows end, and repeat nothing that they may not.

use proptest::prelude::*;
use spravka_tests::{FAILURES, state_of};

use super::{Flow, JOBS, OPERATIONS, moment};

#[derive(Clone, Debug)]
enum Trouble {
    Failure(&'static str, Option<&'static str>),
    Status(u16, Option<u32>, &'static str),
}

fn trouble() -> impl Strategy<Value = Trouble> {
    let kinds = prop::sample::select(&FAILURES);
    let sent = prop::sample::select(vec![None, Some("no"), Some("maybe")]);
    let statuses = prop::sample::select(vec![
        200, 204, 302, 400, 401, 403, 404, 408, 413, 418, 424, 429, 500, 502, 503, 504, 520, 599,
    ]);
    let after = prop::option::of(0_u32..10_000);
    let bodies = prop::sample::select(vec![
        "",
        "[]",
        "{}",
        "<html></html>",
        "<html>captcha",
        r#"{"error":"404"}"#,
        r#"{"error":"456"}"#,
        r#"{"cause":"UNAUTHORIZED"}"#,
        r#"{"access_token":"t","refresh_token":"r","expires_in":3600}"#,
        r#"{"detail":"KZ Citizen Info service is not available now"}"#,
        r#"{"status":"error","code":500}"#,
        r#"{"status":"success","response":{"task":"t","status":1,"result":[]}}"#,
        r#"{"status":"success","response":{"task":"t","status":0,"result":[{"status":1,"result":[]}]}}"#,
    ]);
    prop_oneof![
        (kinds, sent).prop_map(|(kind, sent)| Trouble::Failure(kind, sent)),
        (statuses, after, bodies)
            .prop_map(|(status, after, body)| Trouble::Status(status, after, body)),
    ]
}

impl Trouble {
    fn event(&self) -> (String, Option<&'static [u8]>) {
        match self {
            Self::Failure(kind, None) => (format!(r#"{{"failure":{{"kind":"{kind}"}}}}"#), None),
            Self::Failure(kind, Some(sent)) => {
                (format!(r#"{{"failure":{{"kind":"{kind}","sent":"{sent}"}}}}"#), None)
            }
            Self::Status(status, after, body) => {
                let headers = after.map_or_else(String::new, |s| format!(r#""retry-after":"{s}""#));
                let event =
                    format!(r#"{{"response":{{"status":{status},"headers":{{{headers}}}}}}}"#);
                (event, Some(body.as_bytes()))
            }
        }
    }

    fn asked_wait_ms(&self) -> u64 {
        match self {
            Self::Status(429, Some(seconds), _) => u64::from(*seconds) * 1000,
            _ => 0,
        }
    }
}

proptest! {
    #[test]
    fn flows_end_and_repeat_nothing_they_may_not(
        which in 0..OPERATIONS.len(),
        troubles in prop::collection::vec(trouble(), 120),
        max_attempts in 1_u32..6,
        deadline_ms in prop_oneof![1..60_000_u64, 60_000..1_600_000_000_u64],
    ) {
        let (operation, input) = OPERATIONS[which];
        let options = format!(
            r#"{{"allow_token_refresh":true,"max_attempts":{max_attempts},"deadline":"{}"}}"#,
            moment(deadline_ms)
        );
        let mut flow = Flow::start(operation, input, &options);
        let (mut key, mut sends, mut in_doubt) = (String::new(), 0, false);
        let (mut last, mut paid) = (&troubles[0], false);
        let mut troubles = troubles.iter().cycle().take(400);
        loop {
            let step = flow.read();
            match step.step {
                "send" => {
                    prop_assert!(flow.now_ms <= deadline_ms, "sent after the deadline");
                    let request = step.request.expect("a request");
                    if request.request_key == key {
                        sends += 1;
                    } else {
                        key = request.request_key.to_owned();
                        sends = 1;
                    }
                    prop_assert!(sends <= max_attempts, "sent {sends} times");
                    prop_assert!(!in_doubt, "what may be executed, again");
                    prop_assert!(!request.url.contains("token="), "no secret in {}", request.url);
                    let Some(trouble) = troubles.next() else {
                        // A job that keeps being told to wait is bounded by its polls.
                        prop_assert!(false, "no end");
                        break;
                    };
                    last = trouble;
                    let lost = match trouble {
                        Trouble::Failure("timeout" | "reset" | "interrupted", sent) => *sent != Some("no"),
                        Trouble::Status(status @ (200 | 204 | 302 | 408 | 500 | 502 | 503 | 504 | 520 | 599), _, body) => {
                            // The provider's own words for: not executed.
                            let busy = operation.starts_with("api_cloud.") && body.contains("456");
                            let down = which == 0 && *status == 503 && body.contains("not available");
                            let refused = which >= 7 && *status != 200 && body.contains("UNAUTHORIZED");
                            !busy && !down && !refused
                        }
                        _ => false,
                    };
                    paid = request.effect == "paid_read";
                    // A token may be renewed again, and what is archived stays so.
                    let write = request.effect == "write"
                        && operation.starts_with("osnovanie.")
                        && operation != "osnovanie.archive";
                    let once = matches!(request.effect, "paid_read" | "create" | "irreversible");
                    in_doubt = lost && (once || write);
                    // What is written as a state is read as the same.
                    let state = step.state.expect("a state").get();
                    let refused = flow.refused();
                    prop_assert_eq!(state_of(&refused), Some(state), "{}", refused);
                    let (event, body) = trouble.event();
                    flow.resume(1, &event, body);
                }
                "wait" => {
                    prop_assert!(step.wait_ms >= last.asked_wait_ms(), "waits too short");
                    let wait_ms = step.wait_ms;
                    prop_assert!(flow.now_ms + wait_ms <= deadline_ms, "waits past the deadline");
                    flow.resume(wait_ms, "\"elapsed\"", None);
                }
                "store" => flow.resume(1, "\"stored\"", None),
                "fail" => {
                    let error = step.error.expect("an error");
                    if in_doubt {
                        prop_assert_ne!(error.executed, "no", "{}", error.code);
                        prop_assert!(!paid || error.charged != "no", "{}", error.code);
                    }
                    prop_assert_eq!(step.state.is_some(), error.executed != "no");
                    if in_doubt {
                        flow.resume(1, "\"elapsed\"", None);
                        prop_assert_ne!(flow.read().step, "send", "resumed without leave");
                    }
                    break;
                }
                _ => break,
            }
        }
    }

    /// Whatever a task is said to be, in any order, with troubles between: it ends.
    #[test]
    fn any_polling_ends(which in JOBS, answers in prop::collection::vec((polled(), trouble(), 0_u8..8), 1..40)) {
        let mut flow = submitted(which);
        let mut sends = 0;
        for (body, trouble, odd) in answers.iter().cycle() {
            let step = flow.read();
            match step.step {
                "send" => {
                    sends += 1;
                    let (event, own) = trouble.event();
                    let (event, body) =
                        if *odd == 0 { (&*event, own) } else { (ANSWER, Some(body.as_bytes())) };
                    flow.resume(1, event, body);
                }
                "wait" => {
                    let wait_ms = step.wait_ms;
                    flow.resume(wait_ms, "\"elapsed\"", None);
                }
                _ => break,
            }
            prop_assert!(sends <= 200, "no end");
        }
    }
}

const ANSWER: &str = r#"{"response":{"status":200,"headers":{}}}"#;

fn submitted(which: usize) -> Flow {
    let (operation, input) = OPERATIONS[which];
    let mut flow = Flow::start(operation, input, "{}");
    flow.resume(1, ANSWER, Some(br#"{"status":"success","response":{"task":"t"}}"#));
    flow
}

/// What a poll may be answered with, none of it an end.
fn pending(status: u8, early: bool, of_group: bool) -> String {
    if early && of_group {
        r#"{"status":"success","response":{"status":1,"result":[{"status":0,"result":[]},{"status":1,"result":[]}]}}"#.to_owned()
    } else if early {
        r#"{"status":"success","response":{"status":0,"result":[{"status":1,"result":[]}]}}"#
            .to_owned()
    } else if status == 3 {
        r#"{"status":"success","response":{"status":1}}"#.to_owned()
    } else {
        format!(r#"{{"status":"success","response":{{"status":{status}}}}}"#)
    }
}

fn polled() -> impl Strategy<Value = String> {
    (0_u8..10, any::<bool>(), any::<bool>())
        .prop_map(|(status, early, of_group)| pending(status, early, of_group))
}

/// The same word on a task for ever: polling ends, and the task is handed back.
#[test]
fn endless_polling_ends() {
    let every = JOBS.flat_map(|which| (1..10).map(move |status| (which, status, false)));
    for (which, status, early) in every.chain(JOBS.map(|which| (which, 1, true))) {
        let pending = pending(status, early, OPERATIONS[which].0 == "fssp.search_group");
        let mut flow = submitted(which);
        let mut sends = 0;
        loop {
            let step = flow.read();
            match step.step {
                "send" => {
                    sends += 1;
                    flow.resume(1, ANSWER, Some(pending.as_bytes()));
                }
                "wait" => {
                    let wait_ms = step.wait_ms;
                    flow.resume(wait_ms, "\"elapsed\"", None);
                }
                _ => {
                    let error = step.error.expect("an error");
                    assert_eq!((error.code, error.executed), ("poll_limit", "yes"), "{pending}");
                    assert_eq!(error.class, "unavailable");
                    break;
                }
            }
            assert!(sends <= 60);
        }
    }
}
