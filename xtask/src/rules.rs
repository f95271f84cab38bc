//! Rules of the project that no lint knows, held against its source.

mod predicates;
mod source;
mod table;

use std::fs;

use anyhow::{Context, Result};

use self::source::Source;
pub(crate) use self::table::RULES;
use crate::shell;

/// What a rule forbids, where, and why.
pub(crate) struct Rule {
    name: &'static str,
    place: Place,
    pattern: Pattern,
    why: &'static str,
    /// A line that breaks it.
    #[cfg_attr(not(test), expect(dead_code, reason = "every rule is tried on it"))]
    bad: &'static str,
}

#[derive(Clone, Copy)]
enum Place {
    /// Every Rust file, but for the table of rules, which is full of bad examples.
    Everywhere,
    Core,
    /// The core without the files that read JSON by hand.
    CoreButJson,
    /// Everything under `core/src/providers`.
    Providers,
    /// Files with an operation in them.
    Operations,
}

enum Pattern {
    /// Any of these runs of tokens, written with blanks between; outside `#[cfg(test)]`.
    Tokens(&'static [&'static str]),
    /// A literal, outside `#[cfg(test)]` and the documentation.
    Literal(fn(&str) -> bool),
    Line(fn(&str) -> bool),
    FirstLine(fn(&str) -> bool),
    /// More lines than this.
    Longer(usize),
}

/// Every break of a rule in the repository, one line each.
pub(crate) fn check_repository() -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for path in shell::files(".rs")? {
        let text = fs::read_to_string(shell::root().join(&path)).with_context(|| path.clone())?;
        let source = Source::read(path, text)?;
        findings.extend(RULES.iter().flat_map(|rule| rule.findings(&source)));
    }
    Ok(findings)
}

impl Rule {
    fn findings(&self, source: &Source) -> Vec<String> {
        if !self.place.has(source) {
            return Vec::new();
        }
        let Self { name, why, .. } = self;
        let lines = self.pattern.lines(source);
        lines.into_iter().map(|line| format!("{}:{line}: {name}: {why}", source.path)).collect()
    }
}

impl Place {
    fn has(self, source: &Source) -> bool {
        let path = source.path.as_str();
        match self {
            Self::Everywhere => !path.starts_with("xtask/src/rules"),
            Self::Core => path.starts_with("core/src/") && !is_test(path),
            Self::CoreButJson => {
                let own = ["core/src/wire.rs", "core/src/wire/", "core/src/members.rs"];
                Self::Core.has(source) && !own.iter().any(|own| path.starts_with(own))
            }
            Self::Providers => path.starts_with("core/src/providers/") && !is_test(path),
            Self::Operations => Self::Providers.has(source) && source.has("impl Operation for"),
        }
    }
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

impl Pattern {
    /// The lines, from 1, where it is found.
    fn lines(&self, source: &Source) -> Vec<usize> {
        let numbered = source.text.lines().zip(1..);
        match self {
            Self::Tokens(runs) => runs.iter().flat_map(|run| source.runs(run)).collect(),
            Self::Literal(is_bad) => source.literals(*is_bad),
            Self::Line(is_bad) => {
                numbered.filter(|(line, _)| is_bad(line)).map(|(_, number)| number).collect()
            }
            Self::FirstLine(is_bad) => numbered
                .take(1)
                .filter(|(line, _)| is_bad(line))
                .map(|(_, number)| number)
                .collect(),
            Self::Longer(most) => {
                let count = numbered.count();
                if count > *most { vec![count] } else { Vec::new() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file in every place at once.
    fn operation(text: &str) -> Source {
        let text = format!("{text}\nimpl Operation for Toy {{}}\n");
        Source::read("core/src/providers/toy/ask.rs".to_owned(), text).unwrap()
    }

    #[test]
    fn every_rule_finds_its_bad_example() {
        for rule in RULES {
            let text = match rule.pattern {
                Pattern::Longer(most) => "\n".repeat(most),
                _ => rule.bad.to_owned(),
            };
            assert!(!rule.findings(&operation(&text)).is_empty(), "{}: {text}", rule.name);
        }
    }

    #[test]
    fn a_good_operation_breaks_no_rule() {
        let good = operation(include_str!("rules/good.txt"));
        let findings: Vec<_> = RULES.iter().flat_map(|rule| rule.findings(&good)).collect();
        assert_eq!(findings, <[String; 0]>::default());
    }

    #[test]
    fn names_are_unique_and_reasons_given() {
        for (index, rule) in RULES.iter().enumerate() {
            assert!(!rule.why.is_empty(), "{}", rule.name);
            let again = RULES.iter().skip(index + 1).any(|other| other.name == rule.name);
            assert!(!again, "{} occurs twice", rule.name);
        }
    }

    #[test]
    fn the_repository_breaks_no_rule() {
        let findings = check_repository().unwrap();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }
}
