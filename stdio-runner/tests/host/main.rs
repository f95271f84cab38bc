//! The command from outside: one binary, because linking is what takes the time.
#![cfg(test)]

#[cfg(feature = "http")]
mod ar_rest;
mod budget;
mod call;
#[cfg(all(target_os = "linux", feature = "http", feature = "mcp"))]
mod canary;
mod check;
#[cfg(feature = "http")]
mod curl;
mod every_operation;
#[cfg(unix)]
mod exec;
mod files;
#[cfg(all(unix, feature = "http"))]
mod forged;
#[cfg(feature = "http")]
mod http;
#[cfg(all(unix, feature = "http"))]
mod journal;
#[cfg(target_os = "linux")]
mod load;
mod many;
#[cfg(feature = "mcp")]
mod mcp;
#[cfg(all(unix, feature = "http"))]
mod order;
mod pace;
mod people;
#[cfg(target_os = "linux")]
mod pipes;
#[cfg(target_os = "linux")]
mod record;
mod report;
mod report_hostile;
mod report_support;
mod run;
#[cfg(all(unix, feature = "http"))]
mod state;
mod step;
#[cfg(all(unix, feature = "http"))]
mod stopped;
mod support;
#[cfg(feature = "http")]
mod tls;
mod tokens;
mod unfilled;
