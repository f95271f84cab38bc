//! Stages, one after the other, with their times and a summary.

#![allow(clippy::disallowed_types, reason = "a stage is timed by the clock")]

use std::time::{Duration, Instant};

use anyhow::Result;

/// A part of a command.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    /// Runs under `--all` only.
    pub(crate) all: bool,
    pub(crate) run: fn(Scope) -> Result<Outcome>,
}

/// What the command was asked to cover.
#[derive(Clone, Copy)]
pub(crate) struct Scope {
    pub(crate) all: bool,
}

/// What became of a stage that did not fail.
pub(crate) enum Outcome {
    Passed,
    /// It could not be done here, and says why. Never counted as passed.
    NotChecked(String),
}

/// Plays every stage, whatever becomes of those before it. The last line is the count.
pub(crate) fn play(stages: &[Stage], scope: Scope) -> bool {
    let mut rows = Vec::new();
    let (mut passed, mut failed) = (0, 0);
    for stage in stages.iter().filter(|stage| scope.all || !stage.all) {
        println!("\n== {}", stage.name);
        let start = Instant::now();
        let result = match (stage.run)(scope) {
            Ok(Outcome::Passed) => {
                passed += 1;
                "passed".to_owned()
            }
            Ok(Outcome::NotChecked(why)) => format!("NOT CHECKED: {why}"),
            Err(error) => {
                failed += 1;
                println!("{error:#}");
                "FAILED".to_owned()
            }
        };
        let time = seconds(start.elapsed());
        println!("== {}: {result} ({time})", stage.name);
        rows.push((stage.name, time, result));
    }

    let width = rows.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or_default();
    println!("\n{:width$}  {:>8}  result", "stage", "time");
    for (name, time, result) in rows {
        println!("{name:width$}  {time:>8}  {result}");
    }
    println!("{passed} passed, {failed} failed");
    failed == 0
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Stage = Stage { name: "good", all: false, run: |_| Ok(Outcome::Passed) };
    const BAD: Stage = Stage { name: "bad", all: false, run: |_| Err(anyhow::anyhow!("no")) };
    const MORE: Stage = Stage { name: "more", all: true, run: BAD.run };
    const BLIND: Stage =
        Stage { name: "blind", all: false, run: |_| Ok(Outcome::NotChecked("no tool".into())) };

    #[test]
    fn a_failure_fails_the_whole() {
        assert!(play(&[GOOD, BLIND], Scope { all: false }));
        assert!(!play(&[BAD, GOOD], Scope { all: false }));
    }

    #[test]
    fn stages_that_need_more_wait_for_all() {
        assert!(play(&[GOOD, MORE], Scope { all: false }));
        assert!(!play(&[GOOD, MORE], Scope { all: true }));
    }
}
