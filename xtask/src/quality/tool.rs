//! Commands of cargo that are installed where they are missing.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// A crate with a command, in the version whose reports are read here.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

impl Tool {
    /// `cargo-NAME NAME …`, which is what cargo itself would run.
    pub(super) fn command(&self, arguments: &[&str]) -> Result<Command> {
        let tools = shell::cache()?.join("tools");
        let program = tools.join("bin").join(self.name);
        let mut version = shell::program(&program, &[self.subcommand(), "--version"]);
        let there = shell::works(&mut shell::program(&program, &["--version"]))
            || shell::works(&mut version);
        if !there {
            println!("{} is missing: installing it into {}", self.name, tools.display());
            let exact = format!("={}", self.version);
            let mut install = shell::cargo(&["install", "--locked", "--version", &exact, "--root"]);
            shell::show(install.arg(&tools).arg(self.name))
                .with_context(|| format!("NOT MEASURED: {} cannot be installed", self.name))?;
        }
        let mut command = shell::program(program, &[self.subcommand()]);
        command.args(arguments);
        Ok(command)
    }

    fn subcommand(&self) -> &'static str {
        self.name.trim_start_matches("cargo-")
    }
}

/// Adds the part of the toolchain that reads profiles.
pub(super) fn ensure_llvm_tools() -> Result<()> {
    let sysroot = shell::read(&mut shell::program("rustc", &["--print", "target-libdir"]))?;
    let bin = PathBuf::from(sysroot.trim()).with_file_name("bin");
    if bin.join("llvm-cov").exists() {
        return Ok(());
    }
    println!("llvm-tools are missing: installing them with rustup");
    shell::show(&mut shell::program("rustup", &["component", "add", "llvm-tools"]))
        .context("NOT MEASURED: llvm-tools cannot be installed")
}
