//! How the command ends.

use std::io::{self, Write};
use std::process::ExitCode;

use spravka_host::verdict::Verdict;

pub(crate) const BAD_INPUT: u8 = 65;
pub(crate) const UNAVAILABLE: u8 = 69;
pub(crate) const RETRY_LATER: u8 = 75;
pub(crate) const NO_ACCESS: u8 = 77;
pub(crate) const MISSING_SECRET: u8 = 78;
const OTHER: u8 = 1;
const USAGE: u8 = 2;

/// `spravka help exit-codes`.
pub(crate) const TABLE: &str = "\
Exit codes

step, mcp, list, schema, curl, sandbox, completions, man
  0    done; `step` also after lines that were broken
run, check
  0    every line has its result, whatever it says
  1    with --exit-status: a line failed, or a source was not checked
  130  SIGINT, and
  143  SIGTERM: nothing new was begun, and what was under way was waited for up to 8
       seconds; what stood in a wait is in the --journal, or without one `run` hands it
       out as its `wait` step. A second signal ends it at once
call
  0    done, an empty result too
  65   bad input, a file that is missing or too large; a choice that has to be made
  69   the source was not reached or gave no usable answer: not checked
  75   retry later: too many requests, or a `wait` step with its state; a wait for
       `input_needed` goes on once the input has what `needs` names
  77   no access: credentials, subscription or balance
  78   a secret is missing, or a new token could not be stored (`secrets_not_stored`)
report
  0    written
  65   a line is no report; the others are written nevertheless
every command
  1    anything else
  2    wrong usage
  130  SIGINT
  143  SIGTERM

A closed output (`| head`) ends quietly with 0.
";

/// Why the command stops early.
#[derive(Debug)]
pub(crate) struct Trouble {
    exit: u8,
    message: String,
}

impl Trouble {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { exit: USAGE, message: message.into() }
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self { exit: BAD_INPUT, message: message.into() }
    }

    pub(crate) fn other(message: impl Into<String>) -> Self {
        Self { exit: OTHER, message: message.into() }
    }

    /// The same, without a word on standard error.
    pub(crate) fn silently(self) -> Self {
        Self { message: String::new(), ..self }
    }

    pub(crate) fn report(self) -> ExitCode {
        if !self.message.is_empty() {
            complain(&self.message);
        }
        ExitCode::from(self.exit)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // Whoever read the output has seen enough.
            io::ErrorKind::BrokenPipe => Self { exit: 0, message: String::new() },
            kind => Self::other(kind.to_string()),
        }
    }
}

/// One line on standard error, lost where that is closed.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr().lock(), "spravka: {message}");
}

/// Why a file is not to be had.
pub(crate) fn why(kind: io::ErrorKind) -> String {
    match kind {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::AlreadyExists => "something else has this name".to_owned(),
        kind => kind.to_string(),
    }
}

/// After a signal, as shells have it.
pub(crate) fn of_signal(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(OTHER))
}

/// The exit code of `call`.
pub(crate) fn of_step(step: &[u8]) -> u8 {
    let Ok(verdict) = serde_json::from_slice::<Verdict<'_>>(step) else { return OTHER };
    match (verdict.step, verdict.error) {
        ("done", _) => 0,
        ("wait", _) => RETRY_LATER,
        (_, Some(fault)) => match (fault.code, fault.class) {
            ("missing_secret" | "secrets_not_stored", _) => MISSING_SECRET,
            ("file_too_large" | "line_too_long" | "outcome_unknown", _) => BAD_INPUT,
            (_, "invalid_input" | "out_of_order") => BAD_INPUT,
            (_, "rate_limited") => RETRY_LATER,
            (_, "unavailable" | "transport" | "blocked" | "bad_body" | "too_large") => UNAVAILABLE,
            (_, "unauthorized" | "forbidden" | "subscription" | "balance") => NO_ACCESS,
            _ => OTHER,
        },
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_codes_are_not_as_their_class() {
        for (code, class, exit) in [
            ("outcome_unknown", "transport", BAD_INPUT),
            ("timed_out", "transport", UNAVAILABLE),
            ("file_too_large", "too_large", BAD_INPUT),
            ("body_too_large", "too_large", UNAVAILABLE),
            ("secrets_not_stored", "invalid_input", MISSING_SECRET),
        ] {
            let step = format!(
                r#"{{"step":"fail","error":{{"code":"{code}","class":"{class}","next":{{"action":"x"}}}}}}"#
            );
            assert_eq!(of_step(step.as_bytes()), exit, "{code}");
        }
    }
}
