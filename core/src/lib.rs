//! Requests, answers and multi-step flows of the debtor registries and business APIs of Russia and
//! Kazakhstan, without any I/O.
//!
//! ```text
//!  call ─▶ dispatch ─▶ registry ─▶ flow ─▶ operation ─▶ provider ─▶ step ─▶ host
//!   ▲                                                                        │
//!   └──────── state + input + event (what came back, or that time passed) ◀──┘
//! ```
//!
//! A host sends what a `send` step asks for, sleeps through a `wait`, and resumes, until the step
//! is `done` or `fail`. Here the answer of the registry is typed by hand:
//!
//! ```
//! use spravka_core::protocol::Allowed;
//! use spravka_core::{Beside, dispatch, dispatch_with, fill};
//!
//! #[derive(serde::Deserialize)]
//! struct Step<'a> {
//!     step: &'a str,
//!     #[serde(borrow)]
//!     request: Option<&'a serde_json::value::RawValue>,
//!     #[serde(borrow)]
//!     state: Option<&'a serde_json::value::RawValue>,
//! }
//!
//! let input = r#"{"iin":"000101300019"}"#;
//! let start = format!(
//!     r#"{{"call":"start","operation":"kz_info.exec_proc_info","input":{input},"now":"2026-11-21T09:00:00Z"}}"#
//! );
//! let sent = dispatch(start.as_bytes());
//! let step: Step = serde_json::from_slice(&sent)?;
//! assert_eq!(step.step, "send");
//!
//! // The host adds the secret at the last moment, and sends it by whatever it sends with.
//! let secret = |name: &str| (name == "kz_info.api_key").then(|| "a-key".to_owned());
//! let request = step.request.expect("a `send` has a request").get();
//! let filled = fill(request, &secret, &|_| None, &Allowed::default())?;
//! assert_eq!(filled.method, "POST");
//!
//! // The answer comes back as it was received, beside the call.
//! let state = step.state.expect("a `send` has a state");
//! let resume = format!(
//!     r#"{{"call":"resume","state":{state},"input":{input},"event":{{"response":{{"status":200}}}},"now":"2026-11-21T09:00:01Z"}}"#
//! );
//! let done = dispatch_with(resume.as_bytes(), Beside { body: Some(b"[]"), files: &[] });
//! let empty = r#"{"step":"done","output":{"outcome":"empty","basis":"no_records","complete":true"#;
//! assert!(String::from_utf8(done)?.starts_with(empty));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it does not do
//!
//! It opens no connection and reads no file. It has no clock, no randomness and no global state: the
//! same call always gives the same step. It holds no secret: requests have slots, which [`fill()`]
//! fills in the host at the last moment. It keeps nothing between two calls. It paces nothing across
//! flows and spends no budget: hosts do, by the catalogue's limits and a request's estimate. It
//! never panics, whatever it is given.

pub mod debtor;
pub mod error;
pub mod file;
pub mod http;
pub mod members;
pub mod operation;
pub mod proceeding;
pub mod protocol;
pub mod providers;
pub mod registry;
pub mod retry;
#[cfg(feature = "schema")]
pub mod schema;
pub mod value;
pub mod wire;

mod dispatch;
mod fill;
mod flow;

pub use dispatch::{
    Beside, dispatch, dispatch_into, dispatch_with, internal_failure, internal_failure_of,
    line_too_long,
};
pub use fill::{Filled, FilledHeader, fill};
