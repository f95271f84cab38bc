//! The command from outside: one binary, because linking is what takes the time.
#![cfg(test)]

mod call;
#[cfg(unix)]
mod exec;
#[cfg(feature = "http")]
mod http;
mod run;
mod step;
mod support;
#[cfg(feature = "http")]
mod tls;
