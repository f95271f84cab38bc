//! `cargo xtask test`.

use std::process::Command;

use anyhow::{Result, bail};

use crate::stage::{Outcome, Scope, Stage, play};
use crate::{browser, fuzz, gates, miri, n8n, package, parity, shell, wasm, wire};

const STAGES: &[Stage] = &[
    Stage { name: "wasm target", all: false, run: wasm_target },
    Stage { name: "workspace", all: false, run: workspace },
    Stage { name: "runner without network code", all: false, run: without_network },
    Stage { name: "runner that validates", all: false, run: validating },
    Stage { name: "wasm", all: false, run: wasm },
    Stage { name: "wasm in Node.js", all: false, run: wasm_in_node },
    Stage { name: "faults in Node.js", all: false, run: faults_in_node },
    Stage { name: "hostile JSON in Node.js", all: false, run: hostile_in_node },
    Stage { name: "sandbox in Node.js", all: false, run: sandbox_in_node },
    Stage { name: "traps in Node.js", all: false, run: traps_in_node },
    Stage { name: "memory of hosts in Node.js", all: false, run: hosts_in_node },
    Stage { name: "package", all: false, run: package },
    Stage { name: "gates", all: true, run: gates },
    Stage { name: "parity", all: true, run: generated },
    Stage { name: "faults over sockets", all: false, run: faults_over_sockets },
    Stage { name: "benchmarks", all: true, run: benchmarks },
    Stage { name: "browser", all: true, run: in_a_browser },
    Stage { name: "playground", all: true, run: playground },
    Stage { name: "n8n", all: true, run: in_n8n },
    Stage { name: "wasm from another place", all: true, run: reproducible },
    Stage { name: "scale-out", all: true, run: scale_out },
    Stage { name: "fuzz", all: true, run: |_| fuzz::smoke() },
    Stage { name: "miri", all: true, run: |_| miri::stage() },
];

/// Crates by which a program reaches the network.
const NETWORK: &[&str] = &[
    "attohttpc",
    "curl",
    "hyper",
    "isahc",
    "mio",
    "minreq",
    "native-tls",
    "openssl",
    "reqwest",
    "rustls",
    "socket2",
    "tokio",
    "ureq",
];

/// Plays the stages, or those whose names have `only` in them.
pub(crate) fn run(all: bool, only: Option<&str>) -> Result<bool> {
    let Some(only) = only else { return Ok(play(STAGES, Scope { all })) };
    let named = |stage: &Stage| stage.name.contains(only);
    let stages: Vec<Stage> = STAGES.iter().copied().filter(named).collect();
    if stages.is_empty() {
        let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("no stage has `{only}` in its name; there are: {}", names.join(", "));
    }
    // Who names a stage wants it.
    Ok(play(&stages, Scope { all: true }))
}

fn wasm_target(_: Scope) -> Result<Outcome> {
    shell::ensure_wasm_target()?;
    Ok(Outcome::Passed)
}

fn workspace(scope: Scope) -> Result<Outcome> {
    shell::show(&mut cargo_test(&["--workspace"], scope))?;
    Ok(Outcome::Passed)
}

fn without_network(_: Scope) -> Result<Outcome> {
    let package = ["--package", "spravka", "--no-default-features", "--locked"];
    shell::show(&mut shell::cargo(&[&["build"], &package[..]].concat()))?;
    let shape = ["--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let tree = shell::read(&mut shell::cargo(&[&["tree"], &package[..], &shape].concat()))?;
    let found = network_crates(&tree);
    if !found.is_empty() {
        bail!("without its default features the runner still depends on {}", found.join(", "));
    }
    Ok(Outcome::Passed)
}

fn validating(scope: Scope) -> Result<Outcome> {
    shell::show(&mut cargo_test(&["--package", "spravka", "--features", "validate"], scope))?;
    Ok(Outcome::Passed)
}

fn wasm(_: Scope) -> Result<Outcome> {
    wasm::check()?;
    Ok(Outcome::Passed)
}

fn wasm_in_node(_: Scope) -> Result<Outcome> {
    wasm::conversations()?;
    Ok(Outcome::Passed)
}

fn faults_in_node(_: Scope) -> Result<Outcome> {
    wasm::faults()?;
    Ok(Outcome::Passed)
}

fn package(_: Scope) -> Result<Outcome> {
    wasm::run()?;
    package::build()?;
    package::test()?;
    Ok(Outcome::Passed)
}

fn gates(_: Scope) -> Result<Outcome> {
    gates::test()
}

fn generated(_: Scope) -> Result<Outcome> {
    parity::run(&parity::Flags::default())?;
    Ok(Outcome::Passed)
}

fn faults_over_sockets(_: Scope) -> Result<Outcome> {
    wire::check(&package::command()?, &[])?;
    Ok(Outcome::Passed)
}

fn benchmarks(_: Scope) -> Result<Outcome> {
    package::try_benchmarks()?;
    Ok(Outcome::Passed)
}

fn in_a_browser(_: Scope) -> Result<Outcome> {
    browser::test()?;
    Ok(Outcome::Passed)
}

fn playground(_: Scope) -> Result<Outcome> {
    browser::test_playground()?;
    Ok(Outcome::Passed)
}

fn in_n8n(_: Scope) -> Result<Outcome> {
    n8n::test()
}

fn hostile_in_node(_: Scope) -> Result<Outcome> {
    wasm::hostile()
}

fn sandbox_in_node(_: Scope) -> Result<Outcome> {
    wasm::sandbox()?;
    Ok(Outcome::Passed)
}

fn traps_in_node(_: Scope) -> Result<Outcome> {
    wasm::traps()?;
    Ok(Outcome::Passed)
}

fn hosts_in_node(_: Scope) -> Result<Outcome> {
    wasm::hosts()?;
    Ok(Outcome::Passed)
}

fn reproducible(_: Scope) -> Result<Outcome> {
    wasm::reproducible()?;
    Ok(Outcome::Passed)
}

/// GNU parallel, Spark and the contract of Redpanda Connect, against one process.
fn scale_out(_: Scope) -> Result<Outcome> {
    shell::show(&mut shell::cargo(&["build", "--package", "spravka", "--locked"]))?;
    let binaries = shell::target_directory()?.join("debug");
    shell::show(shell::program("bash", &["tests/scale/check.sh"]).arg(binaries))?;
    Ok(Outcome::Passed)
}

/// `cargo test`, with the documentation's examples; every test binary runs, whatever the others
/// say.
fn cargo_test(which: &[&str], scope: Scope) -> Command {
    let mut command = shell::cargo(&[&["test"], which, &["--locked", "--no-fail-fast"]].concat());
    if scope.all {
        command.env("SPRAVKA_REQUIRE_CORPUS", "1").env("SPRAVKA_KILLS", "100");
        command.env("PROPTEST_CASES", "10000");
    }
    command
}

fn network_crates(tree: &str) -> Vec<&str> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let mut found: Vec<_> = names.filter(|name| NETWORK.contains(name)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_crate_is_seen() {
        let tree = "spravka v0.1.0 (/x)\nureq v3.5.1\nserde v1.0.0\nureq v3.5.1 (*)\n";
        assert_eq!(network_crates(tree), ["ureq"]);
        assert!(network_crates("spravka v0.1.0 (/x)\nserde v1.0.0\n").is_empty());
    }
}
