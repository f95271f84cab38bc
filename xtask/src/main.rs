//! `cargo xtask`: build, test, generate and check, one command each.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it is a command, and this is how it reports"
)]

mod bench;
mod browser;
mod dist;
mod fuzz;
mod gates;
mod generate;
mod links;
mod lint;
mod load;
mod miri;
mod n8n;
mod package;
mod parity;
mod paths;
mod policy;
mod quality;
mod rules;
mod shell;
mod stage;
mod test;
mod wasm;
mod wire;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, test, generate and check: one command each")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Pass the tests; installs what it needs and says so
    Test {
        /// Also the stages that need more than Rust and Node, and the corpus without which some
        /// tests are left out
        #[arg(long)]
        all: bool,
        /// Only stages whose names have this in them, such as `package`; some build on those before
        #[arg(value_name = "STAGE")]
        only: Option<String>,
    },
    /// Put the released command under load: millions of lines, kills, a server that misbehaves
    Load {
        /// Only parts whose names have this in them, such as `lines`
        #[arg(value_name = "PART")]
        only: Option<String>,
    },
    /// Check format, lints, documentation, generated files, dependencies and the project's rules
    Lint,
    /// Write the schemas, the catalogue, the table of operations and the n8n node from the code
    Generate {
        /// Write nothing; fail where a file differs
        #[arg(long)]
        check: bool,
    },
    /// Play the fuzz targets, each from its seeds; needs a nightly compiler
    Fuzz {
        /// How long each target is played
        #[arg(long, value_name = "N", default_value_t = 60)]
        seconds: u32,
        /// Only targets whose names have this in them, such as `f07`
        #[arg(value_name = "TARGET")]
        only: Option<String>,
    },
    /// Interpret the reading of answers and the raw door of WASM; needs a nightly compiler with Miri
    Miri,
    /// Build the WASM and print its size
    Wasm,
    /// Play generated documents to the core and to both modules, and compare their answers byte for
    /// byte; `cargo xtask wasm` builds the modules
    Parity(parity::Flags),
    /// Build the playground, from a new WASM: a folder for any static server
    Playground,
    /// Build the npm package, from a new WASM
    Package,
    /// Measure against peers, in WASM and natively, and print the tables as Markdown
    Bench {
        /// Try out that it runs; the figures mean nothing
        #[arg(long)]
        quick: bool,
        /// Put the tables into docs/performance.md
        #[arg(long)]
        write: bool,
    },
    /// Measure which lines of the core the tests reach; fails below the goals
    Coverage,
    /// Try the tests on a core with small faults, file by file; takes hours
    Mutants {
        /// A fixed tenth of the files that are not critical
        #[arg(long)]
        rest: bool,
        /// Every Nth mutant, beginning with the Kth, from 0
        #[arg(long, value_name = "K/N")]
        shard: Option<String>,
        /// Only critical files whose paths have this in them, such as `retry`
        #[arg(value_name = "FILE")]
        only: Option<String>,
    },
    /// Run the core's tests three times, shuffled, under another time zone and language
    Repeat {
        /// The order of the first round
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Build what a release consists of into target/dist; on Linux for x86-64
    Dist {
        /// Only what has this in its name, such as `x86_64`, beside what is there already
        #[arg(value_name = "PART")]
        only: Option<String>,
    },
}

fn main() -> ExitCode {
    let passed = match Arguments::parse().command {
        Command::Test { all, only } => test::run(all, only.as_deref()),
        Command::Load { only } => load::run(only.as_deref()),
        Command::Lint => Ok(lint::run()),
        Command::Generate { check } => generate::run(check).map(|()| true),
        Command::Fuzz { seconds, only } => fuzz::run(seconds, only.as_deref()),
        Command::Miri => miri::run(),
        Command::Wasm => wasm::run().map(|()| true),
        Command::Parity(flags) => parity::run(&flags).map(|()| true),
        Command::Playground => wasm::run().and_then(|()| browser::playground()).map(|()| true),
        Command::Package => wasm::run().and_then(|()| package::build()).map(|()| true),
        Command::Bench { quick, write } => bench::run(quick, write).map(|()| true),
        Command::Coverage => quality::coverage(),
        Command::Mutants { rest, shard, only } => {
            quality::mutants(&quality::Which { rest, only, shard })
        }
        Command::Repeat { seed } => quality::repeat(seed),
        Command::Dist { only } => dist::run(only.as_deref()),
    };
    match passed {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
