//! `spravka run`: jobs in, results out, in the same order.

use std::io;
use std::process::ExitCode;

use clap::Args;

use super::step::MAX_LINE;
use crate::exit::Trouble;
use crate::flags::PlayFlags;
use crate::job::Job;
use crate::lines::{Line, Lines};
use crate::output;

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

    #[command(flatten)]
    play: PlayFlags,
}

pub(crate) fn run(flags: Flags) -> Result<ExitCode, Trouble> {
    let cap = flags.max_line;
    let mut player = flags.play.player(true, flags.keep_going)?;
    let mut lines = Lines::new(io::stdin().lock(), cap);
    let mut failed = false;
    while let Some(line) = lines.next()? {
        let (job, step) = match line {
            Line::TooLong => {
                let cap = u64::try_from(cap).unwrap_or(u64::MAX);
                (Job::default(), spravka_core::line_too_long(cap))
            }
            Line::Whole(line) => match Job::read(line) {
                Ok(job) => {
                    let step = player.play(&job);
                    (job, step)
                }
                Err(refused) => refused,
            },
        };
        failed |= step.starts_with(br#"{"step":"fail""#);
        output::write(&job.result(&step))?;
        if let Some(trouble) = player.trouble {
            return Err(trouble);
        }
    }
    Ok(if failed && flags.exit_status { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
