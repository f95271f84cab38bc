//! The WASM artefact: its build, its size and its gates.

use std::fs;
use std::io::Write;
use std::process::Command;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use wasmparser::{Parser, Payload};

use crate::shell::{self, WASM};

/// The most that the artefact may weigh, compressed: what it has now and a little. The goal of
/// 160,000 bytes was set for a smaller catalogue; each operation costs 3,000 to 7,000, those on
/// debtors twice that.
const GZIP_LIMIT: usize = 480_000;

/// Builds the artefact and prints its size.
pub(crate) fn run() -> Result<()> {
    shell::ensure_wasm_target()?;
    let module = build()?;
    report(&module)?;
    Ok(())
}

/// Builds the artefact and holds it against the gates.
pub(crate) fn check() -> Result<()> {
    let module = build()?;
    let compressed = report(&module)?;
    if compressed > GZIP_LIMIT {
        bail!("the module has {compressed} bytes compressed, more than {GZIP_LIMIT}");
    }
    let imports = imports(&module)?;
    if !imports.is_empty() {
        bail!("the module imports {}: it must run anywhere, on nothing", imports.join(", "));
    }
    println!("it imports nothing");
    Ok(())
}

/// Calls with their steps, by name.
type Conversations = Vec<(String, Vec<(String, Option<String>)>)>;

/// Plays every conversation to the artefact in Node.js.
pub(crate) fn conversations() -> Result<()> {
    let cases: Vec<_> = spravka_tests::cases()
        .into_iter()
        .map(|case| {
            let turns = case.turns.into_iter().map(|turn| (turn.call, turn.step));
            (case.name, turns.collect::<Vec<_>>())
        })
        .collect();
    play("conversations.json", &cases)
}

/// Plays every call of the fault matrix to it: the steps are those of the core.
pub(crate) fn faults() -> Result<()> {
    let core =
        |call: &str| String::from_utf8_lossy(&spravka_core::dispatch(call.as_bytes())).into();
    let mut cells = Vec::new();
    for call in spravka_tests::matrix::calls() {
        for fault in spravka_tests::matrix::FAULTS {
            let turns = call.play(fault, &mut { core }).turns;
            let turns = turns.into_iter().map(|(call, step)| (call, Some(step)));
            cells.push((format!("{} {}", call.name, fault.name), turns.collect()));
        }
    }
    play("faults.json", &cells)
}

fn play(file: &str, conversations: &Conversations) -> Result<()> {
    let directory = shell::target_directory()?;
    let module = directory.join(WASM).join("wasm/spravka_wasm.wasm");
    // Texts within texts: Node.js must not read the calls, or their digits change.
    let path = directory.join(file);
    fs::write(&path, serde_json::to_string(conversations)?)?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/wasm.mjs");
    shell::show(Command::new("node").arg(script).arg(module).arg(path))?;
    Ok(())
}

fn build() -> Result<Vec<u8>> {
    shell::show(&mut shell::cargo(&[
        "build",
        "--package",
        "spravka-wasm",
        "--profile",
        "wasm",
        "--target",
        WASM,
        "--locked",
    ]))?;
    let path = shell::target_directory()?.join(WASM).join("wasm/spravka_wasm.wasm");
    println!("{}", path.display());
    fs::read(&path).with_context(|| path.display().to_string())
}

/// Prints both sizes and gives the compressed one.
fn report(module: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(module)?;
    let compressed = encoder.finish()?.len();
    println!("{} bytes, {compressed} with gzip -9", module.len());
    Ok(compressed)
}

/// The imports of a module, `module.name` each.
fn imports(module: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let import = import?;
                names.push(format!("{}.{}", import.module, import.name));
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn an_import_is_seen() {
        // One type, `func () -> ()`, and one import of it: `env.now`.
        let sections = b"\x01\x04\x01\x60\0\0\x02\x0b\x01\x03env\x03now\0\0";
        let module = [EMPTY, sections].concat();
        assert_eq!(imports(&module).unwrap(), ["env.now"]);
    }

    #[test]
    fn nothing_imported_is_an_empty_list() {
        assert!(imports(EMPTY).unwrap().is_empty());
        assert!(imports(b"not a module").is_err());
    }
}
