//! The dependency policy: deny.toml held against `cargo metadata`, and the core's own short list.

mod core_tree;

use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use spdx::{Expression, Licensee};

use crate::shell;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Features of `serde_json` that anyone may ask for. Features are global: `arbitrary_precision` or
/// `preserve_order`, wanted by whatever crate, would change what the core reads and writes.
/// `float_roundtrip`, wanted by jsonschema, changes floats, of which the core has none.
const JSON_FEATURES: &[&str] = &["alloc", "default", "float_roundtrip", "raw_value", "std"];

#[derive(Deserialize)]
struct Deny {
    licenses: Licenses,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    features: Vec<String>,
}

/// Fails naming every break of the policy.
pub(crate) fn check() -> Result<()> {
    let deny = fs::read_to_string(shell::root().join("deny.toml")).context("deny.toml")?;
    let deny: Deny = toml::from_str(&deny).context("deny.toml")?;
    let allowed = deny.licenses.allow.iter().map(|name| Licensee::parse(name));
    let allowed = allowed.collect::<Result<Vec<_>, _>>().context("licenses.allow in deny.toml")?;

    let arguments = ["metadata", "--format-version", "1", "--all-features", "--locked"];
    let metadata = shell::read(&mut shell::cargo(&arguments))?;
    let metadata: Metadata = serde_json::from_str(&metadata).context("cargo metadata")?;

    let mut faults: Vec<_> =
        metadata.packages.iter().flat_map(|package| package.faults(&allowed)).collect();
    faults.extend(metadata.resolve.nodes.iter().flat_map(Node::faults));
    faults.extend(core_tree::faults()?);
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    println!("{} packages keep to deny.toml and xtask/core-crates.txt", metadata.packages.len());
    Ok(())
}

impl Package {
    fn faults(&self, allowed: &[Licensee]) -> Vec<String> {
        let Self { name, version, .. } = self;
        let mut faults = Vec::new();
        match &self.license {
            None => faults.push(format!("{name} {version} names no licence")),
            Some(licence) => {
                let may =
                    Expression::parse_mode(licence, spdx::ParseMode::LAX).is_ok_and(|needs| {
                        needs.evaluate(|one| allowed.iter().any(|name| name.satisfies(one)))
                    });
                if !may {
                    faults.push(format!("{name} {version}: deny.toml does not allow {licence}"));
                }
            }
        }
        match self.source.as_deref() {
            Some(CRATES_IO) => {}
            Some(other) => faults.push(format!("{name} {version} comes from {other}")),
            // Our own, in this workspace.
            None => {
                let open = self.dependencies.iter().filter(|dependency| dependency.req == "*");
                faults
                    .extend(open.map(|open| format!("{name} takes any version of {}", open.name)));
            }
        }
        faults
    }
}

impl Node {
    fn faults(&self) -> Vec<String> {
        if !self.id.contains("#serde_json@") {
            return Vec::new();
        }
        let others = self.features.iter().filter(|name| !JSON_FEATURES.contains(&name.as_str()));
        others.map(|name| format!("serde_json is built with {name}, for every crate")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(licence: Option<&str>, source: Option<&str>, req: &str) -> Vec<String> {
        let package = Package {
            name: "toy".to_owned(),
            version: "1.0.0".to_owned(),
            license: licence.map(str::to_owned),
            source: source.map(str::to_owned),
            dependencies: vec![Dependency { name: "other".to_owned(), req: req.to_owned() }],
        };
        let allowed = ["MIT", "Apache-2.0", "ISC", "Apache-2.0 WITH LLVM-exception"];
        package.faults(&allowed.map(|name| Licensee::parse(name).unwrap()))
    }

    #[test]
    fn licences_are_read_as_expressions() {
        let good = ["MIT", "MIT OR GPL-3.0-only", "MIT/Apache-2.0", "Apache-2.0 AND ISC"];
        for licence in good.into_iter().chain(["Apache-2.0 WITH LLVM-exception"]) {
            assert!(faults(Some(licence), Some(CRATES_IO), "1").is_empty(), "{licence}");
        }
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "nonsense", ""] {
            assert_eq!(faults(Some(licence), Some(CRATES_IO), "1").len(), 1, "{licence}");
        }
        assert_eq!(faults(None, Some(CRATES_IO), "1"), ["toy 1.0.0 names no licence"]);
    }

    #[test]
    fn other_sources_and_wildcards_are_refused() {
        let git = "git+https://example.org/toy#0123";
        assert_eq!(faults(Some("MIT"), Some(git), "1"), [format!("toy 1.0.0 comes from {git}")]);
        assert_eq!(faults(Some("MIT"), None, "*"), ["toy takes any version of other"]);
        assert!(faults(Some("MIT"), None, "^1.0").is_empty());
    }

    #[test]
    fn a_global_feature_is_seen() {
        let features = ["default", "raw_value", "preserve_order"].map(str::to_owned).to_vec();
        let id = "registry+https://github.com/rust-lang/crates.io-index#serde_json@1.0.154";
        let faults = Node { id: id.to_owned(), features }.faults();
        assert_eq!(faults, ["serde_json is built with preserve_order, for every crate"]);
    }
}
