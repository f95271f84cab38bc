//! What calls cost, counted and held against `tests/gates/counts.txt`: instructions under valgrind,
//! operators in WASM, allocations. Seconds depend on who else is at work; these do not.

mod table;

use std::fs;

use anyhow::{Context, Result, bail, ensure};

use self::table::Counts;
use crate::stage::Outcome;
use crate::{shell, wasm};

const PINNED: &str = "tests/gates/counts.txt";

/// How often a call is played, the second time; what the rest of the program takes falls out.
const TIMES: [u64; 2] = [1, 11];

pub(crate) fn test() -> Result<Outcome> {
    let path = shell::root().join(PINNED);
    let here = here()?;
    let mut counts = Counts::default();
    fuel(&mut counts)?;
    allocations(&mut counts)?;
    let has_valgrind = shell::works(&mut shell::program("valgrind", &["--version"]));
    if has_valgrind {
        instructions(&mut counts)?;
    }
    let text = counts.text(&here);
    print!("{text}");
    if std::env::var_os("SPRAVKA_BLESS").is_some() {
        ensure!(has_valgrind, "without valgrind there is nothing to pin");
        fs::write(&path, &text)?;
    }
    let pinned = fs::read_to_string(&path).context(PINNED)?;
    let (there, pinned) = Counts::read(&pinned).context(PINNED)?;
    if there != here {
        return Ok(Outcome::NotChecked(format!("pinned for {there}, and this is {here}")));
    }
    let faults = pinned.faults(&counts);
    if !faults.is_empty() {
        bail!("differs from {PINNED} (SPRAVKA_BLESS=1 writes it):\n{}", faults.join("\n"));
    }
    if !has_valgrind {
        let why = "valgrind is missing: no instruction was counted; fuel and allocations hold";
        return Ok(Outcome::NotChecked(why.to_owned()));
    }
    Ok(Outcome::Passed)
}

/// What the counts depend on, beside the sources: the compiler, and the instructions that memchr and
/// simdutf8 find in the processor.
fn here() -> Result<String> {
    let version = shell::read(&mut shell::program("rustc", &["-vV"]))?;
    let line = |name: &str| version.lines().find_map(|line| line.strip_prefix(name));
    let release = line("release: ").context("rustc -vV")?;
    let host = line("host: ").context("rustc -vV")?;
    Ok(format!("rustc {release}, {host}{}", if has_avx2() { ", avx2" } else { "" }))
}

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    std::arch::is_x86_feature_detected!("avx2")
}

#[cfg(not(target_arch = "x86_64"))]
fn has_avx2() -> bool {
    false
}

fn fuel(counts: &mut Counts) -> Result<()> {
    let module = wasm::raw()?;
    let package = ["--package", "spravka-gates", "--no-default-features", "--features", "fuel"];
    let program = ["--bin", "gates-fuel", "--profile", "tool"];
    let what = [&["run", "--quiet", "--locked"], &package[..], &program, &["--"]].concat();
    let found = shell::read(shell::cargo(&what).arg(module))?;
    counts.take(&found, &["fuel"])
}

fn allocations(counts: &mut Counts) -> Result<()> {
    let what = ["--quiet", "--locked", "--package", "spravka-gates", "--bin", "gates-allocations"];
    let found = shell::read(&mut shell::cargo(&[&["run"], &what[..]].concat()))?;
    counts.take(&found, &["allocations", "peak_bytes"])
}

/// Of the release, call by call; it has its names, so that callgrind can be asked where they are.
fn instructions(counts: &mut Counts) -> Result<()> {
    let what = ["build", "--profile", "profiling", "--locked", "--package", "spravka-gates"];
    shell::show(&mut shell::cargo(&[&what[..], &["--bin", "gates-calls"]].concat()))?;
    let program = shell::target_directory()?.join("profiling/gates-calls");
    let program = program.to_str().context("a path in UTF-8")?;
    let mut found = String::new();
    for name in shell::read(&mut shell::program(program, &[]))?.lines() {
        let [few, many] = TIMES.map(|times| counted(program, name, times));
        let [few, many] = [few?, many?];
        let [once, often] = TIMES;
        let each = (many - few) / (often - once);
        found.push_str(&format!("{name} {each}\n"));
    }
    counts.take(&found, &["instructions"])
}

/// The instructions of a whole run.
fn counted(program: &str, name: &str, times: u64) -> Result<u64> {
    let options = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"];
    let mut valgrind = shell::program("valgrind", &options);
    let output = valgrind.args([program, name, &times.to_string()]).output()?;
    ensure!(output.status.success(), "valgrind, {name}: {}", output.status);
    // `==7== I   refs:      4,142,676`
    let said = String::from_utf8_lossy(&output.stderr);
    let line =
        said.lines().find_map(|line| line.split_once("refs:")).context("valgrind's count")?;
    let digits: String = line.1.chars().filter(char::is_ascii_digit).collect();
    digits.parse().context("valgrind's count")
}
