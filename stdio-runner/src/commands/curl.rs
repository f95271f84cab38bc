//! `spravka curl`: a request as a command for a shell. Secrets are its variables, and reach curl on
//! standard input, where no list of processes shows them.

mod command;

use std::io::{self, Read};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use command::{Place, Secret, command};
use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::fill;
use spravka_core::protocol::Allowed;

use crate::exit::Trouble;
use crate::output;

#[derive(Args)]
pub(crate) struct Flags {
    /// Write the answer's body to this file, and the rest of the answer as an event for `resume`,
    /// without the body, to standard output
    #[arg(long, value_name = "FILE")]
    body_to: Option<PathBuf>,

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
    let secrets = secrets(request)
        .ok_or_else(|| Trouble::input("standard input is neither a `send` step nor its request"))?;
    let allowed =
        Allowed { test_origin: flags.test_origin, origins: flags.origin.into_iter().collect() };
    let stand_in = |name: &str| {
        let secret = secrets.iter().find(|secret| secret.name == name);
        secret.map(|secret| secret.stand_in.clone())
    };
    // So that origin and slots are checked, and filled, as in every other transport.
    let filled = fill(request, &stand_in, &|_| None, &allowed)
        .map_err(|error| Trouble::input(error.message()))?;
    let body_to = flags.body_to.as_deref().map(|path| path.to_string_lossy().into_owned());
    output::write(command(&filled, &secrets, body_to.as_deref()).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn secrets(request: &str) -> Option<Vec<Secret>> {
    let Slots { slots } = serde_json::from_str(request).ok()?;
    let mut salt = 0_u32;
    while request.contains(&format!("SECRETx{salt}x")) {
        salt += 1;
    }
    let secret = |(index, slot): (usize, Slot)| {
        let stand_in = format!("SECRETx{salt}x{index}x");
        slot.secret.map(|name| Secret { name, stand_in, place: slot.place })
    };
    Some(slots.into_iter().enumerate().filter_map(secret).collect())
}
