//! Archives that are the same whenever and by whomever they are made.

use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::epoch;
use crate::shell;

/// The folder `name` in `parent` as `.tar.gz`.
pub(super) fn tar_gz(parent: &Path, name: &str) -> Result<Vec<u8>> {
    let time = format!("--mtime=@{}", epoch()?);
    let same = ["--sort=name", "--format=ustar", "--owner=0", "--group=0", "--numeric-owner"];
    let mut tar = shell::program("tar", &same);
    tar.args([&time, "--mode=go=rX,u+rw", "--create", name]).current_dir(parent);
    let output = tar.stderr(Stdio::inherit()).output().context("tar, GNU's")?;
    ensure!(output.status.success(), "tar ended with {}", output.status);
    gz(&output.stdout)
}

/// As `gzip -9n`: without name and time.
pub(super) fn gz(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
