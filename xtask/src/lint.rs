//! `cargo xtask lint`.

use std::env;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::{self, WASM};
use crate::stage::{Outcome, Scope, Stage, play};
use crate::{generate, links, package, policy, rules};

const STAGES: &[Stage] = &[
    Stage { name: "format", all: false, run: format },
    Stage { name: "format of JavaScript", all: false, run: format_of_javascript },
    Stage { name: "clippy", all: false, run: clippy },
    Stage { name: "clippy for wasm", all: false, run: clippy_for_wasm },
    Stage { name: "documentation", all: false, run: documentation },
    Stage { name: "generated files", all: false, run: generated },
    Stage { name: "rules of the project", all: false, run: project_rules },
    Stage { name: "links of documents", all: false, run: links_of_documents },
    Stage { name: "workflows", all: false, run: workflows },
    Stage { name: "dependencies", all: false, run: dependencies },
    Stage { name: "advisories", all: false, run: advisories },
];

pub(crate) fn run() -> bool {
    play(STAGES, Scope { all: true })
}

/// Every file by its name: `cargo fmt` does not see the modules that a macro declares.
fn format(_: Scope) -> Result<Outcome> {
    let files = shell::files(".rs")?;
    let options = ["--check", "--edition", "2024", "--config-path", "rustfmt.toml"];
    let mut command = shell::program("rustfmt", &options);
    if !stdout().is_terminal() {
        command.args(["--color", "never"]);
    }
    shell::show(command.args(&files))?;
    println!("{} files", files.len());
    Ok(Outcome::Passed)
}

fn format_of_javascript(_: Scope) -> Result<Outcome> {
    package::check_format()?;
    Ok(Outcome::Passed)
}

fn clippy(_: Scope) -> Result<Outcome> {
    let what = ["--workspace", "--all-targets", "--all-features"];
    shell::show(&mut clippy_of(&what))?;
    // What one feature needs may be left over without it.
    shell::show(&mut clippy_of(&["-p", "spravka"]))?;
    shell::show(&mut clippy_of(&["-p", "spravka", "--no-default-features"]))?;
    Ok(Outcome::Passed)
}

fn clippy_for_wasm(_: Scope) -> Result<Outcome> {
    shell::ensure_wasm_target()?;
    let packages = ["spravka-core", "spravka-sandbox", "spravka-wasm", "spravka-wasm-sandbox"];
    let packages = packages.map(|package| ["-p", package]);
    let what = [packages.as_flattened(), &["--target", WASM]].concat();
    shell::show(&mut clippy_of(&what))?;
    shell::show(&mut clippy_of(&["-p", "spravka-wasm", "--all-features", "--target", WASM]))?;
    Ok(Outcome::Passed)
}

fn clippy_of(what: &[&str]) -> Command {
    shell::cargo(
        &[&["clippy"], what, &["--locked", "--keep-going", "--", "-D", "warnings"]].concat(),
    )
}

fn documentation(_: Scope) -> Result<Outcome> {
    let arguments = ["doc", "--no-deps", "--workspace", "--locked"];
    shell::show(shell::cargo(&arguments).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Outcome::Passed)
}

fn generated(_: Scope) -> Result<Outcome> {
    generate::run(true)?;
    Ok(Outcome::Passed)
}

fn project_rules(_: Scope) -> Result<Outcome> {
    let findings = rules::check_repository()?;
    if !findings.is_empty() {
        bail!("{}", findings.join("\n"));
    }
    println!("{} rules hold", rules::RULES.len());
    Ok(Outcome::Passed)
}

fn links_of_documents(_: Scope) -> Result<Outcome> {
    let (faults, count) = links::check()?;
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    println!("{count} links");
    Ok(Outcome::Passed)
}

fn workflows(_: Scope) -> Result<Outcome> {
    package::check_workflows()?;
    Ok(Outcome::Passed)
}

fn dependencies(_: Scope) -> Result<Outcome> {
    policy::check()?;
    // A workspace of its own, which nothing else builds with `--locked`.
    let fuzz =
        ["metadata", "--locked", "--format-version", "1", "--manifest-path", "fuzz/Cargo.toml"];
    shell::read(&mut shell::cargo(&fuzz))?;
    if has_cargo_deny() {
        let what = ["deny", "check", "licenses", "bans", "sources"];
        shell::show(&mut shell::cargo(&what))?;
    } else {
        println!("cargo-deny is not installed: the check above, over cargo metadata, stands alone");
    }
    Ok(Outcome::Passed)
}

fn advisories(_: Scope) -> Result<Outcome> {
    let Some(database) = advisory_database() else {
        return Ok(Outcome::NotChecked("there is no advisory database on this machine".into()));
    };
    let last = shell::read(
        shell::program("git", &["log", "-1", "--format=%cr (%cs)"]).current_dir(&database),
    )?;
    println!("the advisory database {} was changed {}", database.display(), last.trim());
    if !has_cargo_deny() {
        return Ok(Outcome::NotChecked("cargo-deny, which reads the database, is missing".into()));
    }
    shell::show(&mut shell::cargo(&["deny", "--offline", "check", "advisories"]))?;
    Ok(Outcome::Passed)
}

fn has_cargo_deny() -> bool {
    shell::works(&mut shell::cargo(&["deny", "--version"]))
}

/// Where cargo-deny keeps its copy.
fn advisory_database() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")))?;
    let copies = home.join("advisory-dbs").read_dir().ok()?;
    copies.flatten().map(|copy| copy.path()).find(|path| path.join(".git").exists())
}
