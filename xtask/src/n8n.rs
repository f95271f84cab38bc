//! The community node in real n8n.

use anyhow::Result;

use crate::stage::Outcome;
use crate::{package, shell, wasm};

/// `1` where n8n cannot be installed.
const SKIP: &str = "SPRAVKA_SKIP_N8N";

/// Installs n8n where it is not cached, the node into it, and tests them together.
pub(crate) fn test() -> Result<Outcome> {
    #[expect(clippy::disallowed_methods, reason = "it is no secret")]
    if std::env::var(SKIP).is_ok_and(|value| value == "1") {
        return Ok(Outcome::NotChecked(format!("{SKIP}=1")));
    }
    wasm::run()?;
    package::build()?;
    let mut node = shell::program("node", &["n8n/test/run.mjs"]);
    node.env("SPRAVKA_FAULTS", wasm::written_faults()?);
    node.env(package::ARTEFACTS, package::artefacts()?);
    shell::show(node.env(package::COMMAND, package::command()?))?;
    Ok(Outcome::Passed)
}
