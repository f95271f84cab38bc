//! `cargo xtask mutants`: the core with one small fault after the other, and whether a test sees it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::allowed::{self, Allowed};
use super::critical;
use super::tool::Tool;
use crate::shell;

const TOOL: Tool = Tool { name: "cargo-mutants", version: "27.1.0" };
const ALLOWED: &str = "xtask/mutants-allowed.txt";
const TESTS: [&str; 3] = ["--test=conversations", "--test=fault_matrix", "--test=properties"];
/// Of a hundred mutants of the rest that can be built.
const GOAL: usize = 85;
/// Of the rest every tenth mutant is tried.
const TENTH: usize = 10;

/// What is to be tried.
pub(crate) struct Which {
    /// The tenth of all other files, in place of the critical ones.
    pub(crate) rest: bool,
    /// Only files whose paths have this in them.
    pub(crate) only: Option<String>,
    /// `K/N`, from 0: every Nth mutant, beginning with the Kth.
    pub(crate) shard: Option<String>,
}

/// What became of the mutants, each without its line and column.
#[derive(Default)]
struct Fates {
    caught: Vec<String>,
    missed: Vec<String>,
    timed_out: Vec<String>,
    unviable: Vec<String>,
}

pub(crate) fn run(which: &Which) -> Result<bool> {
    let target = shell::target_directory()?.join("mutants");
    fs::create_dir_all(&target)?;
    let excused = allowed::read(ALLOWED)?;
    try_each(which, &target)?;
    let fates = Fates::read(&target.join("mutants.out"))?;
    fates.print();
    Ok(if which.rest { fates.reach_the_goal() } else { fates.are_known(&excused) })
}

/// Tries each mutant, with those tests first that are the quickest to see one.
fn try_each(which: &Which, target: &Path) -> Result<()> {
    let mut command = TOOL.command(&["--package", "spravka-core", "--no-shuffle"])?;
    for package in ["spravka-core", "spravka-tests"] {
        command.args(["--test-package", package]);
    }
    // A mutant that loops is given up; else after five times what the tests take.
    command.args(["--minimum-test-timeout", "20", "--output"]).arg(target);
    let mut paths = critical()?;
    match &which.only {
        Some(only) => {
            ensure!(!which.rest, "--rest is a tenth of all other files, and of no single one");
            paths.retain(|path| path.contains(only));
            ensure!(!paths.is_empty(), "no critical file has `{only}` in its path");
            command.args(paths.iter().map(|path| format!("--file={path}")));
        }
        None => {
            let flag = if which.rest { "exclude" } else { "file" };
            command.args(paths.iter().map(|path| format!("--{flag}={path}")));
        }
    }
    if let Some((first, step)) = share(which)? {
        command.args(["--sharding", "round-robin", "--shard", &format!("{first}/{step}")]);
    }
    // Behind `--` they would choose what is run, and everything would be built; for the build the
    // package of the tests has to be named once more.
    for chosen in ["--package=spravka-tests", "--locked", "--lib"].into_iter().chain(TESTS) {
        command.arg(format!("--cargo-arg={chosen}"));
    }
    // Mutants are not debugged, and what others wrote is built once for all of them.
    command.env("CARGO_TARGET_DIR", target.join("build")).env("PROPTEST_CASES", "16");
    command.env("CARGO_PROFILE_DEV_DEBUG", "false");
    let status = command.status().context("cannot start cargo-mutants")?;
    const MISSED: i32 = 2;
    const TIMED_OUT: i32 = 3;
    ensure!(
        matches!(status.code(), Some(0 | MISSED | TIMED_OUT)),
        "cargo-mutants ended with {status}: the tests may fail without a mutant"
    );
    Ok(())
}

/// Which mutants are tried: the first of them, and how far it is to the next.
fn share(which: &Which) -> Result<Option<(usize, usize)>> {
    let tenth = if which.rest { TENTH } else { 1 };
    let (first, of) = match &which.shard {
        None => (0, 1),
        Some(shard) => {
            let numbers = shard.split_once('/').map(|(k, n)| (k.parse(), n.parse()));
            match numbers {
                Some((Ok(k), Ok(n))) if k < n => (k, n),
                _ => bail!("a shard is K/N, from 0/N: {shard}"),
            }
        }
    };
    let share = (first * tenth, of * tenth);
    Ok((share != (0, 1)).then_some(share))
}

impl Fates {
    fn read(folder: &Path) -> Result<Self> {
        let read = |name: &str| {
            let path = folder.join(name);
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            anyhow::Ok(text.lines().map(without_place).collect())
        };
        Ok(Self {
            caught: read("caught.txt")?,
            missed: read("missed.txt")?,
            timed_out: read("timeout.txt")?,
            unviable: read("unviable.txt")?,
        })
    }

    fn print(&self) {
        println!(
            "caught {}, missed {}, timed out {}, not to be built {}",
            self.caught.len(),
            self.missed.len(),
            self.timed_out.len(),
            self.unviable.len()
        );
    }

    /// A test that hangs sees the fault too.
    fn reach_the_goal(&self) -> bool {
        let seen = self.caught.len() + self.timed_out.len();
        let good = seen * 100 >= (seen + self.missed.len()) * GOAL;
        self.missed.iter().for_each(|mutant| println!("missed: {mutant}"));
        println!("the goal of {GOAL} % is {}", if good { "met" } else { "NOT met" });
        good
    }

    /// Whether every survivor is excused, and every excuse needed.
    fn are_known(&self, excused: &Allowed) -> bool {
        let mut good = true;
        for mutant in self.missed.iter().filter(|mutant| !excused.contains_key(*mutant)) {
            println!("missed, and not in {ALLOWED}: {mutant}");
            good = false;
        }
        // One text may stand for two mutants of a function, of which one survives.
        let seen = |mutant: &&String| self.caught.contains(mutant) && !self.missed.contains(mutant);
        for mutant in excused.keys().filter(seen) {
            println!("in {ALLOWED}, and caught: {mutant}");
            good = false;
        }
        good
    }
}

/// `core/src/a.rs:3:9: replace …` without line and column, which change with every edit.
fn without_place(mutant: &str) -> String {
    let mut parts = mutant.splitn(4, ':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(file), Some(_), Some(_), Some(what)) => format!("{file}:{what}"),
        _ => mutant.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MUTANT: &str = "core/src/retry.rs:120:9: replace < with == in again";

    fn which(rest: bool, shard: &str) -> Which {
        Which { rest, only: None, shard: (!shard.is_empty()).then(|| shard.to_owned()) }
    }

    #[test]
    fn a_shard_of_the_rest_is_one_of_its_tenth() {
        assert_eq!(share(&which(false, "")).unwrap(), None);
        assert_eq!(share(&which(false, "1/4")).unwrap(), Some((1, 4)));
        assert_eq!(share(&which(true, "")).unwrap(), Some((0, 10)));
        assert_eq!(share(&which(true, "1/4")).unwrap(), Some((10, 40)));
        for bad in ["4/4", "1", "a/b", "/"] {
            assert!(share(&which(false, bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_survivor_is_excused_by_its_words() {
        let words = without_place(MUTANT);
        assert_eq!(words, "core/src/retry.rs: replace < with == in again");
        let mut fates = Fates::default();
        fates.missed.push(words.clone());
        assert!(!fates.are_known(&Allowed::new()));
        let allowed = Allowed::from([(words.clone(), "the same".to_owned())]);
        assert!(fates.are_known(&allowed));
        fates.missed.clear();
        fates.caught.push(words);
        assert!(!fates.are_known(&allowed));
    }
}
