//! `spravka step`: a call in, a step out, and nothing else. The host sends the requests.

use std::io;
use std::process::ExitCode;

use clap::Args;

use crate::exit::Trouble;
use crate::steps::steps;

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
    let played = steps(input, output, flags.max_line, flags.max_output);
    played.map_err(|error| Trouble::from(error).silently())?;
    Ok(ExitCode::SUCCESS)
}
