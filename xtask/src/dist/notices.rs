//! The licences of others, which have to go wherever their code goes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::sbom::Contents;
use crate::shell;

const RULE: &str = "----------------------------------------------------------------------";

/// Texts by which a crate is licensed begin so.
const NAMES: &[&str] = &["COPYING", "COPYRIGHT", "LICENCE", "LICENSE", "NOTICE", "UNLICENSE"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    manifest_path: PathBuf,
}

/// What each crate inside says of its licence, and each text once.
pub(super) fn notices(contents: &Contents) -> Result<String> {
    let arguments = ["metadata", "--format-version", "1", "--all-features", "--locked"];
    let metadata = shell::read(&mut shell::cargo(&arguments))?;
    let metadata: Metadata = serde_json::from_str(&metadata).context("cargo metadata")?;

    let mut list = String::new();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, version) in contents.foreign() {
        let is_it = |package: &&Package| package.name == name && package.version == version;
        let package = metadata.packages.iter().find(is_it).context(name.to_owned())?;
        let licence = package.license.as_deref().unwrap_or("see below");
        list.push_str(&format!("{name} {version}: {licence}\n"));
        let folder = package.manifest_path.parent().context("a manifest has a folder")?;
        for text in texts_in(folder)? {
            texts.entry(text).or_default().push(format!("{name} {version}"));
        }
    }

    let mut notices = format!(
        "Spravka is licensed under MIT OR Apache-2.0. Built into it are Rust's standard library\n\
         (MIT OR Apache-2.0, <https://www.rust-lang.org/policies/licenses>), in static programs\n\
         musl (MIT, Copyright © 2005-2020 Rich Felker, et al.), and these:\n\n{list}"
    );
    for (text, of) in texts {
        notices.push_str(&format!("\n{RULE}\n{}\n{RULE}\n\n{}\n", of.join(", "), text.trim_end()));
    }
    Ok(notices)
}

fn texts_in(folder: &Path) -> Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_file() && NAMES.iter().any(|begin| name.starts_with(begin)) {
            paths.push(path);
        }
    }
    paths.sort_unstable();
    let read =
        |path: &PathBuf| fs::read_to_string(path).with_context(|| path.display().to_string());
    let texts = paths.iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(texts.iter().map(|text| text.replace("\r\n", "\n")).collect())
}
