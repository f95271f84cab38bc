//! `cargo xtask repeat`: the core's suite three times, each in another order, at another place.

#![allow(clippy::disallowed_types, reason = "a seed is drawn from the clock, and printed")]

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::shell;

const ROUNDS: u64 = 3;

#[derive(Deserialize)]
struct Built {
    #[serde(default)]
    executable: Option<PathBuf>,
    #[serde(default)]
    manifest_path: PathBuf,
}

/// Plays every test binary of the core's suite in the order that the seed gives.
pub(crate) fn run(seed: Option<u64>) -> Result<bool> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock")?.as_secs();
    let seed = seed.unwrap_or(now);
    let binaries = build()?;
    let mut good = true;
    for round in 0..ROUNDS {
        let seed = seed + round;
        println!("\n== round {} of {ROUNDS}: --seed {seed}", round + 1);
        // The binaries too, so that none profits from what another has left behind.
        let turn = usize::try_from(seed)? % binaries.len();
        for binary in binaries.iter().cycle().skip(turn).take(binaries.len()) {
            good &= play(binary, seed)?;
        }
    }
    println!("\n{ROUNDS} rounds: {}", if good { "no test failed" } else { "FAILED" });
    Ok(good)
}

fn build() -> Result<Vec<Built>> {
    let packages = ["--package", "spravka-core", "--package", "spravka-tests"];
    let arguments = ["test", "--locked", "--lib", "--tests", "--no-run", "--message-format=json"];
    let messages = shell::read(&mut shell::cargo(&[&arguments[..], &packages].concat()))?;
    let built = messages.lines().map(serde_json::from_str::<Built>);
    let built: Vec<Built> = built.collect::<Result<_, _>>().context("cargo's messages")?;
    let binaries: Vec<Built> = built.into_iter().filter(|one| one.executable.is_some()).collect();
    ensure!(binaries.len() > 1, "cargo has built no tests");
    Ok(binaries)
}

fn play(binary: &Built, seed: u64) -> Result<bool> {
    let program = binary.executable.as_ref().context("a binary")?;
    let folder = binary.manifest_path.parent().context("a folder")?;
    let seed = seed.to_string();
    // Shuffling is unstable; this is how the stable harness is told that it may.
    let arguments = ["-Z", "unstable-options", "--shuffle-seed", &seed, "--quiet"];
    let mut command = shell::program(program, &arguments);
    command.current_dir(folder).env("RUSTC_BOOTSTRAP", "1").env("CARGO_MANIFEST_DIR", folder);
    command.env("TZ", "Asia/Almaty").env("LC_ALL", "tr_TR.UTF-8");
    println!("{}", program.display());
    let status = command.status().with_context(|| program.display().to_string())?;
    if !status.success() {
        println!("FAILED with --shuffle-seed {seed}: {status}");
    }
    Ok(status.success())
}
