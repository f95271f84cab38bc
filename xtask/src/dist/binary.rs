//! The command as a program that needs nothing of the system it runs on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use super::notices::notices;
use super::sbom::Contents;
use super::{archive, copy, deb, put, staging, version};
use crate::{paths, shell};

/// What it is built for, and what that takes beside Rust.
pub(super) struct Target {
    triple: &'static str,
    /// The compiler of C: ring, the cryptography of rustls, is C and assembly.
    cc: &'static str,
    /// Its archiver and flags, where cc, the crate, would take others.
    foreign: Option<(&'static str, &'static str)>,
    /// What runs it here, where this machine is another.
    runner: Option<&'static str>,
    /// Debian's packages with these programs.
    debian: &'static str,
    /// Debian's name of the architecture.
    pub(super) architecture: &'static str,
}

pub(super) const X86_64: Target = Target {
    triple: "x86_64-unknown-linux-musl",
    cc: "musl-gcc",
    foreign: None,
    runner: None,
    debian: "musl-tools",
    architecture: "amd64",
};

/// glibc's compiler: of C's library ring takes declarations only, and those are the same; without
/// the checks that Ubuntu's gcc would call, which only glibc has.
pub(super) const AARCH64: Target = Target {
    triple: "aarch64-unknown-linux-musl",
    cc: "aarch64-linux-gnu-gcc",
    foreign: Some(("aarch64-linux-gnu-ar", "-U_FORTIFY_SOURCE")),
    runner: Some("qemu-aarch64"),
    debian: "gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user",
    architecture: "arm64",
};

/// A program that was built, and how it is started here.
pub(super) struct Program<'a> {
    target: &'a Target,
    pub(super) path: PathBuf,
}

/// Builds, tries and packs it: an archive, and a package for Debian.
pub(super) fn make(target: &Target) -> Result<()> {
    let program = target.build()?;
    program.check()?;
    let contents = Contents::of(&[("spravka", &[])], target.triple)?;

    let name = format!("spravka-{}-{}", version(), target.triple);
    let parent = staging(target.triple)?;
    let folder = parent.join(&name);
    program.lay_out(&folder, &contents)?;
    put(&format!("{name}.tar.gz"), &archive::tar_gz(&parent, &name)?, &contents)?;
    let (name, package) = deb::make(target, &folder)?;
    put(&name, &package, &contents)
}

impl Target {
    fn build(&self) -> Result<Program<'_>> {
        self.ensure_tools()?;
        let build = ["build", "--package", "spravka", "--release", "--locked", "--target"];
        let mut command = shell::cargo(&build);
        // The linker that comes with Rust, for every target.
        let own =
            ["-Clinker=rust-lld", "-Clink-self-contained=yes", "-Ctarget-feature=+crt-static"];
        let hidden = flags("--remap-path-prefix", &paths::hidden(&shell::root())?);
        let all = [own.map(str::to_owned).to_vec(), hidden].concat();
        command.arg(self.triple).env("CARGO_ENCODED_RUSTFLAGS", all.join("\x1f"));

        let suffix = self.triple.replace('-', "_");
        let mut c = flags("-ffile-prefix-map", &paths::hidden_crates()?);
        if let Some((ar, flag)) = self.foreign {
            c.insert(0, flag.to_owned());
            command.env(format!("CC_{suffix}"), self.cc).env(format!("AR_{suffix}"), ar);
        }
        shell::show(command.env(format!("CFLAGS_{suffix}"), c.join(" ")))?;
        let path = shell::target_directory()?.join(self.triple).join("release/spravka");
        Ok(Program { target: self, path })
    }

    fn ensure_tools(&self) -> Result<()> {
        for tool in [self.cc, "readelf"].into_iter().chain(self.runner) {
            let there = shell::works(&mut shell::program(tool, &["--version"]));
            ensure!(there, "{tool} is missing: `apt-get install {} binutils`", self.debian);
        }
        shell::ensure_target(self.triple)
    }
}

fn flags(name: &str, hidden: &[(PathBuf, &str)]) -> Vec<String> {
    hidden.iter().map(|(path, put)| format!("{name}={}={put}", path.display())).collect()
}

