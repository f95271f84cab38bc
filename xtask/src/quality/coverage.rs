//! `cargo xtask coverage`: the lines and regions of the core that its tests and the shared ones
//! reach, by the compiler's own counters. Tests inside the core's files do not count as its lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::allowed::{self, Allowed};
use super::tool::{Tool, ensure_llvm_tools};
use super::{CORE, CRITICAL, purpose};
use crate::shell;

const TOOL: Tool = Tool { name: "cargo-llvm-cov", version: "0.9.1" };
const ALLOWED: &str = "xtask/coverage-allowed.txt";
/// Of a hundred lines of the core.
const GOAL: usize = 95;

/// Counted and reached.
#[derive(Clone, Copy, Default)]
struct Count {
    all: usize,
    reached: usize,
}

#[derive(Default)]
struct File {
    lines: Count,
    regions: Count,
    missed: Vec<usize>,
}

pub(crate) fn run() -> Result<bool> {
    ensure_llvm_tools()?;
    let folder = shell::target_directory()?.join("coverage");
    fs::create_dir_all(&folder)?;
    let (lcov, json) = (folder.join("core.lcov"), folder.join("core.json"));
    let of_core = ["--package", "spravka-core", "--package", "spravka-tests"];
    let mut tests = TOOL.command(&["--locked", "--lib", "--tests", "--lcov", "--output-path"])?;
    // The same few cases each time: what is reached by luck is not reached.
    tests.env("PROPTEST_CASES", "32").env("PROPTEST_RNG_SEED", "1");
    shell::show(tests.arg(&lcov).args(of_core))?;
    let mut regions = TOOL.command(&["report", "--json", "--output-path"])?;
    shell::show(regions.arg(&json).args(of_core))?;

    let mut files = BTreeMap::new();
    count_lines(&fs::read_to_string(&lcov)?, &mut files)?;
    count_regions(&fs::read(&json)?, &mut files)?;
    print(&files);
    verdict(&files, &allowed::read(ALLOWED)?)
}

/// The path from the root, and the line where the file's own tests begin.
fn own(path: &str) -> Result<Option<(String, usize)>> {
    let root = format!("{}/", shell::root().display());
    let Some(path) = path.strip_prefix(&root) else { return Ok(None) };
    if !path.starts_with(CORE) || path.ends_with("/tests.rs") {
        return Ok(None);
    }
    let text = fs::read_to_string(shell::root().join(path)).with_context(|| path.to_owned())?;
    let tests = text.lines().position(|line| line == "#[cfg(test)]").unwrap_or(usize::MAX);
    Ok(Some((path.to_owned(), tests)))
}

