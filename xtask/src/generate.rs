//! Files that are written from the code: the schemas, the catalogue, the table of
//! operations, and the description of the n8n node.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use spravka_core::registry::{Entry, OPERATIONS};
use spravka_core::schema;

use crate::{package, shell};

const SCHEMAS: &str = "schemas";
const CATALOGUE: &str = "catalogue.json";
const TABLE: &str = "docs/operations.md";
const BEGIN: &str = "<!-- operations -->";
const END: &str = "<!-- /operations -->";

/// Writes what differs, or fails naming it.
pub(crate) fn run(check: bool) -> Result<()> {
    let (changed, stale) = (changed()?, stale()?);
    if check {
        let changed = changed.keys().map(|path| format!("{path} differs from the code"));
        let stale = stale.iter().map(|path| format!("{path} is no longer generated"));
        let faults: Vec<_> = changed.chain(stale).collect();
        if !faults.is_empty() {
            bail!("{}\n`cargo xtask generate` writes them anew", faults.join("\n"));
        }
        println!("the generated files are up to date");
        return describe(&["--check"]);
    }
    for (path, text) in changed {
        fs::create_dir_all(shell::root().join(SCHEMAS))?;
        fs::write(shell::root().join(&path), text).with_context(|| path.clone())?;
        println!("wrote {path}");
    }
    for path in stale {
        fs::remove_file(shell::root().join(&path)).with_context(|| path.clone())?;
        println!("removed {path}");
    }
    describe(&[])
}

/// The n8n node is described by a script, from the files that are written above.
fn describe(arguments: &[&str]) -> Result<()> {
    package::ensure_modules()?;
    let arguments = [&["n8n/scripts/describe.mjs"], arguments].concat();
    shell::show(&mut shell::program("node", &arguments))
}

/// The files whose text is not what it should be, with that text.
fn changed() -> Result<BTreeMap<String, String>> {
    let mut files: BTreeMap<_, _> =
        generated().into_iter().map(|(name, text)| (format!("{SCHEMAS}/{name}"), text)).collect();
    let text = fs::read_to_string(shell::root().join(TABLE)).context(TABLE)?;
    files.insert(TABLE.to_owned(), with_table(&text, &table())?);
    files.retain(|path, text| match fs::read_to_string(shell::root().join(path)) {
        Ok(present) => present != *text,
        Err(_) => true,
    });
    Ok(files)
}

/// What belongs into the folder of the schemas: the name of each file, and its text.
fn generated() -> Vec<(String, String)> {
    let mut files = schema::all();
    files.push((CATALOGUE.to_owned(), schema::catalogue()));
    files
}

/// Files there that nothing generates any more.
fn stale() -> Result<Vec<String>> {
    let names: Vec<_> = generated().into_iter().map(|(name, _)| name).collect();
    let directory = shell::root().join(SCHEMAS);
    if !directory.exists() {
        return Ok(Vec::new());
    }
    let mut stale = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = PathBuf::from(entry?.file_name());
        let name = path.to_string_lossy();
        if path.extension().is_some_and(|ending| ending == "json")
            && !names.iter().any(|known| *known == name)
        {
            stale.push(format!("{SCHEMAS}/{name}"));
        }
    }
    stale.sort();
    Ok(stale)
}

/// The text with the table between its markers.
fn with_table(text: &str, table: &str) -> Result<String> {
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| {
        rest.split_once(END).map(|(_, after)| format!("{before}{BEGIN}\n{table}{END}{after}"))
    });
    parts.with_context(|| format!("{TABLE} has no {BEGIN} … {END} to put the operations between"))
}

fn table() -> String {
    let head = "| operation | what it gives | effect | price | source |\n|---|---|---|---|---|\n";
    OPERATIONS.iter().fold(head.to_owned(), |table, entry| table + &row(entry))
}

fn row(Entry { about, .. }: &Entry) -> String {
    let effect = serde_json::to_string(&about.effect).unwrap_or_default();
    let effect = effect.trim_matches('"').replace('_', " ");
    let price = about
        .estimate
        .map_or("–".to_owned(), |estimate| format!("{} {}", estimate.amount, estimate.currency));
    let summary = about.summary.en.replace('|', "\\|");
    format!("| `{}` | {summary} | {effect} | {price} | [document]({}) |\n", about.name, about.docs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_replaces_what_was_between_the_markers() {
        let text = format!("a\n{BEGIN}\nold\n{END}\nb\n");
        let new = with_table(&text, "| new |\n").unwrap();
        assert_eq!(new, format!("a\n{BEGIN}\n| new |\n{END}\nb\n"));
        assert_eq!(with_table(&new, "| new |\n").unwrap(), new);
    }

    #[test]
    fn a_document_without_markers_is_refused() {
        assert!(with_table("a\n", "").is_err());
        assert!(with_table(&format!("{END}\n{BEGIN}"), "").is_err());
    }

    #[test]
    fn every_operation_has_a_row_of_five_cells() {
        let table = table();
        assert_eq!(table.lines().count(), OPERATIONS.len() + 2);
        for line in table.lines() {
            assert_eq!(line.replace("\\|", "").matches('|').count(), 6, "{line}");
        }
    }
}