impl Program<'_> {
    fn command(&self, arguments: &[&str]) -> Command {
        let Some(runner) = self.target.runner else {
            return shell::program(&self.path, arguments);
        };
        let mut command = shell::program(runner, &[]);
        command.arg(&self.path).args(arguments);
        command
    }

    /// That it links nothing, names no folder of this machine, and answers.
    fn check(&self) -> Result<()> {
        let path = self.path.to_str().context("the target folder has a name in UTF-8")?;
        let elf = shell::read(&mut shell::program("readelf", &["-ldW", path]))?;
        for foreign in ["INTERP", "(NEEDED)"] {
            ensure!(!elf.contains(foreign), "it is not static: it has {foreign}");
        }
        let own = [shell::root(), shell::target_directory()?];
        paths::ensure_absent("it", &fs::read(&self.path)?, &own.each_ref().map(PathBuf::as_path))?;

        let version = shell::read(&mut self.command(&["--version"]))?;
        ensure!(version.trim() == format!("spravka {}", super::version()), "it is {version}");
        let jobs = shell::root().join("examples/intake.ndjson");
        let mut run = self.command(&["run", "--transport", "sandbox", "--quiet"]);
        let output = run.stdin(fs::File::open(&jobs)?).stderr(Stdio::inherit()).output()?;
        let results = String::from_utf8(output.stdout).context("results are UTF-8")?;
        let (asked, answered) = (fs::read_to_string(jobs)?.lines().count(), ended(&results)?);
        ensure!(asked == answered, "{answered} results for {asked} jobs");
        println!("static, without paths of this machine; {answered} results for {asked} jobs");
        Ok(())
    }

    /// The folder that users see.
    fn lay_out(&self, folder: &Path, contents: &Contents) -> Result<()> {
        let (pages, completions) = (folder.join("man"), folder.join("completions"));
        for folder in [&pages, &completions] {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&self.path, folder.join("spravka"))?;
        for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            copy(file, folder)?;
        }
        fs::write(folder.join("THIRD-PARTY-LICENSES"), notices(contents)?)?;
        let rust = shell::read(&mut shell::program("rustc", &["--print", "sysroot"]))?;
        let library = Path::new(rust.trim()).join("share/doc/rust/COPYRIGHT-library.html");
        fs::copy(&library, folder.join("RUST-LIBRARY.html"))
            .with_context(|| library.display().to_string())?;

        fs::write(pages.join("spravka.1"), shell::read(&mut self.command(&["man"]))?)?;
        for command in self.commands()? {
            let page = shell::read(&mut self.command(&["man", &command]))?;
            fs::write(pages.join(format!("spravka-{command}.1")), page)?;
        }
        for (shell, name) in
            [("bash", "spravka.bash"), ("zsh", "_spravka"), ("fish", "spravka.fish")]
        {
            let script = shell::read(&mut self.command(&["completions", shell]))?;
            fs::write(completions.join(name), script)?;
        }
        Ok(())
    }

    /// The commands that have a page of their own, as the first page lists them.
    fn commands(&self) -> Result<Vec<String>> {
        let page = shell::read(&mut self.command(&["man"]))?;
        let listed = page.lines().filter_map(|line| line.strip_prefix("spravka\\-"));
        let names: Vec<String> =
            listed.filter_map(|line| Some(line.strip_suffix("(1)")?.replace('\\', ""))).collect();
        if names.is_empty() {
            bail!("the man page lists no command");
        }
        Ok(names)
    }
}

/// How many jobs came to an end; anything else is an error.
fn ended(results: &str) -> Result<usize> {
    #[derive(serde::Deserialize)]
    struct Ended {
        step: String,
    }

    for line in results.lines() {
        let Ended { step } = serde_json::from_str(line).context("a result has a step")?;
        ensure!(["done", "fail"].contains(&step.as_str()), "a result is `{step}`");
    }
    Ok(results.lines().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_has_ended_when_it_is_done_or_failed() {
        assert_eq!(ended("{\"step\":\"done\"}\n{\"step\":\"fail\"}\n").unwrap(), 2);
        assert!(ended("{\"step\":\"send\"}\n").is_err());
        assert!(ended("no result\n").is_err());
    }
}
