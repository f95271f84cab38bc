//! `cargo xtask load`: the released command under load, with real processes and real sockets.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::stage::{Outcome, Scope, Stage, play};
use crate::{package, shell, wasm, wire};

/// What the tests of `stdio-runner/tests/host/load` take for their full size.
const LOAD: &str = "SPRAVKA_LOAD";

const PARTS: &[Stage] = &[
    Stage { name: "lines", all: false, run: |_| tests("load::lines::") },
    Stage { name: "killed", all: false, run: |_| tests("load::killed::") },
    Stage { name: "paused", all: false, run: |_| tests("load::paused::") },
    Stage { name: "journal", all: false, run: |_| tests("journal::whenever") },
    Stage { name: "sockets", all: false, run: sockets },
];

/// Plays the parts, or those whose names have `only` in them.
pub(crate) fn run(only: Option<&str>) -> Result<bool> {
    let named = |stage: &&Stage| only.is_none_or(|only| stage.name.contains(only));
    let parts: Vec<Stage> = PARTS.iter().filter(named).copied().collect();
    if parts.is_empty() {
        let names: Vec<&str> = PARTS.iter().map(|stage| stage.name).collect();
        bail!("no part has that in its name; there are: {}", names.join(", "));
    }
    Ok(play(&parts, Scope { all: true }))
}

fn tests(filter: &str) -> Result<Outcome> {
    let command = released()?;
    let what = ["test", "--package", "spravka", "--test", "host", "--locked", "--", filter];
    let mut tests = shell::cargo(&[&what[..], &["--nocapture", "--test-threads", "1"]].concat());
    tests.env(package::COMMAND, command).env(LOAD, "1").env("SPRAVKA_KILLS", "100");
    shell::show(&mut tests)?;
    Ok(Outcome::Passed)
}

fn sockets(_: Scope) -> Result<Outcome> {
    wasm::run()?;
    package::build()?;
    wire::check(&released()?, &["--all"])?;
    Ok(Outcome::Passed)
}

/// The command as it is delivered.
fn released() -> Result<PathBuf> {
    shell::show(&mut shell::cargo(&["build", "--release", "--package", "spravka", "--locked"]))?;
    Ok(shell::target_directory()?.join("release/spravka"))
}
