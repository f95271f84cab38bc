//! The command from outside: one binary, because linking is what takes the time.
#![cfg(test)]

mod call;
#[cfg(feature = "http")]
mod curl;
#[cfg(unix)]
mod exec;
#[cfg(all(unix, feature = "http"))]
mod forged;
#[cfg(feature = "http")]
mod http;
#[cfg(target_os = "linux")]
mod record;
mod run;
mod step;
mod support;
#[cfg(feature = "http")]
mod tls;
mod unfilled;
