//! Other programs, and the files of the repository.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// A program, started in the root and without standard input.
pub(crate) fn program(name: impl Into<OsString>, arguments: &[&str]) -> Command {
    let mut command = Command::new(name.into());
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    command
}

/// The cargo that runs this, without what it says of this crate: ring's build script looks at the
/// same variables, and all that depends on it would be built again.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = program(cargo, arguments);
    let own = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(own) {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a program whose output is the user's to read.
pub(crate) fn show(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    let status = command.status().with_context(|| format!("cannot start {}", line(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a program for its standard output.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {}", line(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", line(command), output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} wrote something else than UTF-8", line(command)))
}

/// Where cargo puts what it builds.
pub(crate) fn target_directory() -> Result<PathBuf> {
    #[derive(Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }

    let arguments = ["metadata", "--format-version", "1", "--no-deps", "--locked"];
    let text = read(&mut cargo(&arguments))?;
    let metadata: Metadata = serde_json::from_str(&text).context("cargo metadata")?;
    Ok(metadata.target_directory)
}

/// What is kept from run to run; everything works without it.
pub(crate) fn cache() -> Result<PathBuf> {
    let own = std::env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty());
    let own = own.map(PathBuf::from);
    let cache = own.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    Ok(cache.context("no home")?.join("spravka"))
}

/// Whether a program starts and succeeds; what it writes is dropped.
pub(crate) fn works(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// The files whose names end so: those that git follows, and new ones that it does not ignore.
pub(crate) fn files(ending: &str) -> Result<Vec<String>> {
    let pattern = format!("*{ending}");
    let mut command = program(
        "git",
        &["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", &pattern],
    );
    let listed = read(&mut command)?;
    let present = |path: &&str| !path.is_empty() && root().join(path).exists();
    Ok(listed.split('\0').filter(present).map(str::to_owned).collect())
}

/// Adds the WASM target to the toolchain where it is missing.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    ensure_target(WASM)
}

/// Adds a target to the toolchain where it is missing.
pub(crate) fn ensure_target(target: &str) -> Result<()> {
    let print = ["--print", "target-libdir", "--target", target];
    let library = read(&mut program("rustc", &print))?;
    if Path::new(library.trim()).exists() {
        println!("the target {target} is there");
        return Ok(());
    }
    println!("the target {target} is missing: installing it with rustup");
    show(&mut program("rustup", &["target", "add", target]))
        .with_context(|| format!("install the standard library of {target} by hand"))
}

fn line(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_stem().unwrap_or_default();
    let words = std::iter::once(name).chain(command.get_args());
    let line: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    let line = line.join(" ");
    if line.chars().count() > 160 { line.chars().take(160).chain(['…']).collect() } else { line }
}
