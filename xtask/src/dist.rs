//! `cargo xtask dist`: what a release consists of, in `target/dist`.
//!
//! Nothing of the machine or the moment is in it: times are those of the commit (or
//! `SOURCE_DATE_EPOCH`), owners are root, files stand in the order of their names.

mod archive;
mod binary;
mod deb;
mod javascript;
mod notices;
mod sbom;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use spravka_core::file::sha256_hex;

use self::sbom::Contents;
use crate::shell;
use crate::stage::{Outcome, Scope, Stage, play};

const STAGES: &[Stage] = &[
    Stage { name: "x86_64 binary", all: false, run: x86_64 },
    Stage { name: "aarch64 binary", all: false, run: aarch64 },
    Stage { name: "packages of npm", all: false, run: packages },
    Stage { name: "code node", all: false, run: code_node },
    Stage { name: "checksums", all: false, run: checksums },
];

const SUMS: &str = "SHA256SUMS";

/// Makes everything, or what has `only` in its name and the checksums of whatever is there then.
pub(crate) fn run(only: Option<&str>) -> Result<bool> {
    let Some(only) = only else {
        let folder = folder()?;
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        return Ok(play(STAGES, Scope { all: true }));
    };
    let last = |stage: &Stage| stage.name == "checksums";
    let wanted = |stage: &Stage| stage.name.contains(only) || last(stage);
    let stages: Vec<Stage> = STAGES.iter().copied().filter(wanted).collect();
    if stages.iter().all(last) && only != "checksums" {
        let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        bail!("nothing has `{only}` in its name; there are: {}", names.join(", "));
    }
    Ok(play(&stages, Scope { all: true }))
}

fn x86_64(_: Scope) -> Result<Outcome> {
    binary::make(&binary::X86_64).context("NOT BUILT: the binary for x86_64")?;
    Ok(Outcome::Passed)
}

fn aarch64(_: Scope) -> Result<Outcome> {
    binary::make(&binary::AARCH64).context("NOT BUILT: the binary for aarch64")?;
    Ok(Outcome::Passed)
}

fn packages(_: Scope) -> Result<Outcome> {
    javascript::packages().context("NOT BUILT: the packages of npm")?;
    Ok(Outcome::Passed)
}

fn code_node(_: Scope) -> Result<Outcome> {
    javascript::code_node().context("NOT BUILT: what is pasted into n8n")?;
    Ok(Outcome::Passed)
}

/// Holds each artefact to its SBOM, and writes the sums of both.
fn checksums(_: Scope) -> Result<Outcome> {
    let folder = folder()?;
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let name = entry?.file_name().into_string();
        names.push(name.ok().context("the name of an artefact is UTF-8")?);
    }
    names.retain(|name| name != SUMS);
    names.sort_unstable();
    let mut sums = String::new();
    for name in &names {
        let described = name.ends_with(sbom::ENDING) || names.contains(&sbom::name(name));
        ensure!(described, "{name} has no SBOM beside it");
        writeln!(sums, "{}  {name}", sha256_hex(&fs::read(folder.join(name))?))?;
    }
    fs::write(folder.join(SUMS), &sums)?;
    print!("{sums}");
    println!("{}", folder.display());
    Ok(Outcome::Passed)
}

/// The licences of what is in the modules.
pub(crate) fn notices_of_modules() -> Result<String> {
    notices::notices(&javascript::modules()?)
}

/// Writes an artefact, and its SBOM beside it.
fn put(name: &str, bytes: &[u8], contents: &Contents) -> Result<()> {
    let folder = folder()?;
    fs::create_dir_all(&folder)?;
    let sbom = contents.sbom(name, &sha256_hex(bytes))?;
    for (name, bytes) in [(name, bytes), (&sbom::name(name), sbom.as_bytes())] {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
        println!("{name}: {} bytes", bytes.len());
    }
    Ok(())
}

fn folder() -> Result<PathBuf> {
    Ok(shell::target_directory()?.join("dist"))
}

/// An empty folder for what an artefact is packed from.
fn staging(name: &str) -> Result<PathBuf> {
    let path = shell::target_directory()?.join("staging").join(name);
    if path.exists() {
        fs::remove_dir_all(&path)?;
    }
    fs::create_dir_all(&path)?;
    Ok(path)
}

/// The version of every artefact.
fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The time of every file, in seconds since 1970.
fn epoch() -> Result<u64> {
    let given = std::env::var_os("SOURCE_DATE_EPOCH").and_then(|value| value.into_string().ok());
    let text = match given {
        Some(given) => given,
        None => shell::read(&mut shell::program("git", &["log", "-1", "--format=%ct"]))?,
    };
    text.trim().parse().context("SOURCE_DATE_EPOCH is a number of seconds")
}

fn copy(from: &str, folder: &Path) -> Result<()> {
    let name = Path::new(from).file_name().context("a file has a name")?;
    fs::copy(shell::root().join(from), folder.join(name)).with_context(|| from.to_owned())?;
    Ok(())
}
