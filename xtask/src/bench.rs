//! `cargo xtask bench`: all that is measured by the clock, in WASM and natively, as Markdown.

use std::fs;

use anyhow::{Context, Result};

use crate::{package, shell, wasm};

const DOCUMENT: &str = "docs/performance.md";
const BEGIN: &str = "<!-- measured -->";
const END: &str = "<!-- /measured -->";

/// Prints the tables; with `write`, puts them into the document too.
pub(crate) fn run(quick: bool, write: bool) -> Result<()> {
    wasm::run()?;
    package::build()?;
    let more: &[&str] = if quick { &["--", "--quick"] } else { &[] };

    let native = ["bench", "--package", "spravka", "--bench", "step", "--locked"];
    let native = shell::read(&mut shell::cargo(&[&native[..], more].concat()))?;
    let mut npm = shell::program("npm", &[&["run", "--silent", "bench"], more].concat());
    let in_wasm = shell::read(npm.env(package::ARTEFACTS, package::artefacts()?))?;

    let tables = format!(
        "{}\n\n### `spravka step`, natively\n\n{}\n\n### In WASM\n\n{}\n",
        heading()?,
        native.trim(),
        // Its parts are parts of this one.
        in_wasm.trim().replace("\n### ", "\n#### "),
    );
    println!("\n{tables}");
    if write {
        let path = shell::root().join(DOCUMENT);
        let text = fs::read_to_string(&path).context(DOCUMENT)?;
        fs::write(path, with_tables(&text, &tables)?)?;
    }
    Ok(())
}

/// When, from which sources, and with what.
fn heading() -> Result<String> {
    let say = |program: &str, arguments: &[&str]| -> Result<String> {
        Ok(shell::read(&mut shell::program(program, arguments))?.trim().to_owned())
    };
    let date = say("date", &["-u", "+%Y-%m-%d"])?;
    let commit = say("git", &["describe", "--always", "--dirty"])?;
    let rust = say("rustc", &["--version"])?;
    let system = say("uname", &["-srm"])?;
    Ok(format!("{date}, at `{commit}`; {rust}; {system}."))
}

fn with_tables(text: &str, tables: &str) -> Result<String> {
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(END)?;
        Some(format!("{before}{BEGIN}\n{tables}{END}{after}"))
    });
    parts.with_context(|| format!("{DOCUMENT} has no {BEGIN} … {END} to put the tables between"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_replace_those_before() {
        let text = format!("a\n{BEGIN}\nold\n{END}\nb\n");
        assert_eq!(with_tables(&text, "new\n").unwrap(), format!("a\n{BEGIN}\nnew\n{END}\nb\n"));
        assert!(with_tables("a\n", "new\n").is_err());
    }
}
