//! What the core depends on, crate by crate, each with its reason.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};

use crate::shell::{self, WASM};

const LIST: &str = "xtask/core-crates.txt";

/// Holds the tree of spravka-core against the list, both ways.
pub(super) fn faults() -> Result<Vec<String>> {
    let list = fs::read_to_string(shell::root().join(LIST)).context(LIST)?;
    let shape = ["--edges", "normal", "--prefix", "none", "--format", "{p}", "--target", WASM];
    let which = ["tree", "--package", "spravka-core", "--locked"];
    let tree = shell::read(&mut shell::cargo(&[&which[..], &shape].concat()))?;
    Ok(compare(&tree, &list))
}

fn compare(tree: &str, list: &str) -> Vec<String> {
    let mut versions = BTreeMap::<_, Vec<_>>::new();
    for line in tree.lines() {
        let mut words = line.split(' ');
        let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
        let of_name = versions.entry(name).or_default();
        if !of_name.contains(&version) {
            of_name.push(version);
        }
    }
    versions.remove("spravka-core");

    let lines = list.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let listed: BTreeMap<_, _> =
        lines.map(|line| line.split_once(' ').unwrap_or((line, ""))).collect();

    let mut faults = Vec::new();
    for (name, versions) in &versions {
        if !listed.contains_key(name) {
            faults
                .push(format!("the core now depends on {name}: say why in {LIST}, or do without"));
        }
        if versions.len() > 1 {
            faults.push(format!("the core depends on {name} in {}", versions.join(" and ")));
        }
    }
    for (name, why) in listed {
        if !versions.contains_key(name) {
            faults.push(format!("the core no longer depends on {name}: take it out of {LIST}"));
        }
        if why.trim().is_empty() {
            faults.push(format!("{LIST} does not say why the core needs {name}"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "spravka-core v0.1.0 (/x)\nitoa v1.0.0\nserde v1.0.0\nitoa v1.0.0 (*)\n";

    #[test]
    fn the_list_is_exact() {
        let list = "# why\n\nitoa   writes numbers\nserde  types\n";
        assert_eq!(compare(TREE, list), <[String; 0]>::default());
    }

    #[test]
    fn every_difference_is_named() {
        let faults = compare(&format!("{TREE}itoa v2.0.0\n"), "itoa numbers\nmemchr\n");
        let expected = [
            "the core depends on itoa in v1.0.0 and v2.0.0",
            "the core now depends on serde: say why in xtask/core-crates.txt, or do without",
            "the core no longer depends on memchr: take it out of xtask/core-crates.txt",
            "xtask/core-crates.txt does not say why the core needs memchr",
        ];
        assert_eq!(faults, expected);
    }
}
