//! Lists of what is excused, each with its reason.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};

use crate::shell;

/// What is excused, with what is known of it.
pub(super) type Allowed = BTreeMap<String, String>;

/// Reads a list: a line is `WHAT -- REASON`; `#` begins a remark.
pub(super) fn read(path: &str) -> Result<Allowed> {
    let text = fs::read_to_string(shell::root().join(path)).with_context(|| path.to_owned())?;
    parse(&text).with_context(|| path.to_owned())
}

fn parse(text: &str) -> Result<Allowed> {
    let mut allowed = Allowed::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let Some((what, reason)) = line.rsplit_once(" -- ") else { bail!("no reason: {line}") };
        if reason.trim().is_empty() || allowed.insert(what.into(), reason.into()).is_some() {
            bail!("no reason, or there twice: {line}");
        }
    }
    Ok(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excuse_has_a_reason() {
        let allowed = parse("# why\n\na.rs: replace a -- b with c -- the same\n").unwrap();
        assert_eq!(allowed["a.rs: replace a -- b with c"], "the same");
        for bad in ["a.rs: no reason", "a -- \n", "a -- b\na -- c"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
