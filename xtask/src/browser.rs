//! What needs Chromium: the package in a browser, and the playground.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::{package, shell};

/// Where Debian puts it; `CHROMIUM` names another.
const CHROMIUM: &str = "/usr/bin/chromium";

/// Plays conversations and a job by `fetch` to the package in headless Chromium.
pub(crate) fn test() -> Result<()> {
    let chromium = chromium()?;
    let target = shell::target_directory()?;
    let cases = ["conversations.json", "faults.json", "hostile.json"];
    shell::show(
        shell::program("node", &["tests/browser.mjs", "wasm/npm/dist"])
            .arg(package::command()?)
            .args(cases.map(|file| target.join(file)))
            .env("CHROMIUM", chromium),
    )
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