fn count_lines(lcov: &str, files: &mut BTreeMap<String, File>) -> Result<()> {
    let mut now = None;
    for line in lcov.lines() {
        if let Some(path) = line.strip_prefix("SF:") {
            now = own(path)?;
        }
        let (Some((path, tests)), Some(data)) = (&now, line.strip_prefix("DA:")) else { continue };
        let mut numbers = data.split(',').map(str::parse::<usize>);
        let (Some(Ok(at)), Some(Ok(times))) = (numbers.next(), numbers.next()) else {
            bail!("not a line of LCOV: {line}");
        };
        if at > *tests {
            continue;
        }
        let file = files.entry(path.clone()).or_default();
        file.lines.add(times > 0);
        if times == 0 {
            file.missed.push(at);
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Export {
    data: Vec<Data>,
}

#[derive(Deserialize)]
struct Data {
    functions: Vec<Function>,
}

#[derive(Deserialize)]
struct Function {
    filenames: Vec<String>,
    /// Line and column of begin and end, times, file, expanded file, kind.
    regions: Vec<[u64; 8]>,
}

/// A region of a generic function is reached where one of its instances reaches it.
fn count_regions(json: &[u8], files: &mut BTreeMap<String, File>) -> Result<()> {
    const CODE: u64 = 0;
    let export: Export = serde_json::from_slice(json).context("the report of llvm-cov")?;
    let mut regions: BTreeMap<(String, [u64; 4]), bool> = BTreeMap::new();
    let mut known = BTreeMap::new();
    for function in export.data.iter().flat_map(|data| &data.functions) {
        for [line, column, end, end_column, times, file, _, kind] in &function.regions {
            let path = function.filenames.get(usize::try_from(*file)?).context("a file")?;
            if !known.contains_key(path) {
                known.insert(path.clone(), own(path)?);
            }
            let Some(Some((path, tests))) = known.get(path) else { continue };
            if *kind == CODE && usize::try_from(*line)? <= *tests {
                let place = (path.clone(), [*line, *column, *end, *end_column]);
                *regions.entry(place).or_default() |= *times > 0;
            }
        }
    }
    for ((path, _), reached) in regions {
        files.entry(path).or_default().regions.add(reached);
    }
    Ok(())
}

impl Count {
    fn add(&mut self, reached: bool) {
        self.all += 1;
        self.reached += usize::from(reached);
    }

    fn plus(self, other: Self) -> Self {
        Self { all: self.all + other.all, reached: self.reached + other.reached }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = (self.reached * 10_000).checked_div(self.all).unwrap_or(10_000);
        let (whole, part) = (hundredths / 100, hundredths % 100);
        write!(f, "{:>6} of {:>6} {whole:>4}.{part:02} %", self.reached, self.all)
    }
}

fn sum<'a>(files: impl Iterator<Item = &'a File>) -> (Count, Count) {
    files.fold((Count::default(), Count::default()), |(lines, regions), file| {
        (lines.plus(file.lines), regions.plus(file.regions))
    })
}

fn print(files: &BTreeMap<String, File>) {
    println!("\n{:10} {:>25}   {:>25}", "", "lines reached", "regions reached");
    let (lines, regions) = sum(files.values());
    println!("{:10} {lines}   {regions}", "core");
    for (name, _) in CRITICAL {
        let own = files.iter().filter(|(path, _)| purpose(path) == Some(name));
        let (lines, regions) = sum(own.map(|(_, file)| file));
        println!("{name:10} {lines}   {regions}");
    }
    println!("\nlines that no test reaches:");
    for (path, file) in files.iter().filter(|(_, file)| !file.missed.is_empty()) {
        println!("{path}: {}", ranges(&file.missed));
    }
}

/// `3, 5-7`
fn ranges(lines: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => ranges.push((*line, *line)),
        }
    }
    let written = ranges.iter().map(|(first, last)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    });
    written.collect::<Vec<_>>().join(", ")
}

/// Whether the goals are met; an excuse that is not needed is a fault too.
fn verdict(files: &BTreeMap<String, File>, allowed: &Allowed) -> Result<bool> {
    let (lines, _) = sum(files.values());
    let mut good = lines.reached * 100 >= lines.all * GOAL;
    println!("\ncore: the goal of {GOAL} % of its lines is {}", met(good));
    let mut excused = BTreeSet::new();
    for (path, file) in files.iter().filter(|(path, _)| purpose(path).is_some()) {
        let text = fs::read_to_string(shell::root().join(path))?;
        for at in &file.missed {
            let line = text.lines().nth(at - 1).unwrap_or_default().trim();
            let what = format!("{path}: {line}");
            if allowed.contains_key(&what) {
                excused.insert(what);
            } else {
                println!("critical, and not reached: {path}:{at}: {line}");
                good = false;
            }
        }
    }
    for what in allowed.keys().filter(|what| !excused.contains(*what)) {
        println!("excused in {ALLOWED}, and reached or gone: {what}");
        good = false;
    }
    println!("critical modules: every line, but for {} excused: {}", excused.len(), met(good));
    Ok(good)
}

fn met(good: bool) -> &'static str {
    if good { "met" } else { "NOT met" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_a_row_are_one_range() {
        assert_eq!(ranges(&[3, 5, 6, 7, 9]), "3, 5-7, 9");
        assert_eq!(ranges(&[]), "");
    }

    #[test]
    fn a_count_is_cut_off_and_not_rounded() {
        let count = Count { all: 3000, reached: 2999 };
        assert!(count.to_string().ends_with("  99.96 %"), "{count}");
    }

    #[test]
    fn tests_are_no_lines_of_the_core() {
        let path = shell::root().join("core/src/retry.rs");
        let text = fs::read_to_string(&path).unwrap();
        let tests = text.lines().position(|line| line == "#[cfg(test)]").unwrap();
        let (before, inside) = (tests - 5, tests + 5);
        let lcov = format!("SF:{}\nDA:{before},0\nDA:{inside},0\n", path.display());
        let mut files = BTreeMap::new();
        count_lines(&lcov, &mut files).unwrap();
        assert_eq!(files["core/src/retry.rs"].missed, [before]);
        assert!(!verdict(&files, &Allowed::new()).unwrap());
    }
}
