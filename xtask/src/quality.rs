//! How good the tests are: what of the core they reach, and which faults in it they would miss.

mod allowed;
mod coverage;
mod mutants;
mod repeat;
mod tool;

use anyhow::Result;

use crate::shell;

pub(crate) use coverage::run as coverage;
pub(crate) use mutants::{Which, run as mutants};
pub(crate) use repeat::run as repeat;

/// The files where a mistake sends something twice, tells a secret, or makes silence look like an
/// empty answer, by what they do; paths below `core/src`, of a folder all that is in it.
const CRITICAL: &[(&str, &[&str])] = &[
    (
        "classify",
        &[
            "http/answer.rs",
            "http/body.rs",
            "http/scan.rs",
            "http/status.rs",
            "providers/api_cloud.rs",
            "providers/bitrix24/refusal.rs",
            "providers/fssp.rs",
            "providers/kz_info.rs",
            "providers/osnovanie.rs",
            "providers/parser_api.rs",
            "providers/sber.rs",
            "providers/spectrum_data.rs",
        ],
    ),
    ("retry", &["retry.rs", "http/headers.rs"]),
    ("fill", &["fill.rs", "fill/"]),
    ("redact", &["flow/words.rs", "error.rs"]),
    ("encode", &["http/ask.rs", "http/cp1251.rs", "providers/bitrix24/params.rs"]),
    ("flow", &["flow.rs", "flow/"]),
];

const CORE: &str = "core/src/";

/// What a critical file, named from the root, does.
fn purpose(file: &str) -> Option<&'static str> {
    let own = file.strip_prefix(CORE)?;
    let holds = |entry: &&str| own == *entry || entry.ends_with('/') && own.starts_with(*entry);
    CRITICAL.iter().find(|(_, entries)| entries.iter().any(holds)).map(|(purpose, _)| *purpose)
}

/// The critical files, named from the root.
fn critical() -> Result<Vec<String>> {
    let mut files = shell::files(".rs")?;
    files.retain(|file| purpose(file).is_some());
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_critical_file_is_there() {
        for entry in CRITICAL.iter().flat_map(|(_, entries)| *entries) {
            assert!(shell::root().join(CORE).join(entry).exists(), "{entry}");
        }
        assert_eq!(purpose("core/src/fill.rs"), Some("fill"));
        assert_eq!(purpose("core/src/flow/machine/failing.rs"), Some("flow"));
        assert_eq!(purpose("core/src/flows.rs"), None);
        assert_eq!(purpose("core/src/wire.rs"), None);
        let files = critical().unwrap();
        assert!(files.contains(&"core/src/flow/machine/failing.rs".to_owned()));
    }
}
