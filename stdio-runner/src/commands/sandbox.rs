//! `spravka sandbox`: the simulated providers for the tests of other hosts.

#[cfg(feature = "http")]
mod listen;

use std::net::SocketAddr;
use std::process::ExitCode;
#[cfg(feature = "http")]
use std::time::Duration;

use clap::Args;
use spravka_core::error::variable;
use spravka_sandbox::{people_table, secrets};

use crate::exit::Trouble;
use crate::flags::milliseconds;
use crate::output;

#[derive(Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Flags {
    /// Listen here; port 0 takes a free one, and the line on standard output says which
    #[arg(long, value_name = "127.0.0.1:PORT", value_parser = loopback)]
    listen: Option<SocketAddr>,

    /// Hold each answer back for so long (500ms, 2s), once the request is carried out
    #[arg(long, value_name = "TIME", value_parser = milliseconds, requires = "listen")]
    delay: Option<u64>,

    /// Who lives in the sandbox, and what happens to who asks for them
    #[arg(long, conflicts_with = "listen")]
    people: bool,
}

pub(crate) fn sandbox(flags: &Flags) -> Result<ExitCode, Trouble> {
    if flags.people {
        output::write(people_table().as_bytes())?;
    }
    match flags.listen {
        Some(address) => listen(address, flags.delay.unwrap_or(0)),
        None => Ok(ExitCode::SUCCESS),
    }
}

#[cfg(feature = "http")]
fn listen(address: SocketAddr, delay_ms: u64) -> Result<ExitCode, Trouble> {
    listen::listen(address, Duration::from_millis(delay_ms), &how_to_set_secrets())?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(not(feature = "http"))]
fn listen(_: SocketAddr, _: u64) -> Result<ExitCode, Trouble> {
    Err(Trouble::usage(crate::flags::NO_HTTP))
}

/// For a shell. The sandbox's secrets are no secrets.
#[cfg_attr(not(feature = "http"), expect(dead_code, reason = "said by the listener"))]
fn how_to_set_secrets() -> String {
    secrets().iter().map(|(name, value)| format!("export {}={value}\n", variable(name))).collect()
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: Option<SocketAddr> = text.parse().ok();
    address
        .filter(|address| address.ip().is_loopback())
        .ok_or_else(|| "expected 127.0.0.1:PORT: the sandbox is for this machine only".to_owned())
}
