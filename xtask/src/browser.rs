//! What needs Chromium: the package in a browser, and the playground.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use spravka_tests::hostile;

use crate::{package, shell};

/// Where Debian puts it; `CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Plays conversations and a job by `fetch` to the package in headless Chromium.
pub(crate) fn test() -> Result<()> {
    let chromium = chromium()?;
    let target = shell::target_directory()?;
    let mut node = shell::program("node", &["tests/wasm/browser.mjs", "wasm/npm/dist"]);
    node.arg(package::command()?).env("CHROMIUM", chromium);
    // What the stages before have played in Node.js.
    node.args(["conversations.json", "faults.json"].map(|file| target.join(file)));
    let suite = hostile::suite();
    if suite.exists() {
        node.arg(target.join("readings.json")).arg(suite).arg("tests/json_test_suite.txt");
    }
    shell::show(&mut node)
}

/// Builds the playground into `target/playground`.
pub(crate) fn playground() -> Result<()> {
    package::ensure_modules()?;
    shell::show(&mut workspace(&["run", "build"])?)?;
    println!("{}", shell::root().join("target/playground").display());
    Ok(())
}

/// Opens it in headless Chromium.
pub(crate) fn test_playground() -> Result<()> {
    let (chromium, command) = (chromium()?, package::command()?);
    shell::show(workspace(&["test"])?.env("CHROMIUM", chromium).env("SPRAVKA", command))
}

fn workspace(what: &[&str]) -> Result<Command> {
    let mut npm = shell::program("npm", what);
    npm.args(["--workspace", "wasm/playground"]);
    npm.env(package::ARTEFACTS, package::artefacts()?);
    Ok(npm)
}

fn chromium() -> Result<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "it is no secret")]
    let named = std::env::var("CHROMIUM").ok();
    let path = PathBuf::from(named.unwrap_or_else(|| CHROMIUM.to_owned()));
    if !Path::exists(&path) {
        bail!(
            "{} is not there: `apt-get install chromium`, or name one by CHROMIUM",
            path.display()
        );
    }
    Ok(path)
}
