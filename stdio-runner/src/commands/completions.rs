//! `spravka completions`: from the same tree as the help.

use std::process::ExitCode;

use clap::Args;
use clap_complete::{Shell, generate};

use crate::exit::Trouble;
use crate::{cli, output};

#[derive(Args)]
pub(crate) struct Flags {
    shell: Shell,
}

pub(crate) fn completions(flags: &Flags) -> Result<ExitCode, Trouble> {
    let mut script = Vec::new();
    generate(flags.shell, &mut cli::tree(), "spravka", &mut script);
    output::write(&script)?;
    Ok(ExitCode::SUCCESS)
}
