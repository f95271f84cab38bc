//! `spravka call`: one job.

mod members;

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Args, Command};
use spravka_core::operation::Kind;
use spravka_core::registry::{OPERATIONS, find};

use crate::exit::{Trouble, of_step};
use crate::flags::PlayFlags;
use crate::job::Job;
use crate::output;

#[derive(Args)]
pub(crate) struct Flags {
    #[command(flatten)]
    play: PlayFlags,

    /// The input as one JSON document from a file, or from standard input (-), in place of the
    /// flags of its members
    #[arg(long, global = true, value_name = "FILE", help_heading = "Input")]
    input: Option<PathBuf>,

    /// Options of the call, a JSON object: {"max_attempts":1}
    #[arg(long, global = true, value_name = "JSON", help_heading = "Input")]
    options: Option<String>,
}

/// The operations as subcommands, with a flag for each member of their input.
pub(crate) fn operations(call: Command) -> Command {
    OPERATIONS.iter().fold(call, |call, entry| {
        let about = &entry.about;
        let command = Command::new(about.name)
            .about(about.title.en)
            .long_about(about.summary.en)
            .next_help_heading("Input")
            .args(members::flags(entry));
        call.subcommand(command)
    })
}

pub(crate) fn call(flags: Flags, matches: &ArgMatches) -> Result<ExitCode, Trouble> {
    let (name, matches) =
        matches.subcommand().ok_or_else(|| Trouble::usage("call: no operation"))?;
    let entry = find(name).ok_or_else(|| Trouble::usage("call: unknown operation"))?;
    let given = members::given(entry, matches);
    let input = match (&flags.input, given.is_empty()) {
        (Some(_), false) => {
            return Err(Trouble::usage("--input takes the place of the flags of its members"));
        }
        (Some(path), true) => document(path)?,
        (None, _) => format!("{{{}}}", given.join(",")),
    };
    let options = flags.options.as_deref().unwrap_or("{}");
    let line = format!(r#"{{"operation":"{name}","input":{input},"options":{options}}}"#);
    let job = Job::read(line.as_bytes())
        .map_err(|_| Trouble::input("--input or --options is not valid JSON"))?;
    let mut player = flags.play.player(entry.kind != Kind::Transform, true)?;
    let step = player.play(&job);
    output::document(&step)?;
    match player.unrecorded {
        Some(trouble) => Err(trouble),
        None => Ok(ExitCode::from(of_step(&step))),
    }
}

fn document(path: &PathBuf) -> Result<String, Trouble> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(path).map(|read| text = read)
    };
    read.map_err(|error| Trouble::input(format!("--input cannot be read: {}", error.kind())))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    // One value, so that nothing of the document can become a member of the call around it.
    serde_json::from_str::<&serde_json::value::RawValue>(text)
        .map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Trouble::input(format!("--input is not valid JSON: line {line}, column {column}"))
        })
        .map(|raw| raw.get().to_owned())
}
