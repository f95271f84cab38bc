//! `cargo xtask miri`: JSONTestSuite and the raw door of WASM under Miri.

use anyhow::{Result, bail};
use spravka_tests::hostile;

use crate::fuzz::{missing_nightly, nightly};
use crate::shell;
use crate::stage::Outcome;

/// Files are read, the corpus among them; an integer is no pointer.
const STRICT: &str = "-Zmiri-disable-isolation -Zmiri-strict-provenance";

/// Where pointers have 64 bits, an answer cannot be given back.
const LEAKING: &str = "-Zmiri-strict-provenance -Zmiri-ignore-leaks";

/// An answer of the raw door is a number, and so is where it lies.
const EXPOSED: &str = "-Zmiri-permissive-provenance";

/// With pointers as long as those of WASM.
const NARROW: &str = "i686-unknown-linux-gnu";

pub(crate) fn run() -> Result<bool> {
    if let Some(missing) = missing() {
        bail!("NOTHING WAS INTERPRETED: {missing}");
    }
    interpret(1)?;
    Ok(true)
}

/// The same with a tenth of the corpus: all of it takes more than ten minutes.
pub(crate) fn stage() -> Result<Outcome> {
    if let Some(missing) = missing() {
        println!("SKIPPED: {missing}: nothing was interpreted");
        return Ok(Outcome::NotChecked(missing));
    }
    interpret(10)?;
    Ok(Outcome::Passed)
}

fn missing() -> Option<String> {
    let miri = || {
        let there = shell::works(&mut nightly("cargo", &["miri", "--version"]));
        let how = "rustup component add --toolchain nightly miri rust-src";
        (!there).then(|| format!("there is no Miri: {how}"))
    };
    missing_nightly().or_else(miri)
}

/// With every file of the corpus, or every so many.
fn interpret(every: usize) -> Result<()> {
    let suite = hostile::suite();
    let test = |flags, which: &[&str]| test(flags, which, every);
    test(LEAKING, &["--package", "spravka-wasm-memory", "--lib"])?;
    if suite.exists() {
        test(STRICT, &["--package", "spravka-fuzz", "--test", "corpus"])?;
    } else if std::env::var_os("SPRAVKA_REQUIRE_CORPUS").is_some() {
        bail!("no JSONTestSuite at {}", suite.display());
    } else {
        println!("SKIPPED: no JSONTestSuite at {}; set SPRAVKA_JSON_TEST_SUITE", suite.display());
    }
    test(EXPOSED, &["--package", "spravka-wasm", "--test", "border", "--target", NARROW])
}

fn test(flags: &str, which: &[&str], every: usize) -> Result<()> {
    let mut miri = nightly("cargo", &[&["miri", "test", "--locked"], which].concat());
    // Beside what is built for running: the flags are others.
    miri.arg("--target-dir").arg(shell::target_directory()?.join("miri"));
    shell::show(miri.env("MIRIFLAGS", flags).env("SPRAVKA_MIRI_EVERY", every.to_string()))
}
