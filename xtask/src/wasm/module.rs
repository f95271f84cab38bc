//! What a module consists of: what it asks for, what it offers, and what it should not carry.

use anyhow::{Context, Result};
use wasm_encoder::{ExportKind, ExportSection, Module, RawSection};
use wasmparser::{ExternalKind, Parser, Payload};

/// The module without what a host does not need: names and other custom sections, and the exports
/// of the linker.
pub(super) fn stripped(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::CustomSection(_) => {}
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section.clone() {
                    let export = export?;
                    if !LINKERS.contains(&export.name) {
                        exports.export(export.name, kind(export.kind)?, export.index);
                    }
                }
                kept.section(&exports);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = module.get(range).context("a section ends beyond its module")?;
                    kept.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(kept.finish())
}

const LINKERS: &[&str] = &["__data_end", "__heap_base"];

fn kind(kind: ExternalKind) -> Result<ExportKind> {
    Ok(match kind {
        ExternalKind::Func | ExternalKind::FuncExact => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        ExternalKind::Tag => ExportKind::Tag,
    })
}

/// The imports, `module.name` each, in the order of their names.
pub(super) fn imports(module: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let import = import?;
                names.push(format!("{}.{}", import.module, without_hash(import.name)));
            }
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// The exports, in the order of their names.
pub(super) fn exports(module: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ExportSection(section) = payload? {
            for export in section {
                names.push(without_hash(export?.name).to_owned());
            }
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// wasm-bindgen ends the names of its own with a hash, which says nothing and changes often.
fn without_hash(name: &str) -> &str {
    let hash = name.len().saturating_sub(16);
    let is_hash = |end: &str| end.len() == 16 && end.bytes().all(|b| b.is_ascii_hexdigit());
    match name.split_at_checked(hash) {
        Some((short, end)) if is_hash(end) => short.trim_end_matches('h').trim_end_matches('_'),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn an_import_is_seen() {
        // One type, `func () -> ()`, and one import of it: `env.now`.
        let sections = b"\x01\x04\x01\x60\0\0\x02\x0b\x01\x03env\x03now\0\0";
        let module = [EMPTY, sections].concat();
        assert_eq!(imports(&module).unwrap(), ["env.now"]);
    }

    #[test]
    fn nothing_imported_is_an_empty_list() {
        assert!(imports(EMPTY).unwrap().is_empty());
        assert!(imports(b"not a module").is_err());
    }

    #[test]
    fn names_and_the_linkers_exports_come_off() {
        // A global of 1, exported as `one` and as `__data_end`, and a custom section `name`.
        let global = b"\x06\x06\x01\x7f\0\x41\x01\x0b";
        let section = b"\x07\x14\x02\x03one\x03\0\x0a__data_end\x03\0";
        let module = [EMPTY, global, section, b"\0\x05\x04name"].concat();
        assert_eq!(exports(&module).unwrap(), ["__data_end", "one"]);
        let expected = [EMPTY, global, b"\x07\x07\x01\x03one\x03\0"].concat();
        assert_eq!(stripped(&module).unwrap(), expected);
    }

    #[test]
    fn hashes_come_off() {
        assert_eq!(without_hash("__wbg_fetch_0123456789abcdef"), "__wbg_fetch");
        assert_eq!(without_hash("invoke__h0123456789abcdef"), "invoke");
        assert_eq!(without_hash("__wbindgen_start"), "__wbindgen_start");
    }
}
