//! Whatever goes wrong, in any order: flows end, and repeat nothing that they may not.

use proptest::prelude::*;

use super::{Flow, JOBS, OPERATIONS};

#[derive(Clone, Debug)]
enum Trouble {
    Failure(&'static str, Option<&'static str>),
    Status(u16, Option<u32>, &'static str),
}

fn trouble() -> impl Strategy<Value = Trouble> {
    let kinds = prop::sample::select(vec![
        "dns",
        "connect",
        "tls",
        "client_certificate",
        "timeout",
        "reset",
        "too_large",
        "interrupted",
        "no_secret",
    ]);
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
    ) {
        let (operation, input) = OPERATIONS[which];
        let options = format!(
            r#"{{"allow_token_refresh":true,"max_attempts":{max_attempts},"deadline":"2026-11-20T00:00:00Z"}}"#
        );
        let mut flow = Flow::start(operation, input, &options);
        let (mut key, mut sends, mut in_doubt) = (String::new(), 0, false);
        let (mut last, mut paid) = (&troubles[0], false);
        let mut troubles = troubles.iter().cycle().take(400);
        loop {
            let step = flow.read();
            match step.step {
                "send" => {
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
                    let (event, body) = trouble.event();
                    flow.resume(1, &event, body);
                }
                "wait" => {
                    prop_assert!(step.wait_ms >= last.asked_wait_ms(), "waits too short");
                    let wait_ms = step.wait_ms;
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

    /// Whatever a task is said to be, for ever: polling ends, and the task is handed back.
    #[test]
    fn polling_ends(which in JOBS, status in 1_u8..10, early in any::<bool>()) {
        let (operation, input) = OPERATIONS[which];
        let mut flow = Flow::start(operation, input, "{}");
        let answer = r#"{"response":{"status":200,"headers":{}}}"#;
        flow.resume(1, answer, Some(br#"{"status":"success","response":{"task":"t"}}"#));
        let pending = if early && operation == "fssp.search_group" {
            r#"{"status":"success","response":{"status":1,"result":[{"status":0,"result":[]},{"status":1,"result":[]}]}}"#.to_owned()
        } else if early {
            r#"{"status":"success","response":{"status":0,"result":[{"status":1,"result":[]}]}}"#.to_owned()
        } else if status == 3 {
            r#"{"status":"success","response":{"status":1}}"#.to_owned()
        } else {
            format!(r#"{{"status":"success","response":{{"status":{status}}}}}"#)
        };
        let mut sends = 0;
        loop {
            let step = flow.read();
            match step.step {
                "send" => {
                    sends += 1;
                    flow.resume(1, answer, Some(pending.as_bytes()));
                }
                "wait" => {
                    let wait_ms = step.wait_ms;
                    flow.resume(wait_ms, "\"elapsed\"", None);
                }
                _ => {
                    let error = step.error.expect("an error");
                    prop_assert_eq!((error.code, error.executed), ("poll_limit", "yes"));
                    prop_assert_eq!(error.class, "unavailable");
                    break;
                }
            }
            prop_assert!(sends <= 60);
        }
    }
}
