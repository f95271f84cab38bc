//! Software bills of materials, CycloneDX 1.5: <https://cyclonedx.org/docs/1.5/json/>.
//!
//! What is listed is what cargo links for this target with these features. cargo-cyclonedx takes the
//! features of the whole workspace together, so it lists crates that are not inside, and its
//! references are paths of the machine.

mod document;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use self::document::{Bom, Component, Dependency, Hash, Metadata};
use super::{epoch, version};
use crate::shell;

pub(super) const ENDING: &str = ".cdx.json";
const LICENCE: &str = "MIT OR Apache-2.0";

/// The name of an artefact's SBOM.
pub(super) fn name(artefact: &str) -> String {
    format!("{artefact}{ENDING}")
}

/// What artefacts are made of.
#[derive(Default)]
pub(super) struct Contents {
    /// That of the artefact itself.
    pub(super) licence: &'static str,
    components: BTreeMap<String, Component>,
    dependencies: BTreeMap<String, BTreeSet<String>>,
    tops: BTreeSet<String>,
}

impl Contents {
    /// What cargo links into `packages` (with those features) for a target.
    pub(super) fn of(packages: &[(&str, &[&str])], target: &str) -> Result<Self> {
        let sums = sums()?;
        let mut contents = Self { licence: LICENCE, ..Self::default() };
        for (package, features) in packages {
            let features = features.join(",");
            let tree = ["tree", "--locked", "--package", package, "--features", &features];
            let shape = ["--edges", "normal,no-proc-macro", "--prefix", "depth"];
            let mut cargo = shell::cargo(&[&tree[..], &shape].concat());
            cargo.args(["--target", target, "--format", "\t{p}\t{l}"]);
            contents.add_tree(&shell::read(&mut cargo)?, &sums)?;
        }
        let rust = shell::read(&mut shell::program("rustc", &["--version"]))?;
        let release = rust.split(' ').nth(1).context("rustc names its version")?;
        contents.add("rust-std", release, LICENCE, None);
        if target.ends_with("-musl") {
            // Of the version that this standard library is made with; rustc does not tell it.
            contents.add("musl", "", "MIT", None);
        }
        Ok(contents)
    }

    /// Adds something that is part of every artefact itself; its reference.
    pub(super) fn add(&mut self, name: &str, version: &str, licence: &str, purl: Option<String>) {
        let component = Component::new(name, version, licence, purl);
        self.tops.insert(component.reference.clone());
        self.components.insert(component.reference.clone(), component);
    }

    /// The crates of others: name and version.
    pub(super) fn foreign(&self) -> impl Iterator<Item = (&str, &str)> {
        let foreign = self.components.values().filter(|component| !component.hashes.is_empty());
        foreign.map(|component| (component.name.as_str(), component.version.as_str()))
    }

    fn add_tree(&mut self, tree: &str, sums: &BTreeMap<(String, String), String>) -> Result<()> {
        let mut above: Vec<String> = Vec::new();
        for line in tree.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [depth, package, licence] = fields[..] else { bail!("cargo tree wrote {line}") };
            let mut words = package.split(' ');
            let name = words.next().context("a package has a name")?;
            let version = words.next().and_then(|word| word.strip_prefix('v'));
            let version = version.context("a package has a version")?;
            let licence = licence.trim_end_matches(" (*)").replace('/', " OR ");
            let sum = sums.get(&(name.to_owned(), version.to_owned()));
            let purl = sum.map(|_| format!("pkg:cargo/{name}@{version}"));
            let mut component = Component::new(name, version, &licence, purl);
            component.hashes = sum.map(|sum| Hash::sha256(sum)).into_iter().collect();

            let reference = component.reference.clone();
            above.truncate(depth.parse().context("cargo tree gives the depth")?);
            match above.last() {
                Some(parent) => self.needs(parent.clone()).insert(reference.clone()),
                None => self.tops.insert(reference.clone()),
            };
            self.needs(reference.clone());
            above.push(reference.clone());
            self.components.insert(reference, component);
        }
        Ok(())
    }

    fn needs(&mut self, reference: String) -> &mut BTreeSet<String> {
        self.dependencies.entry(reference).or_default()
    }

    /// The document about one artefact.
    pub(super) fn sbom(&self, artefact: &str, sha256: &str) -> Result<String> {
        let seconds = format!("@{}", epoch()?);
        let mut date = shell::program("date", &["-u", "+%Y-%m-%dT%H:%M:%SZ", "-d", &seconds]);
        let mut component = Component::new(artefact, version(), self.licence, None);
        component.kind = "application";
        component.hashes = vec![Hash::sha256(sha256)];
        let root = Dependency { reference: &component.reference, depends_on: &self.tops };
        let below = self.dependencies.iter();
        let below = below.map(|(reference, depends_on)| Dependency { reference, depends_on });
        let bom = Bom {
            bom_format: "CycloneDX",
            spec_version: "1.5",
            version: 1,
            metadata: Metadata {
                timestamp: shell::read(&mut date)?.trim().to_owned(),
                component: &component,
            },
            components: self.components.values().collect(),
            dependencies: std::iter::once(root).chain(below).collect(),
        };
        Ok(serde_json::to_string_pretty(&bom)? + "\n")
    }
}

/// The SHA-256 of each crate that comes from the registry, by Cargo.lock.
fn sums() -> Result<BTreeMap<(String, String), String>> {
    #[derive(Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
        checksum: Option<String>,
    }

    let lock = fs::read_to_string(shell::root().join("Cargo.lock")).context("Cargo.lock")?;
    let lock: Lock = toml::from_str(&lock).context("Cargo.lock")?;
    let sums = lock.package.into_iter();
    Ok(sums.filter_map(|one| Some(((one.name, one.version), one.checksum?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_becomes_components_and_what_they_need() {
        let tree = "0\tspravka v0.1.0 (/x)\tMIT OR Apache-2.0\n\
                    1\thttp v1.5.0\tMIT/Apache-2.0\n\
                    2\tbytes v1.12.1\tMIT\n\
                    1\tbytes v1.12.1\tMIT (*)\n";
        let sums = [("http", "1.5.0", "aa"), ("bytes", "1.12.1", "bb")];
        let sums = sums.map(|(name, version, sum)| ((name.into(), version.into()), sum.into()));
        let mut contents = Contents::default();
        contents.add_tree(tree, &sums.into()).unwrap();

        let needs = |of: &str| contents.dependencies[of].iter().cloned().collect::<Vec<_>>();
        assert_eq!(needs("spravka@0.1.0"), ["bytes@1.12.1", "http@1.5.0"]);
        assert_eq!(needs("http@1.5.0"), ["bytes@1.12.1"]);
        assert_eq!(needs("bytes@1.12.1"), <[String; 0]>::default());
        assert_eq!(contents.tops.iter().collect::<Vec<_>>(), ["spravka@0.1.0"]);
        assert_eq!(
            contents.foreign().collect::<Vec<_>>(),
            [("bytes", "1.12.1"), ("http", "1.5.0")]
        );
        let http = &contents.components["http@1.5.0"];
        assert_eq!(http.licenses[0].expression, "MIT OR Apache-2.0");
        assert_eq!(http.purl.as_deref(), Some("pkg:cargo/http@1.5.0"));
        assert_eq!(contents.components["spravka@0.1.0"].purl, None);
    }
}
