//! The flags of the commands that play jobs, and the host they make.

mod many;
mod money;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use spravka_core::file::sha256_hex;
use spravka_core::protocol::Allowed;
use spravka_host::options::Defaults;
use spravka_host::stopped::Stopped;

use crate::clock::Clock;
use crate::exit::Trouble;
use crate::host::Host;
use crate::record::Recorder;
use crate::secrets::{KEY_SALT, Secrets};
use crate::transport::exec::Exec;
use crate::transport::replay::Replay;
use crate::transport::sandbox::Sandbox;
use crate::transport::{Keys, NAMES, Named, Transport, Way};
use crate::validate::Validator;

pub(crate) use self::many::ManyFlags;
#[cfg(feature = "mcp")]
pub(crate) use self::money::MoneyFlags;

#[derive(Args)]
#[command(next_help_heading = "Sending")]
pub(crate) struct PlayFlags {
    /// How requests are sent: sandbox (simulated providers), http, exec:COMMAND or replay:FILE;
    /// there is no default
    #[arg(long, global = true, value_name = "TRANSPORT")]
    transport: Option<Named>,

    /// The longest wait that is slept through (500ms, 90s, 5m, 2h); a longer one is handed out as a
    /// `wait` step with its state
    #[arg(long, global = true, value_name = "TIME", default_value = "60s", value_parser = milliseconds)]
    max_wait: u64,

    /// A JSON object of secrets ({"fssp.token": "…"}), instead of variables (SPRAVKA_FSSP_TOKEN); new
    /// tokens are written back into it, and operations that get any need it
    #[arg(long, global = true, value_name = "FILE")]
    secrets_file: Option<PathBuf>,

    /// Another origin for one provider, such as a proxy of yours; may be repeated
    #[arg(long, global = true, value_name = "PROVIDER=URL", value_parser = origin)]
    origin: Vec<(String, String)>,

    /// Every provider is a simulation at this address
    #[arg(long, global = true, value_name = "http://127.0.0.1:PORT")]
    test_origin: Option<String>,

    /// Root certificates to trust beside the public ones (PEM; transport http)
    #[arg(long, global = true, value_name = "FILE")]
    cacert: Option<PathBuf>,

    /// Client certificate, shown to those providers only that ask for one (PEM; transport http)
    #[arg(long, global = true, value_name = "FILE", requires = "key")]
    cert: Option<PathBuf>,

    /// Its private key (PEM; transport http)
    #[arg(long, global = true, value_name = "FILE", requires = "cert")]
    key: Option<PathBuf>,

    /// Append every exchange to this file, requests without their secrets, but no exchange of
    /// tokens; `replay:FILE` answers from it
    #[arg(long, global = true, value_name = "FILE")]
    record: Option<PathBuf>,

    /// Check inputs and outputs against the schemas (a build with the feature `validate`)
    #[arg(long, global = true)]
    validate: bool,
}

impl PlayFlags {
    /// `needed`: whether there may be anything to send.
    pub(crate) fn host(self, needed: bool, keep_going: bool) -> Result<(Host, Way), Trouble> {
        if needed && self.transport.is_none() {
            return Err(Trouble::usage(format!(
                "--transport is missing; it is one of: {NAMES}\n\
                 There is no default, so that a forgotten flag cannot make up an answer."
            )));
        }
        let has_tls_files = self.cacert.is_some() || self.cert.is_some();
        if has_tls_files && !matches!(self.transport, Some(Named::Http)) {
            return Err(Trouble::usage("--cacert, --cert and --key need --transport http"));
        }
        let allowed = Allowed {
            test_origin: self.test_origin.clone(),
            origins: self.origin.iter().cloned().collect(),
        };
        let secrets = Secrets::open(self.secrets_file.as_deref())?;
        let defaults = Defaults::new(secrets.find(KEY_SALT), allowed.clone());
        let validator = self.validate.then(Validator::new).transpose()?;
        let recorder = self.record.as_deref().map(Recorder::open).transpose()?;
        let max_wait_ms = self.max_wait;
        let secrets = match &self.transport {
            Some(Named::Sandbox) => Secrets::of_sandbox(),
            Some(Named::Replay(_)) => Secrets::of_record(),
            _ => secrets,
        };
        let way = self.way()?;
        let clock = if matches!(way, Way::Simulated(_)) { Clock::simulated() } else { Clock::Real };
        let host = Host {
            keys: Keys { secrets, allowed },
            clock,
            max_wait_ms,
            defaults,
            recorder,
            state_file: None,
            trouble: None,
            stopped: (!keep_going).then(Stopped::default),
            validator,
        };
        Ok((host, way))
    }

