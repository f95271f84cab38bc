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
//! is `done` or `fail`:
//!
//! ```
//! let call = br#"{"call":"start","operation":"kz_info.exec_proc_info",
//!     "input":{"iin":"791028302728"},"now":"2026-11-21T09:00:00Z"}"#;
//! let step = String::from_utf8(spravka_core::dispatch(call))?;
//! assert!(step.starts_with(r#"{"step":"send","request":{"provider":"kz_info","method":"POST""#));
//! # Ok::<(), std::string::FromUtf8Error>(())
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
