//! Every seed and every regression, played to its target.
#![allow(clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use spravka_fuzz::{TARGETS, Target};

/// Those that were found by fuzzing: `<target>/<name>`.
fn regressions(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/regressions").join(target.name);
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let files = entries.map(|entry| entry.expect("an entry").path());
    files
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(path).expect("a regression can be read"))
        })
        .collect()
}

#[test]
fn every_target_holds_on_its_seeds() {
    let mut broken = Vec::new();
    for target in TARGETS {
        let seeds = (target.seeds)();
        assert!(!seeds.is_empty(), "{} has no seed", target.name);
        for (name, bytes) in seeds.into_iter().chain(regressions(target)) {
            if catch_unwind(|| (target.run)(&bytes)).is_err() {
                broken.push(format!("{}: {name}", target.name));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn names_are_those_of_the_binaries() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/fuzz_targets");
    let entries = fs::read_dir(folder).expect("the binaries");
    let mut files: Vec<String> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    files.sort();
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(files, names);
}
