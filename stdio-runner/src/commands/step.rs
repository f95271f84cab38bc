//! `spravka step`: a call in, a step out, and nothing else. The host sends the requests.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Args;
use spravka_core::{Beside, dispatch_into, internal_failure, internal_failure_of, line_too_long};

use crate::cut::cut;
use crate::exit::Trouble;
use crate::lines::{Line, Lines};

const FLUSH: usize = 256 * 1024;
/// A buffer that grew beyond this is given back.
const KEPT: usize = 4 * 1024 * 1024;

pub(crate) const MAX_LINE: &str = "50331648";

#[derive(Args)]
pub(crate) struct Flags {
    /// The longest line that is read; a longer one gets a `fail` step
    #[arg(long, value_name = "BYTES", default_value = MAX_LINE)]
    max_line: usize,

    /// The longest line that is written, for readers that take no longer ones; a longer step becomes
    /// a `fail` (output_too_long)
    #[arg(long, value_name = "BYTES")]
    max_output: Option<usize>,
}

pub(crate) fn step(flags: &Flags) -> Result<ExitCode, Trouble> {
    // Standard error stays silent: hosts read it together with standard output.
    std::panic::set_hook(Box::new(|_| {}));
    let (input, output) = (io::stdin().lock(), io::stdout().lock());
    steps(input, output, flags).map_err(|error| Trouble::from(error).silently())?;
    Ok(ExitCode::SUCCESS)
}

fn steps(input: impl Read, mut output: impl Write, flags: &Flags) -> io::Result<()> {
    let cap = flags.max_line;
    let mut lines = Lines::new(input, cap);
    let mut out = Vec::with_capacity(FLUSH);
    while let Some(line) = lines.next()? {
        let begin = out.len();
        match line {
            Line::Whole(call) => {
                let answered =
                    AssertUnwindSafe(|| dispatch_into(call, Beside::default(), &mut out));
                if catch_unwind(answered).is_err() {
                    out.truncate(begin);
                    let failure = catch_unwind(|| internal_failure_of(call));
                    out.extend(failure.unwrap_or_else(|_| internal_failure()));
                }
            }
            Line::TooLong => out.extend(line_too_long(u64::try_from(cap).unwrap_or(u64::MAX))),
        }
        if flags.max_output.is_some_and(|most| out.len() - begin > most) {
            let step = out.split_off(begin);
            out.extend(cut(step, flags.max_output));
        }
        out.push(b'\n');
        if out.len() >= FLUSH || !lines.has_line() {
            output.write_all(&out)?;
            output.flush()?;
            out.clear();
            if out.capacity() > KEPT {
                out = Vec::with_capacity(FLUSH);
            }
        }
    }
    Ok(())
}
