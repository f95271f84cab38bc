//! The packages of npm, and what is pasted into n8n.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::sbom::Contents;
use super::{put, staging, version};
use crate::shell::{self, WASM};
use crate::{package, wasm};

/// What is in the raw door, and so in n8n's node and in what is pasted.
const RAW: (&str, &[&str]) = ("spravka-wasm", &[]);

/// Everything of `wasm/npm`, and the community node.
pub(super) fn packages() -> Result<()> {
    wasm::run()?;
    package::build()?;
    let folder = staging("npm")?;
    let mut pack = shell::program("npm", &["pack", "--ignore-scripts", "--workspace", "wasm/npm"]);
    shell::show(pack.arg("--pack-destination").arg(&folder))?;
    let name = format!("spravka-{}.tgz", version());
    put(&name, &fs::read(folder.join(&name))?, &modules()?)?;

    shell::show(
        with_artefacts(&mut shell::program("node", &["n8n/scripts/pack.mjs"]))?.arg(&folder),
    )?;
    let name = format!("n8n-nodes-spravka-{}.tgz", version());
    let mut contents = Contents::of(&[RAW], WASM)?;
    contents.licence = "MIT";
    put(&name, &fs::read(folder.join(&name))?, &contents)
}

/// The code that is pasted, and the workflow with such code in it.
pub(super) fn code_node() -> Result<()> {
    wasm::run()?;
    package::ensure_modules()?;
    shell::show(with_artefacts(&mut shell::program("node", &["n8n/scripts/code-node.mjs"]))?)?;
    let mut contents = Contents::of(&[RAW], WASM)?;
    let inflate = locked_version("fflate")?;
    let purl = format!("pkg:npm/fflate@{inflate}");
    contents.add("fflate", &inflate, "MIT", Some(purl));
    for name in ["spravka.js", "code-and-http-request.json"] {
        let path = shell::root().join("n8n/code-node").join(name);
        put(&format!("code-node-{name}"), &fs::read(path).context(name)?, &contents)?;
    }
    Ok(())
}

/// What is in the modules of `wasm/npm`, all together.
pub(super) fn modules() -> Result<Contents> {
    let bound = ("spravka-wasm", &["fetch"][..]);
    Contents::of(&[RAW, bound, ("spravka-wasm-sandbox", &[])], WASM)
}

fn with_artefacts(command: &mut Command) -> Result<&mut Command> {
    Ok(command.env(package::ARTEFACTS, package::artefacts()?))
}

/// The version of a JavaScript library, by package-lock.json.
fn locked_version(name: &str) -> Result<String> {
    #[derive(Deserialize)]
    struct Lock {
        packages: std::collections::BTreeMap<String, Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        version: Option<String>,
    }

    let lock = fs::read_to_string(shell::root().join("package-lock.json"))?;
    let mut lock: Lock = serde_json::from_str(&lock).context("package-lock.json")?;
    let package = lock.packages.remove(&format!("node_modules/{name}"));
    package.and_then(|package| package.version).with_context(|| format!("{name} is not locked"))
}
