//! The gates that need Node.js: the modules through the glue that hosts use.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use serde::Serialize;
use spravka_core::Beside;
use spravka_tests::hostile;

use super::build::{self, Place};
use super::worlds;
use crate::stage::Outcome;
use crate::{package, shell};

/// The modules that answer calls.
const CORES: [&str; 2] = ["raw.wasm", "spravka_bg.wasm"];

/// Plays every conversation to the modules in Node.js.
pub(crate) fn conversations() -> Result<()> {
    let cases: Vec<_> = spravka_tests::cases()
        .into_iter()
        .map(|case| {
            let turns = case.turns.into_iter().map(|turn| (turn.call, turn.step));
            (case.name, turns.collect::<Vec<_>>())
        })
        .collect();
    play(&feed("conversations.json", &cases)?)
}

/// Plays every call of the fault matrix to them: the steps are those of the core.
pub(crate) fn faults() -> Result<()> {
    play(&written_faults()?)
}

/// Every cell of the fault matrix with its calls and steps, in a file.
pub(crate) fn written_faults() -> Result<PathBuf> {
    let mut cells = Vec::new();
    for call in spravka_tests::matrix::calls() {
        for fault in spravka_tests::matrix::FAULTS {
            let turns = call.play(fault, &mut |call: &str| answer(call, None)).turns;
            let turns: Vec<_> = turns.into_iter().map(|(call, step)| (call, Some(step))).collect();
            cells.push((format!("{} {}", call.name, fault.name), turns));
        }
    }
    feed("faults.json", &cells)
}

/// Reads every document of JSONTestSuite through them, with the verdicts that the core has pinned.
pub(crate) fn hostile() -> Result<Outcome> {
    let suite = hostile::suite();
    if !suite.exists() {
        let missing = format!("no JSONTestSuite at {}", suite.display());
        if std::env::var_os("SPRAVKA_REQUIRE_CORPUS").is_some() {
            bail!(missing);
        }
        println!("SKIPPED: {missing}: nothing hostile was read; set SPRAVKA_JSON_TEST_SUITE");
        return Ok(Outcome::NotChecked(missing));
    }
    let readings = feed("readings.json", &hostile::readings(&answer))?;
    let pinned = shell::root().join("tests/json_test_suite.txt");
    for module in CORES {
        script("hostile", &[artefact(module)?, readings.clone(), suite.clone(), pinned.clone()])?;
    }
    Ok(Outcome::Passed)
}

/// The sandbox's module answers as the sandbox does, byte for byte.
pub(crate) fn sandbox() -> Result<()> {
    let exchanges = feed("exchanges.json", &worlds::exchanges())?;
    script("sandbox", &[artefact("sandbox.wasm")?, exchanges])
}

/// What becomes of a host when a call traps.
pub(crate) fn traps() -> Result<()> {
    script("trap", &[build::trapping(&Place::here()?)?])
}

/// Memory that neither grows nor remembers, and the glue as n8n runs it.
pub(crate) fn hosts() -> Result<()> {
    script("memory", &[artefact("raw.wasm")?])?;
    script("canary", &[artefact("raw.wasm")?])?;
    script("pasted", &[artefact("raw.wasm")?])
}

/// The script that reads documents from its standard input, and compares the modules' answers.
pub(crate) fn parity() -> Result<Command> {
    let mut node = shell::program("node", &["tests/wasm/parity.mjs"]);
    node.arg(glue()?);
    for module in CORES {
        node.arg(artefact(module)?);
    }
    Ok(node)
}

fn answer(call: &str, body: Option<&[u8]>) -> String {
    let step = spravka_core::dispatch_with(call.as_bytes(), Beside { body, files: &[] });
    String::from_utf8_lossy(&step).into()
}

fn play(file: &Path) -> Result<()> {
    for module in CORES {
        script("play", &[artefact(module)?, file.to_owned()])?;
    }
    Ok(())
}

/// Writes what a script reads. Texts within texts: Node.js must not read the calls, or their digits
/// change.
fn feed<T: Serialize>(file: &str, what: &T) -> Result<PathBuf> {
    let path = shell::target_directory()?.join(file);
    fs::write(&path, serde_json::to_string(what)?)?;
    Ok(path)
}

fn artefact(file: &str) -> Result<PathBuf> {
    Ok(Place::here()?.directory().join(file))
}

/// Runs a script of `tests/wasm` with the glue as its first argument.
fn script(name: &str, arguments: &[PathBuf]) -> Result<()> {
    let mut node = shell::program("node", &["--expose-gc"]);
    node.arg(format!("tests/wasm/{name}.mjs")).arg(glue()?).args(arguments);
    shell::show(&mut node)
}

/// The glue as JavaScript.
fn glue() -> Result<PathBuf> {
    package::ensure_modules()?;
    let path = package::artefacts()?.join("raw.mjs");
    let what = ["wasm/npm/src/raw.ts", "--bundle", "--format=esm", "--target=es2022"];
    let mut compile = shell::program(shell::root().join("node_modules/.bin/esbuild"), &what);
    shell::show(compile.arg("--log-level=warning").arg(format!("--outfile={}", path.display())))?;
    Ok(path)
}
