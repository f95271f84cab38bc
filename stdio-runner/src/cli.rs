//! The tree of commands: help, completions and the man page come from it.

use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

#[cfg(feature = "mcp")]
use crate::commands::mcp;
use crate::commands::{
    call, check, completions, curl, list, man, report, run, sandbox, schema, step,
};
use crate::exit::{self, Trouble, complain};
use crate::output;

const BEFORE: &str = "\
spravka call kz_info.exec_proc_info --iin 000101300019 --transport sandbox
spravka list
spravka run --transport sandbox < examples/intake.ndjson
SPRAVKA_KZ_INFO_API_KEY=… spravka call kz_info.exec_proc_info --iin 000101300019 --transport http
echo '{\"call\":\"operations\"}' | spravka step";

/// Debtor registries and business APIs of Russia and Kazakhstan, over standard input and output.
#[derive(Parser)]
#[command(name = "spravka", version, before_help = BEFORE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Calls in, steps out, one JSON line each; you send the requests
    Step(step::Flags),
    /// Jobs in, results out, one JSON line each; spravka sends the requests
    Run(run::Flags),
    /// People in, a report about the debts of each out
    Check(check::Flags),
    /// Plays one job, and tells by the exit code how it ended
    Call(call::Flags),
    /// Stored reports of debtor.report as HTML or Markdown, in Russian
    Report(report::Flags),
    /// The operations as tools of a Model Context Protocol server, over standard input and output
    #[cfg(feature = "mcp")]
    Mcp(mcp::Flags),
    /// Every operation with its effect and price
    List(list::Flags),
    /// The JSON Schema of an operation's input or output
    Schema(schema::Flags),
    /// A `send` step on standard input as a curl command, secrets as $VARIABLES
    Curl(curl::Flags),
    /// The simulated providers, over HTTP on this machine
    Sandbox(sandbox::Flags),
    /// Completions for a shell
    Completions(completions::Flags),
    /// The man page
    Man(man::Flags),
    /// What the exit codes mean
    #[command(hide = true, before_help = exit::TABLE, help_template = "{before-help}")]
    ExitCodes,
}

pub(crate) fn tree() -> clap::Command {
    Cli::command().mut_subcommand("call", |command| {
        command
            .subcommand_required(true)
            .subcommand_value_name("OPERATION")
            .subcommand_help_heading("Operations")
            .disable_help_subcommand(true)
            .defer(call::operations)
    })
}

pub(crate) fn run() -> Result<ExitCode, Trouble> {
    let matches = match tree().try_get_matches() {
        Ok(matches) => matches,
        // Help and version: an output like any other.
        Err(told) if !told.use_stderr() => {
            told.print()?;
            io::stdout().flush()?;
            return Ok(ExitCode::SUCCESS);
        }
        Err(error) => error.exit(),
    };
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    panic::set_hook(Box::new(report_panic));
    match cli.command {
        Command::Step(flags) => step::step(&flags),
        Command::Run(flags) => run::run(flags),
        Command::Check(flags) => check::check(flags),
        Command::Call(flags) => match matches.subcommand_matches("call") {
            Some(matches) => call::call(flags, matches),
            None => Err(Trouble::usage("call: no operation")),
        },
        Command::Report(flags) => report::report(&flags),
        #[cfg(feature = "mcp")]
        Command::Mcp(flags) => mcp::mcp(flags),
        Command::List(flags) => list::list(&flags),
        Command::Schema(flags) => schema::schema(&flags),
        Command::Curl(flags) => curl::curl(flags),
        Command::Sandbox(flags) => sandbox::sandbox(&flags),
        Command::Completions(flags) => completions::completions(&flags),
        Command::Man(flags) => man::man(&flags),
        Command::ExitCodes => {
            output::write(exit::TABLE.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn report_panic(panic: &PanicHookInfo<'_>) {
    if let Some(words) = words_of(panic) {
        complain(&words);
    }
}

/// The place only: a panic's words may quote what it was working on.
fn words_of(panic: &PanicHookInfo<'_>) -> Option<String> {
    panic.location().map(|at| format!("internal error at {}:{}", at.file(), at.line()))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_panic_says_where_and_not_what() {
        let (said, hear) = channel();
        let own = std::thread::current().id();
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if std::thread::current().id() == own {
                let _ = said.send(words_of(panic));
            } else {
                before(panic);
            }
        }));
        let canary = "Щъёюзхжяшцчьын";
        let ended = panic::catch_unwind(|| panic!("{canary}"));
        drop(panic::take_hook());
        assert_eq!(ended.unwrap_err().downcast_ref::<String>().map(String::as_str), Some(canary));
        let words = hear.recv().unwrap().unwrap();
        assert!(words.starts_with("internal error at stdio-runner/src/cli.rs:"), "{words}");
        assert!(!words.contains(canary), "{words}");
    }

    #[test]
    fn the_tree_is_sound() {
        let mut tree = tree();
        tree.build();
        tree.debug_assert();
    }
}
