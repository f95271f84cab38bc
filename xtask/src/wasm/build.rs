//! The artefacts of the JavaScript side, in `target/npm`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::module;
use crate::paths;
use crate::shell::{self, WASM};

/// One module that is built here.
pub(super) struct Artefact {
    pub(super) file: &'static str,
    build: fn(&Place) -> Result<Vec<u8>>,
    /// The most that it may weigh: what it has now and a little.
    pub(super) most: usize,
    pub(super) most_gzip: usize,
}

/// `raw.wasm` imports nothing and runs anywhere, `spravka_bg.wasm` has what wasm-bindgen exports
/// beside the same functions.
pub(super) const ARTEFACTS: &[Artefact] = &[
    Artefact { file: "raw.wasm", build: raw, most: 1_800_000, most_gzip: 580_000 },
    Artefact { file: "sandbox.wasm", build: sandbox, most: 700_000, most_gzip: 230_000 },
    Artefact { file: "spravka_bg.wasm", build: bound, most: 2_650_000, most_gzip: 810_000 },
];

/// Where something is built, and from what.
pub(super) struct Place {
    pub(super) root: PathBuf,
    pub(super) target: PathBuf,
}

impl Place {
    pub(super) fn here() -> Result<Self> {
        Ok(Self { root: shell::root(), target: shell::target_directory()? })
    }

    /// Where the artefacts lie.
    pub(super) fn directory(&self) -> PathBuf {
        self.target.join("npm")
    }

    fn module(&self, package: &str) -> PathBuf {
        let name = package.replace('-', "_");
        self.target.join(WASM).join("wasm").join(name).with_extension("wasm")
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = shell::cargo(arguments);
        command.current_dir(&self.root).arg("--locked").arg("--target-dir").arg(&self.target);
        command
    }

    /// Builds a package and gives the path of its module.
    fn build(&self, package: &str, more: &[&str]) -> Result<PathBuf> {
        let what = ["build", "--package", package, "--profile", "wasm", "--target", WASM];
        let mut command = self.cargo(&[&what, more].concat());
        shell::show(command.env("CARGO_ENCODED_RUSTFLAGS", self.flags()?.join("\x1f")))?;
        Ok(self.module(package))
    }

    /// Vectors, which Node.js and browsers have had for years; as little inlined as costs no time;
    /// numbers in as few bytes as they need; and no path of this machine.
    fn flags(&self) -> Result<Vec<String>> {
        let own = [
            "-Ctarget-feature=+simd128",
            "-Cllvm-args=-inline-threshold=75",
            "-Clink-arg=--compress-relocations",
        ];
        let mut flags = own.map(str::to_owned).to_vec();
        for (path, name) in paths::hidden(&self.root)? {
            flags.push(format!("--remap-path-prefix={}={name}", path.display()));
        }
        Ok(flags)
    }
}

impl Artefact {
    /// Builds it and writes it to the folder of the artefacts.
    pub(super) fn make(&self, place: &Place) -> Result<Vec<u8>> {
        let module = module::stripped(&(self.build)(place)?)?;
        let path = place.directory().join(self.file);
        fs::create_dir_all(place.directory())?;
        fs::write(&path, &module).with_context(|| path.display().to_string())?;
        println!("{}", path.display());
        Ok(module)
    }
}

fn raw(place: &Place) -> Result<Vec<u8>> {
    read(&place.build("spravka-wasm", &[])?)
}

fn sandbox(place: &Place) -> Result<Vec<u8>> {
    read(&place.build("spravka-wasm-sandbox", &[])?)
}

/// Beside the module, its glue and its types: `spravka_bg.js` and `spravka.d.ts`.
fn bound(place: &Place) -> Result<Vec<u8>> {
    let module = place.build("spravka-wasm", &["--features", "fetch"])?;
    let tool = ["run", "--package", "xtask-bindgen", "--features", "tool", "--profile", "tool"];
    let mut bindgen = place.cargo(&tool);
    shell::show(bindgen.arg("--").arg(module).arg(place.directory()))?;
    read(&place.directory().join("spravka_bg.wasm"))
}

/// The raw door with calls that trap, for tests only; its path.
pub(super) fn trapping(place: &Place) -> Result<PathBuf> {
    let module = place.build("spravka-wasm", &["--features", "trap"])?;
    let path = place.target.join("trap.wasm");
    fs::copy(&module, &path).with_context(|| module.display().to_string())?;
    Ok(path)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| path.display().to_string())
}
