//! The `spravka` command: a host for `spravka-core` over standard input and output.

mod cli;
mod clock;
mod commands;
mod cut;
mod durable;
mod exit;
mod files;
mod flags;
mod host;
mod inside;
mod journal;
mod lines;
mod output;
mod people;
mod plan;
mod pretty;
mod record;
mod report;
mod scheduler;
mod secrets;
mod state_file;
mod steps;
mod transport;
mod validate;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(code) => code,
        Err(trouble) => trouble.report(),
    }
}
