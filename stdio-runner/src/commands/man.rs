//! `spravka man`: from the same tree as the help.

use std::process::ExitCode;

use clap::Args;
use clap_mangen::Man;

use crate::exit::Trouble;
use crate::{cli, output};

#[derive(Args)]
pub(crate) struct Flags {
    /// The page of one command, such as `run`
    command: Option<String>,
}

pub(crate) fn man(flags: &Flags) -> Result<ExitCode, Trouble> {
    let mut tree = cli::tree();
    tree.build();
    let command = match &flags.command {
        None => tree,
        Some(name) => tree
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Trouble::usage("man: there is no such command"))?,
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    output::write(&page)?;
    Ok(ExitCode::SUCCESS)
}
