//! One file a command.

pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod curl;
pub(crate) mod list;
pub(crate) mod man;
#[cfg(feature = "mcp")]
pub(crate) mod mcp;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod sandbox;
pub(crate) mod schema;
pub(crate) mod step;

use clap::builder::PossibleValuesParser;
use spravka_core::registry::OPERATIONS;

/// A value that names an operation.
fn operation_name() -> PossibleValuesParser {
    PossibleValuesParser::new(OPERATIONS.iter().map(|entry| entry.about.name))
}
