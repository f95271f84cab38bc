//! What hosts that play many flows have in common: a flow between two calls to the core, limits,
//! money, and whom to leave alone. No I/O, no clock: the hosts bring both, threads or promises.
//!
//! ```text
//!  job ─▶ flow ─ wish ─▶ send   lanes (how many, how often), budget ─▶ the host sends it
//!          ▲             wait   the host sleeps, or hands it out
//!          └── event ──  store  the host puts tokens away
//! ```

pub mod ar_rest;
pub mod budget;
pub mod departure;
pub mod event;
pub mod flow;
pub mod inquiry;
pub mod job;
pub mod lanes;
pub mod members;
pub mod money;
pub mod options;
pub mod pace;
pub mod plan;
pub mod stopped;
pub mod tokens;
pub mod unfilled;
pub mod verdict;
pub mod wish;

/// A flow among many: its line, and which of the line's.
pub type Id = (u64, u32);
