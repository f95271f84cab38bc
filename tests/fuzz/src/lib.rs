//! What holds for any bytes: the bodies of the fuzz targets in `fuzz/`, and the seeds from which
//! libFuzzer begins. A stable test plays all seeds and all regressions to them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a target fails by panicking"
)]

pub mod blind;
pub mod flow;
pub mod points;
pub mod private;
pub mod seeds;
pub mod step;
mod targets;

// The command's front end is no library; these files name nothing else of it.
#[path = "../../../stdio-runner/src/cut.rs"]
mod cut;
#[path = "../../../stdio-runner/src/lines.rs"]
#[allow(dead_code, reason = "the command numbers its lines")]
mod lines;
#[path = "../../../stdio-runner/src/steps.rs"]
mod steps;

pub use targets::{TARGETS, Target, find, prepare, run};
