//! `cargo xtask fuzz`: the targets of `fuzz/` under libFuzzer, each from its seeds.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail};
use spravka_fuzz::{TARGETS, Target};

use crate::shell;
use crate::stage::Outcome;

/// The last that was tried.
const CARGO_FUZZ: &str = "0.13.2";

/// Of a target, in the stage of `cargo xtask test --all`.
const SMOKE_SECONDS: u32 = 5;

/// In bytes, MiB and seconds. A case that takes longer than a second is told in the table; on a busy
/// machine only one of five is a hang.
const LIMITS: [&str; 3] = ["-max_len=65536", "-rss_limit_mb=512", "-timeout=5"];

/// What was freed is kept back, to be found out when it is used; less of it than usual, so that the
/// limit above is that of the target.
const SANITIZER: (&str, &str) = ("ASAN_OPTIONS", "quarantine_size_mb=32");

/// The seed by which libFuzzer takes another one each time.
const BY_CHANCE: u32 = 0;

/// Plays the targets, or those whose names have `only` in them, for so many seconds each.
pub(crate) fn run(seconds: u32, only: Option<&str>) -> Result<bool> {
    let named = |target: &&Target| only.is_none_or(|only| target.name.contains(only));
    let targets: Vec<&Target> = TARGETS.iter().filter(named).collect();
    if targets.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        bail!("no target has this in its name; there are: {}", names.join(", "));
    }
    if let Some(missing) = missing_nightly() {
        bail!("NOTHING WAS FUZZED: {missing}");
    }
    play(&targets, seconds, BY_CHANCE)
}

/// A few seconds of each.
pub(crate) fn smoke() -> Result<Outcome> {
    if let Some(missing) = missing_nightly() {
        println!("SKIPPED: {missing}: no target was built or played");
        return Ok(Outcome::NotChecked(missing));
    }
    let targets: Vec<&Target> = TARGETS.iter().collect();
    // The same in each run: a change is not refused for what another one did.
    if !play(&targets, SMOKE_SECONDS, 1)? {
        bail!("a target does not hold");
    }
    Ok(Outcome::Passed)
}

/// Why nothing can be done that needs the nightly compiler, where it is not there.
pub(crate) fn missing_nightly() -> Option<String> {
    let there = shell::works(&mut nightly("rustc", &["--version"]));
    (!there).then(|| "there is no nightly compiler: rustup toolchain install nightly".to_owned())
}

/// A program of the nightly toolchain.
pub(crate) fn nightly(name: &str, arguments: &[&str]) -> Command {
    let mut command = shell::program("rustup", &[&["run", "nightly", name], arguments].concat());
    // Those of the compiler that has built this.
    command.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTDOC");
    command
}

fn play(targets: &[&Target], seconds: u32, seed: u32) -> Result<bool> {
    let cargo_fuzz = cargo_fuzz()?;
    let name = cargo_fuzz.to_str().context("a path that is no UTF-8")?;
    shell::show(nightly(name, &["build"]).env("CARGO_TARGET_DIR", folder().join("target")))?;
    let binaries = binaries()?;
    let waiting = Mutex::new(targets.iter().copied().collect::<VecDeque<_>>());
    let next = || waiting.lock().ok()?.pop_front();
    let work = || -> Vec<Result<Row>> {
        std::iter::from_fn(next).map(|target| Row::of(target, &binaries, seconds, seed)).collect()
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut rows = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let ended = workers.into_iter().map(|worker| worker.join());
        ended
            .flat_map(|rows| rows.unwrap_or_else(|_| vec![Err(anyhow::anyhow!("a worker broke"))]))
            .collect::<Result<Vec<_>>>()
    })?;
    rows.sort_by_key(|row| row.name);
    print(&rows);
    Ok(rows.iter().all(|row| row.holds))
}

/// Where cargo puts the binaries of the targets.
fn binaries() -> Result<PathBuf> {
    let version = shell::read(&mut nightly("rustc", &["-vV"]))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("a host")?;
    Ok(folder().join("target").join(host).join("release"))
}

fn folder() -> PathBuf {
    shell::root().join("fuzz")
}

/// The program `cargo-fuzz`: the one in the cache, which is made where it is missing.
fn cargo_fuzz() -> Result<PathBuf> {
    let root = shell::cache()?.join(format!("tools/cargo-fuzz-{CARGO_FUZZ}"));
    let program = root.join("bin/cargo-fuzz");
    if !program.exists() {
        println!("cargo-fuzz is missing: installing it into {}", root.display());
        // It only calls cargo: to optimize it would take longer than to run it.
        let what = ["install", "--debug", "--locked", "--version", CARGO_FUZZ, "cargo-fuzz"];
        let mut install = shell::cargo(&what);
        install.arg("--root").arg(&root);
        shell::show(&mut install).context("cargo-fuzz cannot be installed")?;
    }
    Ok(program)
}

