//! The fault matrix over real sockets, to the command and to Node's fetch.

use std::path::Path;

use anyhow::Result;

use crate::{package, shell, wasm};

/// Plays it to a build of the command and to the npm package as it lies in `wasm/npm/dist`.
pub(crate) fn check(command: &Path, flags: &[&str]) -> Result<()> {
    if !shell::root().join("wasm/npm/dist/index.js").exists() {
        wasm::run()?;
        package::build()?;
    }
    let faults = wasm::written_faults()?;
    let mut node = shell::program("node", &["tests/wire/check.mjs"]);
    node.arg(faults).arg(command).arg("wasm/npm/dist/index.js").args(flags);
    shell::show(&mut node)
}
