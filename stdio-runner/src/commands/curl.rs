//! `spravka curl`: a request as a command for a shell. Secrets are its variables, and reach curl on
//! standard input, where no list of processes shows them.

mod command;

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use command::{Place, Secret, command, shell_variable};
use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::error::Code;
use spravka_core::protocol::Allowed;
use spravka_core::{Filled, fill};

use crate::exit::Trouble;
use crate::{files, output};

#[derive(Args)]
pub(crate) struct Flags {
    /// Write the answer's body to this file, and the rest of the answer as an event for `resume`,
    /// without the body, to standard output
    #[arg(long, value_name = "FILE")]
    body_to: Option<PathBuf>,

    /// The file of an input member that the request sends; may be repeated
    #[arg(long, value_name = "MEMBER=PATH", value_parser = file)]
    file: Vec<(String, PathBuf)>,

    /// As in `run`: another origin for one provider
    #[arg(long, value_name = "PROVIDER=URL", value_parser = crate::flags::origin)]
    origin: Vec<(String, String)>,

    /// As in `run`: every provider is a simulation at this address
    #[arg(long, value_name = "http://127.0.0.1:PORT")]
    test_origin: Option<String>,
}

#[derive(Deserialize)]
struct SendStep<'a> {
    #[serde(borrow)]
    request: &'a RawValue,
}

#[derive(Deserialize)]
struct Slots {
    #[serde(default)]
    slots: Vec<Slot>,
}

#[derive(Deserialize)]
struct Slot {
    secret: Option<String>,
    #[serde(rename = "in")]
    place: Place,
}

pub(crate) fn curl(flags: Flags) -> Result<ExitCode, Trouble> {
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text)?;
    let request = match serde_json::from_str::<SendStep<'_>>(&text) {
        Ok(step) => step.request.get(),
        Err(_) => text.as_str(),
    };
    let Slots { slots } = serde_json::from_str(request).map_err(|_| no_request())?;
    let allowed =
        Allowed { test_origin: flags.test_origin, origins: flags.origin.into_iter().collect() };
    let read = |(member, path): &(String, PathBuf)| match files::read(path) {
        Ok(bytes) => Ok((member.clone(), bytes)),
        Err(fault) => Err(Trouble::input(format!("--file: {}", fault.at(String::new()).message()))),
    };
    let files: Vec<(String, Vec<u8>)> = flags.file.iter().map(read).collect::<Result<_, _>>()?;
    let file = |member: &str| {
        files.iter().find(|(name, _)| name == member).map(|(_, bytes)| bytes.clone())
    };
    // So that origin and slots are checked, and filled, as in every other transport.
    let filled = |secret: &dyn Fn(&str) -> Option<String>| {
        fill(request, secret, &file, &allowed).map_err(|error| match error.code {
            Code::WrongType => no_request(),
            Code::MissingFile => Trouble::input("the request sends a file: --file MEMBER=PATH"),
            _ => Trouble::input(error.message()),
        })
    };
    let secrets = secrets(slots, &filled(&|_| Some("x".to_owned()))?)?;
    let filled = filled(&|name| {
        let secret = secrets.iter().find(|secret| secret.name == name);
        secret.map(|secret| secret.stand_in.clone())
    })?;
    let body_to = flags.body_to.as_deref().map(|path| path.to_string_lossy().into_owned());
    output::write(command(&filled, &secrets, body_to.as_deref())?.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn no_request() -> Trouble {
    Trouble::input("standard input is neither a `send` step nor its request")
}

fn file(text: &str) -> Result<(String, PathBuf), String> {
    text.split_once('=')
        .map(|(member, path)| (member.to_owned(), path.into()))
        .ok_or_else(|| "expected MEMBER=PATH".to_owned())
}

/// `bare`: the request as it is without them, where no word of its own may pass for a stand-in.
fn secrets(slots: Vec<Slot>, bare: &Filled) -> Result<Vec<Secret>, Trouble> {
    let body = String::from_utf8_lossy(bare.body.as_deref().unwrap_or_default());
    let mut texts = vec![&*body, &bare.url];
    texts.extend(bare.headers.iter().map(|header| &*header.value));
    let mut salt = 0_u32;
    while texts.iter().any(|text| text.contains(&format!("SECRETx{salt}x"))) {
        salt += 1;
    }
    let secret = |(index, slot): (usize, Slot)| {
        let (name, place) = (slot.secret?, slot.place);
        let stand_in = format!("SECRETx{salt}x{index}x");
        Some(shell_variable(&name).map(|variable| Secret { name, variable, stand_in, place }))
    };
    slots.into_iter().enumerate().filter_map(secret).collect()
}
