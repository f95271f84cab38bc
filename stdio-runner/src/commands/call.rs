//! `spravka call`: one job.

mod members;

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgMatches, Args, Command};
use serde_json::value::RawValue;
use spravka_core::operation::Kind;
use spravka_core::registry::{OPERATIONS, find};

use crate::exit::{Trouble, of_step, why};
use crate::flags::PlayFlags;
use crate::inside::Job;
use crate::output;
use crate::scheduler::{Begin, Ended, Numbered, Outcome, Scheduler, Script, Turn};
use crate::state_file::{StateFile, Stored};

#[derive(Args)]
pub(crate) struct Flags {
    #[command(flatten)]
    play: PlayFlags,

    /// The input as one JSON document from a file, or from standard input (-), in place of the
    /// flags of its members, but for those of files
    #[arg(long, global = true, value_name = "FILE", help_heading = "Input")]
    input: Option<PathBuf>,

    /// Options of the call, a JSON object: {"max_attempts":1}
    #[arg(long, global = true, value_name = "JSON", help_heading = "Input")]
    options: Option<String>,

    /// Keep in this file where the flow stands, from before anything is sent that has an effect until
    /// its answer is written out; the same command goes on from there. It holds no secret and no
    /// personal data
    #[arg(long, global = true, value_name = "FILE", help_heading = "Going on")]
    state_file: Option<PathBuf>,

    /// What you decide where the last step asks for it (`next.options`): repeat, take:1370
    #[arg(
        long,
        global = true,
        value_name = "OPTION[:APPLICATION_ID]",
        help_heading = "Going on",
        requires = "state_file"
    )]
    choice: Option<String>,
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
    let files = members::files(entry, matches).join(",");
    let options = flags.options.as_deref().unwrap_or("{}");
    if serde_json::from_str::<&RawValue>(options).is_err() {
        return Err(Trouble::input("--options is not valid JSON"));
    }
    let state_file = flags.state_file.as_deref().map(StateFile::open).transpose()?;
    let stored = state_file.as_ref().and_then(StateFile::stored);
    let from = match (stored, flags.choice.as_deref()) {
        (Some(Stored { state, .. }), Some(choice)) => {
            format!(r#","state":{state},"event":{}"#, chosen(choice))
        }
        (Some(Stored { state, event }), None) => format!(r#","state":{state},"event":{event}"#),
        (None, Some(_)) => {
            return Err(Trouble::usage("--choice: no step waits for one in --state-file"));
        }
        (None, None) => String::new(),
    };
    let line = format!(
        r#"{{"operation":"{name}","input":{input},"files":{{{files}}},"options":{options}{from}}}"#
    );
    let (mut host, way) = flags.play.host(entry.kind != Kind::Transform, true)?;
    host.state_file = state_file;
    let finished = Scheduler::of_line(OneJob, host, way, line.into_bytes()).play();
    let step = finished.kept;
    if !step.is_empty() {
        output::document(&step)?;
    }
    if let Some(trouble) = finished.host.trouble {
        return Err(trouble);
    }
    if let Some(file) = finished.host.state_file {
        file.finish(&step)?;
    }
    Ok(ExitCode::from(of_step(&step)))
}

/// Its result is its last step.
struct OneJob;

impl Script for OneJob {
    type Task = ();

    fn begin(&mut self, line: Numbered) -> ((), Turn) {
        let turn = match Job::read(&line.text.unwrap_or_default()) {
            Ok(job) => Turn::Start(vec![Begin::only(job)]),
            Err((_, refused)) => Turn::Done(refused),
        };
        ((), turn)
    }

    fn ended(&mut self, (): &mut (), ended: Ended) -> Turn {
        Turn::Done(ended.step)
    }

    fn shown(&mut self, _: &[u8]) -> Outcome {
        Outcome::Done
    }
}

/// `OPTION` or `OPTION:APPLICATION_ID`, as the event.
fn chosen(choice: &str) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let choice = match choice.split_once(':') {
        Some((option, id)) => {
            format!(r#""option":{},"application_id":{}"#, quoted(option), quoted(id))
        }
        None => format!(r#""option":{}"#, quoted(choice)),
    };
    format!(r#"{{"choice":{{{choice}}}}}"#)
}

fn document(path: &PathBuf) -> Result<String, Trouble> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(path).map(|read| text = read)
    };
    read.map_err(|error| Trouble::input(format!("--input cannot be read: {}", why(error.kind()))))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    // One value, so that nothing of the document can become a member of the call around it.
    serde_json::from_str::<&RawValue>(text)
        .map_err(|error| {
            let (line, column) = (error.line(), error.column());
            Trouble::input(format!("--input is not valid JSON: line {line}, column {column}"))
        })
        .map(|raw| raw.get().to_owned())
}
