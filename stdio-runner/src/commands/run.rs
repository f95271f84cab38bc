//! `spravka run`: jobs in, results out, in the same order.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::step::MAX_LINE;
use crate::cut::cut;
use crate::exit::{Trouble, Verdict, of_signal};
use crate::flags::PlayFlags;
use crate::job::Job;
use crate::journal::Journal;
use crate::money::{Money, Price};
use crate::scheduler::{
    AtOnce, Begin, Ended, Numbered, Outcome, Rate, Scheduler, Script, Settings, Turn,
};

#[derive(Args)]
pub(crate) struct Flags {
    /// Go on asking a provider that has refused the credentials, the subscription or the whole
    /// batch; otherwise the rest of its jobs fail with the same error and "not_sent":true
    #[arg(long)]
    keep_going: bool,

    /// Exit with 1 if any line failed
    #[arg(long)]
    exit_status: bool,

    /// The longest line that is read; a longer one gets a `fail` result
    #[arg(long, value_name = "BYTES", default_value = MAX_LINE)]
    max_line: usize,

    /// The longest line that is written, for readers that take no longer ones; a longer result
    /// becomes a `fail` (output_too_long)
    #[arg(long, value_name = "BYTES")]
    max_output: Option<usize>,

    /// How many requests may be under way at once, in all or to one provider; may be repeated. With 1
    /// the jobs are played one after the other; with more, jobs that wait let others go on. FSSP and УЦ
    /// Основание are asked one at a time unless they are named
    #[arg(long, value_name = "N|PROVIDER=N", default_value = "1", help_heading = "Many at once")]
    concurrency: Vec<AtOnce>,

    /// How often a provider or an operation is asked at the most (100/h; /s, /m, /h, /d; off), in any
    /// such time, in place of the provider's limits in the catalogue; may be repeated
    #[arg(long, value_name = "NAME=N/h", help_heading = "Many at once")]
    rate: Vec<Rate>,

    /// Spend no more than this (500RUB): each paid request is reserved by its estimate before it is
    /// sent, and settled by what its result says (`meta.charged`); one for each currency
    #[arg(long, value_name = "AMOUNT", help_heading = "Many at once")]
    budget: Vec<Money>,

    /// What each request of an operation costs, in place of its estimate; a paid one without either
    /// is not sent under a budget. May be repeated
    #[arg(long, value_name = "OPERATION=AMOUNT", help_heading = "Many at once")]
    price: Vec<Price>,

    /// Keep in this file what was done: after a crash or a kill the same command with the same input
    /// finishes the rest and writes out the whole. It holds the results, and no secret
    #[arg(long, value_name = "FILE", help_heading = "Going on")]
    journal: Option<PathBuf>,

    /// Write results as they come, each with the number of its line; otherwise in the order of the
    /// input
    #[arg(long, help_heading = "Many at once")]
    unordered: bool,

    /// Show no progress; none is shown either where standard error is no terminal
    #[arg(long)]
    quiet: bool,

    #[command(flatten)]
    play: PlayFlags,
}

pub(crate) fn run(flags: Flags) -> Result<ExitCode, Trouble> {
    let header = flags.play.header("run");
    let (host, way) = flags.play.host(true, flags.keep_going)?;
    let now = host.clock.now();
    let journal = flags.journal.map(|path| Journal::open(&path, &header, now)).transpose()?;
    let cap = flags.max_line;
    let jobs = Jobs { cap, most: flags.max_output, is_numbered: flags.unordered, failed: false };
    let settings = Settings {
        at_once: flags.concurrency,
        rates: Some(flags.rate),
        budgets: flags.budget,
        prices: flags.price,
        in_order: !flags.unordered,
        quiet: flags.quiet,
    };
    let scheduler = Scheduler::of_stream(jobs, host, way, &settings, cap);
    let finished = scheduler.with_journal(journal).play();
    if let Some(trouble) = finished.host.trouble {
        return Err(trouble);
    }
    if let Some(signal) = finished.signal {
        return Ok(of_signal(signal));
    }
    let failed = finished.script.failed && flags.exit_status;
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// One line, one job, one result.
struct Jobs {
    cap: usize,
    /// The longest record.
    most: Option<usize>,
    is_numbered: bool,
    failed: bool,
}

impl Script for Jobs {
    /// The number of the line.
    type Task = u64;

    fn begin(&mut self, line: Numbered) -> (u64, Turn) {
        let job = match line.text {
            None => {
                let cap = u64::try_from(self.cap).unwrap_or(u64::MAX);
                Err((Job::default(), spravka_core::line_too_long(cap)))
            }
            Some(text) => Job::read(&text),
        };
        let turn = match job {
            Ok(job) => Turn::Start(vec![Begin::only(job)]),
            Err((job, step)) => Turn::Done(self.result(line.number, &job, &step)),
        };
        (line.number, turn)
    }

    fn ended(&mut self, number: &mut u64, Ended { job, step, .. }: Ended) -> Turn {
        Turn::Done(self.result(*number, &job, &step))
    }

    fn shown(&mut self, record: &[u8]) -> Outcome {
        let Ok(verdict) = serde_json::from_slice::<Verdict<'_>>(record) else {
            return Outcome::Failed;
        };
        self.failed |= verdict.step == "fail";
        match (verdict.step, verdict.error) {
            ("done", _) => Outcome::Done,
            (_, Some(fault)) if matches!(fault.class, "invalid_input" | "internal") => {
                Outcome::Failed
            }
            _ => Outcome::NotChecked,
        }
    }
}

impl Jobs {
    fn result(&self, number: u64, job: &Job, step: &[u8]) -> Vec<u8> {
        cut(job.result(step, self.is_numbered.then_some(number)), self.most)
    }
}