    /// What a journal of this command belongs to; `asks`: what else decides on what is asked.
    pub(crate) fn header(&self, command: &str, asks: &[Option<&str>]) -> String {
        #[derive(Serialize)]
        struct Header<'a> {
            journal: &'a str,
            version: &'a str,
            command: &'a str,
            transport: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            test_origin: Option<&'a str>,
            #[serde(skip_serializing_if = "BTreeMap::is_empty")]
            origins: BTreeMap<&'a str, &'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            asks: Option<String>,
        }
        let transport = match &self.transport {
            None => "none",
            Some(Named::Sandbox) => "sandbox",
            Some(Named::Http) => "http",
            Some(Named::Exec(_)) => "exec",
            Some(Named::Replay(_)) => "replay",
        };
        let header = Header {
            journal: "spravka",
            version: env!("CARGO_PKG_VERSION"),
            command,
            transport,
            test_origin: self.test_origin.as_deref(),
            origins: self.origin.iter().map(|(name, url)| (&**name, &**url)).collect(),
            asks: (!asks.is_empty()).then(|| sha256_hex(format!("{asks:?}").as_bytes())),
        };
        serde_json::to_string(&header).unwrap_or_default()
    }

    fn way(&self) -> Result<Way, Trouble> {
        Ok(match &self.transport {
            None => Way::None,
            Some(Named::Sandbox) => Way::Simulated(Box::new(Sandbox::default())),
            Some(Named::Replay(file)) => Way::Simulated(Box::new(Replay::open(file)?)),
            Some(Named::Exec(command)) => Way::Real(Box::new(Exec::new(command))),
            Some(Named::Http) => Way::Real(self.http()?),
        })
    }

    #[cfg(feature = "http")]
    fn http(&self) -> Result<Box<dyn Transport>, Trouble> {
        use crate::transport::http::{Http, Tls};

        let tls = Tls {
            cacert: self.cacert.as_deref(),
            cert: self.cert.as_deref().zip(self.key.as_deref()),
        };
        let stand_ins = self.origin.iter().map(|(_, origin)| origin.clone()).collect();
        Ok(Box::new(Http::new(&tls, stand_ins)?))
    }

    #[cfg(not(feature = "http"))]
    fn http(&self) -> Result<Box<dyn Transport>, Trouble> {
        Err(Trouble::usage(NO_HTTP))
    }
}

#[cfg(not(feature = "http"))]
pub(crate) const NO_HTTP: &str =
    "this build has no network code: build it with `cargo build --features http`";

/// `500ms`, `90s`, `5m`, `2h`; without a unit, seconds.
pub(crate) fn milliseconds(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text.strip_prefix(digits).unwrap_or_default() {
        "ms" => Some(1),
        "" | "s" => Some(1_000),
        "m" => Some(60_000),
        "h" => Some(3_600_000),
        _ => None,
    };
    let number: Option<u64> = digits.parse().ok();
    number
        .zip(factor)
        .and_then(|(number, factor)| number.checked_mul(factor))
        .ok_or_else(|| "expected a number with its unit: 500ms, 90s, 5m or 2h".to_owned())
}

pub(crate) fn origin(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(provider, url)| (provider.to_owned(), url.to_owned()))
        .ok_or_else(|| "expected PROVIDER=https://HOST".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times() {
        assert_eq!(milliseconds("500ms"), Ok(500));
        assert_eq!(milliseconds("90s"), Ok(90_000));
        assert_eq!(milliseconds("5m"), Ok(300_000));
        assert_eq!(milliseconds("2h"), Ok(7_200_000));
        assert_eq!(milliseconds("0"), Ok(0));
        for wrong in ["", "s", "1.5s", "-1s", "1d", "1 s", "99999999999999999h"] {
            assert!(milliseconds(wrong).is_err(), "{wrong}");
        }
    }
}
