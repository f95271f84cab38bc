//! `spravka run`: jobs in, results out, in the same order.

use std::process::ExitCode;

use clap::Args;
use spravka_host::verdict::Verdict;

use super::step::MAX_LINE;
use crate::exit::{Trouble, of_signal};
use crate::flags::{ManyFlags, PlayFlags};
use crate::inside::Job;
use crate::lines::Lines;
use crate::scheduler::{
    Begin, Ended, Numbered, Opener, Outcome, Scheduler, Script, Settings, Source, Turn,
};

/// A line may count on what the line before it has done.
const ONE_AFTER_THE_OTHER: usize = 1;

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

    #[command(flatten)]
    many: ManyFlags,

    #[command(flatten)]
    play: PlayFlags,
}

pub(crate) fn run(flags: Flags) -> Result<ExitCode, Trouble> {
    let header = flags.play.header("run", &[]);
    let (host, way) = flags.play.host(true, flags.keep_going)?;
    let journal = flags.many.journal(&header, &host)?;
    let cap = flags.max_line;
    let jobs = Jobs { cap, is_numbered: flags.many.unordered, failed: false };
    let open: Opener =
        Box::new(move |stdin| Ok(Box::new(Lines::new(stdin, cap)) as Box<dyn Source>));
    let most = flags.max_output;
    let settings = Settings { max_output: most, ..flags.many.settings(ONE_AFTER_THE_OTHER) };
    let scheduler = Scheduler::of_stream(jobs, host, way, settings, open);
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
    is_numbered: bool,
    failed: bool,
}

impl Script for Jobs {
    /// The number of the line.
    type Task = u64;

    fn begin(&mut self, line: Numbered) -> (u64, Turn) {
        let job = match line.text {
            Ok(text) => Job::read(&text),
            Err(_) => {
                let cap = u64::try_from(self.cap).unwrap_or(u64::MAX);
                Err((Job::default(), spravka_core::line_too_long(cap)))
            }
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
        job.result(step, self.is_numbered.then_some(("line", number)))
    }
}
