//! How far a batch is, on standard error where that is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use spravka_host::money::Money;

const TICK: Duration = Duration::from_millis(500);

/// What came of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    /// The line itself is at fault.
    Failed,
    /// The source was not asked, or gave no answer.
    NotChecked,
}

pub(crate) struct Progress {
    /// Hidden where nobody looks.
    bar: ProgressBar,
    done: u64,
    failed: u64,
    not_checked: u64,
}

impl Progress {
    /// `bytes`: of the whole input, where that is known.
    pub(crate) fn new(quiet: bool, bytes: Option<u64>) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(4)
        };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let template = match bytes {
            Some(_) => "{percent:>3} % {wide_bar} {msg}, {eta} left",
            None => "{spinner} {elapsed} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Self { bar, done: 0, failed: 0, not_checked: 0 }
    }

    /// A line of so many bytes has its record.
    pub(crate) fn add(
        &mut self,
        outcome: Outcome,
        bytes: usize,
        spent: impl Iterator<Item = Money>,
    ) {
        match outcome {
            Outcome::Done => self.done += 1,
            Outcome::Failed => self.failed += 1,
            Outcome::NotChecked => self.not_checked += 1,
        }
        if self.bar.is_hidden() {
            return;
        }
        // With the end of the line.
        self.bar.inc(u64::try_from(bytes).unwrap_or(0) + 1);
        let Self { done, failed, not_checked, .. } = self;
        let mut message = format!("{done} done, {not_checked} not checked, {failed} failed");
        for spent in spent {
            message += &format!(", {spent} spent");
        }
        self.bar.set_message(message);
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
