//! `spravka report`: stored reports as pages that people read.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::durable;
use crate::exit::{BAD_INPUT, Trouble, complain, why};
use crate::output;
use crate::report::{self, Entry, Format};

#[derive(Args)]
pub(crate) struct Flags {
    /// Reports of debtor.report: one as a JSON document, or one on each line, bare or as the step
    /// that gave it; - or nothing is standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    #[arg(long, value_enum)]
    format: Format,

    /// Write here, readable by you only, in place of standard output; several reports become one
    /// document, or a file each in a folder that exists or whose name ends with /
    #[arg(long, value_name = "FILE|DIR/")]
    out: Option<PathBuf>,
}

pub(crate) fn report(flags: &Flags) -> Result<ExitCode, Trouble> {
    let bytes = input(flags.file.as_deref())?;
    let entries = report::read(&bytes);
    for entry in &entries {
        if let Err(fault) = &entry.report {
            complain(&said(entry.line, fault));
        }
    }
    let reports = entries.iter().filter(|entry| entry.report.is_ok()).count();
    if reports > 0 {
        write(&entries, flags)?;
    }
    let all = reports == entries.len();
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::from(BAD_INPUT) })
}

fn input(file: Option<&Path>) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    match file.filter(|file| *file != Path::new("-")) {
        None => {
            io::stdin().lock().read_to_end(&mut bytes)?;
        }
        Some(file) => {
            bytes = std::fs::read(file).map_err(|error| {
                Trouble::input(format!("FILE cannot be read: {}", why(error.kind())))
            })?;
        }
    }
    Ok(bytes)
}

fn write(entries: &[Entry<'_>], flags: &Flags) -> Result<(), Trouble> {
    let Some(out) = &flags.out else {
        return Ok(output::write(report::render(entries, flags.format).as_bytes())?);
    };
    let unwritten = |error: io::Error| {
        Trouble::other(format!("--out cannot be written: {}", why(error.kind())))
    };
    let replace =
        |path: &Path, page: String| durable::replace(path, page.as_bytes()).map_err(unwritten);
    if !is_folder(out) {
        return replace(out, report::render(entries, flags.format));
    }
    std::fs::create_dir_all(out).map_err(unwritten)?;
    for (entry, number) in entries.iter().zip(1..).filter(|(entry, _)| entry.report.is_ok()) {
        let page = report::render(std::slice::from_ref(entry), flags.format);
        replace(&out.join(name(number, entry, flags.format)), page)?;
    }
    Ok(())
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
}

/// By place and `id`: whose report it is, the name of a file does not tell.
fn name(number: usize, entry: &Entry<'_>, format: Format) -> String {
    let id = entry.id.as_deref().unwrap_or_default();
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let id: String = id.chars().filter(plain).take(64).collect();
    let dash = if id.is_empty() { "" } else { "-" };
    format!("{number:04}{dash}{id}.{}", format.extension())
}

fn said(line: usize, fault: &report::Fault<'_>) -> String {
    let text = fault.text();
    let place = fault.place().filter(|place| !place.is_empty());
    let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
    format!("line {line}: {}{place}: {} / {}", fault.code(), text.en, text.ru)
}
