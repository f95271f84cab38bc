//! The WASM artefacts: their build, their size and their gates.

mod build;
mod module;
mod node;
mod worlds;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use spravka_core::file::sha256_hex;

use self::build::{ARTEFACTS, Artefact, Place};
pub(crate) use self::node::{
    conversations, faults, hostile, hosts, parity, sandbox, traps, written_faults,
};
use crate::{dist, paths, shell};

/// Builds the artefacts, with the licences of what is in them, and prints their sizes.
pub(crate) fn run() -> Result<()> {
    shell::ensure_wasm_target()?;
    let place = Place::here()?;
    for artefact in ARTEFACTS {
        report(&artefact.make(&place)?)?;
    }
    fs::write(place.directory().join("THIRD-PARTY-LICENSES"), dist::notices_of_modules()?)?;
    Ok(())
}

/// Builds the raw door and gives its path.
pub(crate) fn raw() -> Result<PathBuf> {
    shell::ensure_wasm_target()?;
    let place = Place::here()?;
    let [raw, ..] = ARTEFACTS else { bail!("no artefacts") };
    raw.make(&place)?;
    Ok(place.directory().join(raw.file))
}

/// Builds the artefacts and holds them against the gates: size, imports, exports, no path of the
/// machine that built them.
pub(crate) fn check() -> Result<()> {
    let place = Place::here()?;
    let mut doors = String::new();
    for artefact in ARTEFACTS {
        let module = artefact.make(&place)?;
        weigh(artefact, &module)?;
        without_paths(artefact.file, &module, &place)?;
        describe(artefact, &module, &mut doors)?;
    }
    without_paths("glue", &fs::read(place.directory().join("spravka_bg.js"))?, &place)?;
    pinned(&doors)
}

/// Builds the raw door again from a copy of the sources at another place.
pub(crate) fn reproducible() -> Result<()> {
    let here = Place::here()?;
    let elsewhere = here.target.join("elsewhere");
    let there = Place { root: elsewhere.join("a copy"), target: elsewhere.join("target") };
    if there.root.exists() {
        fs::remove_dir_all(&there.root)?;
    }
    for file in shell::files("")? {
        let to = there.root.join(&file);
        fs::create_dir_all(to.parent().context("a file has a folder")?)?;
        fs::copy(here.root.join(&file), &to).with_context(|| file)?;
    }
    let [raw, ..] = ARTEFACTS else { bail!("no artefacts") };
    let hashes = [raw.make(&here)?, raw.make(&there)?].map(|module| sha256_hex(&module));
    println!("{}", hashes.join("\n"));
    let [one, other] = hashes;
    ensure!(one == other, "the same sources give another {} at another place", raw.file);
    Ok(())
}

fn weigh(artefact: &Artefact, module: &[u8]) -> Result<()> {
    let gzip = report(module)?;
    let (size, Artefact { file, most, most_gzip, .. }) = (module.len(), artefact);
    ensure!(size <= *most, "{file} has {size} bytes, more than {most}");
    ensure!(gzip <= *most_gzip, "{file} has {gzip} bytes compressed, more than {most_gzip}");
    Ok(())
}

/// Prints both sizes and gives the compressed one.
fn report(module: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(module)?;
    let compressed = encoder.finish()?.len();
    println!("{} bytes, {compressed} with gzip -9", module.len());
    Ok(compressed)
}

fn without_paths(name: &str, bytes: &[u8], place: &Place) -> Result<()> {
    paths::ensure_absent(name, bytes, &[&place.root, &place.target])
}

fn describe(artefact: &Artefact, bytes: &[u8], doors: &mut String) -> Result<()> {
    for import in module::imports(bytes)? {
        writeln!(doors, "{} imports {import}", artefact.file)?;
    }
    for export in module::exports(bytes)? {
        writeln!(doors, "{} exports {export}", artefact.file)?;
    }
    Ok(())
}

/// Holds what the modules import and export against the committed list.
fn pinned(doors: &str) -> Result<()> {
    let path = shell::root().join("wasm/doors.txt");
    if std::env::var_os("SPRAVKA_BLESS").is_some() {
        fs::write(&path, doors)?;
    }
    let expected = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let missing = |of: &str, from: &str| -> Vec<String> {
        let lines = of.lines().filter(|line| !from.lines().any(|other| other == *line));
        lines.map(str::to_owned).collect()
    };
    let (more, less) = (missing(doors, &expected), missing(&expected, doors));
    let differ = "differs from wasm/doors.txt (SPRAVKA_BLESS=1 writes it)";
    ensure!(more.is_empty() && less.is_empty(), "{differ}: more {more:?}, less {less:?}");
    println!("{} imports and exports are those of wasm/doors.txt", doors.lines().count());
    Ok(())
}