/// What came of a target.
struct Row {
    name: &'static str,
    executions: String,
    per_second: String,
    features: String,
    slowest: String,
    holds: bool,
}

impl Row {
    fn of(target: &Target, binaries: &Path, seconds: u32, seed: u32) -> Result<Self> {
        let at = |what: &str| folder().join(what).join(target.name);
        let (seeds, corpus, artifacts) = (at("target/seeds"), at("corpus"), at("artifacts"));
        write_seeds(target, &seeds)?;
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&artifacts)?;
        let mut command = Command::new(binaries.join(target.name));
        command.args(LIMITS).arg("-print_final_stats=1").env(SANITIZER.0, SANITIZER.1);
        command.arg(format!("-max_total_time={seconds}")).arg(format!("-seed={seed}"));
        command.arg(format!("-artifact_prefix={}/", artifacts.display()));
        command.args([&corpus, &seeds]).stdin(Stdio::null());
        let output = command.output().with_context(|| format!("cannot start {}", target.name))?;
        let log = String::from_utf8_lossy(&output.stderr);
        let holds = output.status.success();
        if !holds {
            println!("{} does not hold: {}", target.name, target.about);
            println!("{}\n{}", panic_of(&log), hint(target));
        }
        Ok(Self::read(target.name, &log, holds))
    }

    fn read(name: &'static str, log: &str, holds: bool) -> Self {
        let stat = |stat: &str| {
            let line = log.lines().find_map(|line| line.strip_prefix(&format!("stat::{stat}:")));
            line.map_or("?", str::trim).to_owned()
        };
        let features = log.lines().rev().find_map(|line| line.split(" ft: ").nth(1));
        let features = features.and_then(|rest| rest.split(' ').next()).unwrap_or("?").to_owned();
        Self {
            name,
            executions: stat("number_of_executed_units"),
            per_second: stat("average_exec_per_sec"),
            features,
            slowest: stat("slowest_unit_time_sec"),
            holds,
        }
    }
}

fn write_seeds(target: &Target, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (name, bytes) in (target.seeds)() {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// What the target said when it broke, or the end of what libFuzzer said.
fn panic_of(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    let begin = lines.iter().position(|line| line.contains("panicked at"));
    let begin = begin.unwrap_or(lines.len().saturating_sub(20));
    let shown = lines.iter().skip(begin).take(20);
    shown.map(|line| line.chars().take(600).collect::<String>()).collect::<Vec<_>>().join("\n")
}

fn hint(target: &Target) -> String {
    let name = target.name;
    format!(
        "the case is in fuzz/artifacts/{name}; once it is mended, keep it in fuzz/regressions/{name}"
    )
}

fn print(rows: &[Row]) {
    let [name, executions, per_second] = ["target", "executions", "exec/s"];
    println!(
        "\n{name:14} {executions:>12} {per_second:>8} {:>9} {:>9}  result",
        "features", "slowest"
    );
    for row in rows {
        let Row { name, executions, per_second, features, slowest, holds } = row;
        let result = if *holds { "holds" } else { "BROKEN" };
        println!(
            "{name:14} {executions:>12} {per_second:>8} {features:>9} {slowest:>7} s  {result}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_a_run_are_read() {
        let log = "#2\tINITED cov: 7 ft: 9 corp: 1/1b exec/s: 0 rss: 30Mb\n\
                   #64\tDONE   cov: 244 ft: 1060 corp: 3/9b lim: 4 exec/s: 32 rss: 40Mb\n\
                   Done 64 runs in 2 second(s)\nstat::number_of_executed_units: 64\n\
                   stat::average_exec_per_sec:     32\nstat::slowest_unit_time_sec:    0\n";
        let row = Row::read("f00", log, true);
        let figures = [row.executions, row.per_second, row.features, row.slowest];
        assert_eq!(figures, ["64", "32", "1060", "0"]);
    }

    #[test]
    fn what_broke_is_shown() {
        let log = "INFO: Seed: 1\nthread 'x' panicked at a.rs:1:1:\nleft\n";
        assert_eq!(panic_of(log), "thread 'x' panicked at a.rs:1:1:\nleft");
        assert_eq!(panic_of("one\nERROR: libFuzzer: timeout"), "one\nERROR: libFuzzer: timeout");
    }
}
