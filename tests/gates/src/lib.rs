//! The calls whose cost is counted, the same natively and in WASM.
#![allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a harness fails by panicking")]

#[cfg(feature = "native")]
mod native;

use std::fmt;

use spravka_tests::{Case, case};

#[cfg(feature = "native")]
pub use self::native::play;

/// What is given to the core.
pub enum Given {
    /// A call, and the body of the answer beside it.
    Call { call: String, body: String },
    /// The request of a `send` step, and the one secret that it needs.
    Fill { request: String, name: &'static str, secret: &'static str },
}

/// What is in it is long.
impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Call { .. } => "Given::Call(…)",
            Self::Fill { .. } => "Given::Fill(…)",
        })
    }
}

/// The calls by their names. Each is one that a conversation ends with, but for the first two, which
/// build its request and fill it, and the long ones, whose records come several times.
#[must_use]
pub fn set() -> Vec<(&'static str, Given)> {
    let [fssp, kz] = ["fssp/search_physical/found", "kz_info/exec_proc_info/found"].map(case);
    let last = |name| inside(case(name).last_call());
    vec![
        ("fssp_request", inside(fssp.turns.first().expect("a turn").call.clone())),
        ("kz_fill", fill(&kz)),
        ("kz_line", inside(kz.last_call())),
        ("kz_answer", beside(&kz, 1)),
        ("kz_answer_of_30_kb", beside(&kz, 8)),
        ("fssp_answer", inside(fssp.last_call())),
        ("fssp_answer_of_50", inside(repeated(&fssp.last_call(), 50))),
        ("sber_answer", last("sber/client_info/full")),
        ("debtor_plan", last("debtor/plan/found")),
        ("debtor_report", last("debtor/report/found")),
    ]
}

/// A call with the answer in it, as in a pipe.
fn inside(call: String) -> Given {
    Given::Call { call, body: String::new() }
}

/// The last call with the answer beside it, as from JavaScript, its records so many times.
fn beside(case: &Case, times: usize) -> Given {
    let call = case.last_call();
    let (before, records, after) = cut(&call, r#","json":["#, r#"]}},"now":"#);
    let body = format!("[{}]", vec![records; times].join(","));
    Given::Call { call: format!(r#"{before}}}}},"now":{after}"#), body }
}

/// The call with the one record of its answer so many times.
fn repeated(call: &str, times: usize) -> String {
    let (open, close) = (r#","result":[{"name":"#, r#"}]}]}}}},"now":"#);
    let (before, record, after) = cut(call, open, close);
    let records = vec![record; times].join(r#"},{"name":"#);
    [before, open, &records, close, after].concat()
}

fn fill(case: &Case) -> Given {
    let step = case.turns.first().and_then(|turn| turn.step.as_deref());
    let (_, request, _) = cut(step.expect("a step"), r#""request":"#, r#","state":"#);
    Given::Fill { request: request.to_owned(), name: "kz_info.api_key", secret: "0123456789abcdef" }
}

/// The parts of a text before, between and after.
fn cut<'a>(text: &'a str, open: &str, close: &str) -> (&'a str, &'a str, &'a str) {
    let (before, rest) = text.split_once(open).expect("the conversation has it");
    let (between, after) = rest.split_once(close).expect("and where it ends");
    (before, between, after)
}
