//! The catalogue: what `{"call":"operations"}` answers.

use serde::Serialize;

use crate::flow;
use crate::operation::{Kind, Limit};
use crate::protocol::{Effect, Estimate, Slot};
use crate::registry::{Entry, OPERATIONS, providers};

/// Everything there is to call.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "catalogue"))]
pub(crate) struct Catalogue {
    /// The version of this library.
    version: &'static str,
    providers: Vec<ProviderRow>,
    operations: Vec<OperationRow>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ProviderRow {
    name: &'static str,
    title: &'static str,
    title_ru: &'static str,
    /// Where its requests go; the first is the one that is used. `{portal}` stands for 1 to 63 small
    /// letters, digits and hyphens, which the input gives.
    origins: &'static [&'static str],
    /// The secrets that its requests need.
    secrets: Vec<&'static str>,
    /// Where in a request they go; which of them it has, a request says itself.
    slots: &'static [Slot],
    /// The client certificate that its hosts ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    tls_identity: Option<&'static str>,
    /// For the pacing across flows, which is the host's.
    limits: &'static [Limit],
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct OperationRow {
    name: &'static str,
    kind: Kind,
    title: &'static str,
    title_ru: &'static str,
    summary: &'static str,
    summary_ru: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<&'static str>,
    effect: Effect,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<Estimate>,
    docs: &'static str,
    /// Names of files in `schemas/`.
    input_schema: String,
    output_schema: String,
}

pub(super) fn write(out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"step\":\"done\",\"output\":");
    flow::write(out, &catalogue());
    out.extend_from_slice(b",\"meta\":{}}");
}

/// What is here, with everything that a host may want to know of it.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue {
        version: env!("CARGO_PKG_VERSION"),
        providers: providers()
            .map(|provider| ProviderRow {
                name: provider.name,
                title: provider.title.en,
                title_ru: provider.title.ru,
                origins: provider.origins,
                secrets: secrets(provider.slots),
                slots: provider.slots,
                tls_identity: provider.tls_identity,
                limits: provider.limits,
            })
            .collect(),
        operations: OPERATIONS.iter().map(row).collect(),
    }
}

fn secrets(slots: &[Slot]) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = slots.iter().filter_map(|slot| slot.secret).collect();
    names.dedup();
    names
}

fn row(entry: &Entry) -> OperationRow {
    let about = &entry.about;
    OperationRow {
        name: about.name,
        kind: entry.kind,
        title: about.title.en,
        title_ru: about.title.ru,
        summary: about.summary.en,
        summary_ru: about.summary.ru,
        provider: entry.provider.map(|provider| provider.name),
        effect: about.effect,
        estimate: about.estimate,
        docs: about.docs,
        input_schema: format!("{}.input.json", about.name),
        output_schema: format!("{}.output.json", about.name),
    }
}
