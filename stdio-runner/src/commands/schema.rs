//! `spravka schema`: an operation's schemas.

use std::process::ExitCode;

use clap::Args;
use spravka_core::schema::{input_schema, output_schema};

use super::operation_name;
use crate::exit::Trouble;
use crate::output;

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(value_parser = operation_name())]
    operation: String,

    /// The schema of the output in place of the input's
    #[arg(long)]
    output: bool,
}

pub(crate) fn schema(flags: &Flags) -> Result<ExitCode, Trouble> {
    let schema = if flags.output { output_schema } else { input_schema };
    let schema = schema(&flags.operation).ok_or_else(|| Trouble::usage("no such schema"))?;
    output::document(schema.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
