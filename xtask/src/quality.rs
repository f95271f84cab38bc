//! How good the tests are: what of the core they reach, and which faults in it they would miss.

mod allowed;
mod coverage;
mod mutants;
mod repeat;
mod tool;

pub(crate) use coverage::run as coverage;
pub(crate) use mutants::{Which, run as mutants};
pub(crate) use repeat::run as repeat;

/// The files where a mistake sends something twice, tells a secret, or makes silence look like an
/// empty answer, by what they do; paths below `core/src`.
const CRITICAL: &[(&str, &[&str])] = &[
    (
        "classify",
        &[
            "http/answer.rs",
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
    ("fill", &["fill.rs"]),
    ("redact", &["flow/words.rs", "error.rs"]),
    ("encode", &["http/ask.rs", "http/cp1251.rs", "providers/bitrix24/params.rs"]),
    (
        "flow",
        &[
            "flow.rs",
            "flow/exchange.rs",
            "flow/job.rs",
            "flow/keys.rs",
            "flow/machine.rs",
            "flow/procedure.rs",
            "flow/transform.rs",
        ],
    ),
];

const CORE: &str = "core/src/";

/// What a critical file, named from the root, does.
fn purpose(file: &str) -> Option<&'static str> {
    let own = file.strip_prefix(CORE)?;
    CRITICAL.iter().find(|(_, files)| files.contains(&own)).map(|(purpose, _)| *purpose)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell;

    #[test]
    fn every_critical_file_is_there() {
        for file in CRITICAL.iter().flat_map(|(_, files)| *files) {
            assert!(shell::root().join(CORE).join(file).exists(), "{file}");
        }
        assert_eq!(purpose("core/src/fill.rs"), Some("fill"));
        assert_eq!(purpose("core/src/wire.rs"), None);
    }
}
