//! The paths of the machine that builds, which no artefact names.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// Each path that a compiler would write down, with what it writes in its place.
pub(crate) fn hidden(root: &Path) -> Result<Vec<(PathBuf, &'static str)>> {
    let mut hidden = vec![(root.to_owned(), "/spravka")];
    hidden.extend(hidden_crates()?);
    Ok(hidden)
}

/// Those of the crates of others.
pub(crate) fn hidden_crates() -> Result<Vec<(PathBuf, &'static str)>> {
    // The folder of a registry is named after its address, which may be that of a mirror.
    let sources = home()?.join("registry/src");
    let registries = sources.read_dir().with_context(|| sources.display().to_string())?;
    registries.map(|registry| Ok((registry?.path(), "/crates"))).collect()
}

/// That none is in there, nor one of `own`.
pub(crate) fn ensure_absent(name: &str, bytes: &[u8], own: &[&Path]) -> Result<()> {
    let home = home()?;
    let own = own.iter().copied().chain([home.as_path()]);
    let own = own.filter_map(Path::to_str).chain(["/registry/src/", "/.rustup/"]);
    for path in own {
        let found = bytes.windows(path.len()).any(|window| window == path.as_bytes());
        ensure!(!found, "{name} names {path}");
    }
    Ok(())
}

/// Cargo's home.
fn home() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).context("no home")
}
