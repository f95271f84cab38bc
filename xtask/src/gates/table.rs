//! The table of counts: a line each call, a column each kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, ensure};

const COLUMNS: &[&str] = &["instructions", "fuel", "allocations", "peak_bytes"];

/// How far a count may be from the pinned one, in hundredths of it.
const TOLERANCE: u64 = 3;

const HEAD: &str = "# What a call costs: `SPRAVKA_BLESS=1 cargo xtask test gates` writes it.\n# ";

/// Counts by call and column; a kind that could not be counted is in none of them.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<(String, &'static str), u64>);

impl Counts {
    /// Adds what a program has printed: a call's name and its counts, line by line.
    pub(super) fn take(&mut self, found: &str, columns: &[&'static str]) -> Result<()> {
        for line in found.lines() {
            let mut words = line.split_whitespace();
            let name = words.next().context("a line without a name")?;
            for column in columns {
                let count = words.next().with_context(|| format!("{name} has no {column}"))?;
                let count = count.parse().with_context(|| format!("{name}, {column}: {count}"))?;
                self.0.insert((name.to_owned(), column), count);
            }
        }
        Ok(())
    }

    pub(super) fn text(&self, here: &str) -> String {
        let mut text = format!("{HEAD}{here}\n{:<22}", "call");
        COLUMNS.iter().for_each(|column| write!(text, "{column:>14}").unwrap_or_default());
        text.push('\n');
        let mut names: Vec<_> = self.0.keys().map(|(name, _)| name).collect();
        names.dedup();
        for name in names {
            write!(text, "{name:<22}").unwrap_or_default();
            for column in COLUMNS {
                let count = self.0.get(&(name.clone(), *column));
                let count = count.map_or_else(|| "-".to_owned(), u64::to_string);
                write!(text, "{count:>14}").unwrap_or_default();
            }
            text.push('\n');
        }
        text
    }

    /// The counts of such a text, and what they were pinned for.
    pub(super) fn read(text: &str) -> Result<(String, Self)> {
        let rest = text.strip_prefix(HEAD).context("another head")?;
        let (here, rest) = rest.split_once('\n').context("no table")?;
        let (columns, rows) = rest.split_once('\n').context("no rows")?;
        ensure!(columns.split_whitespace().skip(1).eq(COLUMNS.iter().copied()), "other columns");
        let mut counts = Self::default();
        counts.take(rows, COLUMNS)?;
        Ok((here.to_owned(), counts))
    }

    /// What is not as these say.
    pub(super) fn faults(&self, counted: &Self) -> Vec<String> {
        let new = counted.0.keys().filter(|key| !self.0.contains_key(key));
        let mut faults: Vec<_> =
            new.map(|(name, column)| format!("{name}: {column} are not pinned")).collect();
        for ((name, column), pinned) in &self.0 {
            let key = (name.clone(), *column);
            match counted.0.get(&key) {
                Some(count) if count.abs_diff(*pinned) * 100 > pinned * TOLERANCE => {
                    faults.push(format!("{name}: {count} {column} instead of {pinned}"));
                }
                None if counted.0.keys().any(|(_, other)| other == column) => {
                    faults.push(format!("{name}: {column} were not counted"));
                }
                _ => {}
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(rows: &str) -> Counts {
        let mut counts = Counts::default();
        counts.take(rows, COLUMNS).unwrap();
        counts
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let text = counts("fill 1000 200 30 4\nplan 5 6 7 8\n").text("rustc 1, here");
        let (here, read) = Counts::read(&text).unwrap();
        assert_eq!((here.as_str(), read.text(&here)), ("rustc 1, here", text.clone()));
        assert!(Counts::read(&text.replace("fuel", "wind")).is_err());
    }

    #[test]
    fn more_and_less_are_faults_beyond_the_tolerance() {
        let pinned = counts("fill 1000 200 30 4\n");
        for (now, faults) in [
            ("fill 1000 200 30 4", 0),
            ("fill 1030 206 30 4", 0),
            ("fill 970 194 30 4", 0),
            ("fill 1031 207 31 5", 4),
            ("fill 969 193 29 3", 4),
        ] {
            assert_eq!(pinned.faults(&counts(now)).len(), faults, "{now}");
        }
    }

    #[test]
    fn what_is_new_or_gone_is_a_fault_and_what_cannot_be_counted_is_none() {
        let pinned = counts("fill 1000 200 30 4\n");
        assert_eq!(pinned.faults(&counts("fill 1000 200 30 4\nplan 1 2 3 4\n")).len(), 4);
        assert_eq!(pinned.faults(&counts("plan 1 2 3 4\n")).len(), 8);
        let mut fuel = Counts::default();
        fuel.take("fill 200\n", &["fuel"]).unwrap();
        assert_eq!(pinned.faults(&fuel), <[String; 0]>::default());
    }
}
