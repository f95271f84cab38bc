//! The members of CycloneDX that are used here.

use std::collections::BTreeSet;

use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bom<'a> {
    pub(super) bom_format: &'static str,
    pub(super) spec_version: &'static str,
    pub(super) version: u32,
    pub(super) metadata: Metadata<'a>,
    pub(super) components: Vec<&'a Component>,
    pub(super) dependencies: Vec<Dependency<'a>>,
}

#[derive(Serialize)]
pub(super) struct Metadata<'a> {
    pub(super) timestamp: String,
    pub(super) component: &'a Component,
}

#[derive(Serialize)]
pub(super) struct Component {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(rename = "bom-ref")]
    pub(super) reference: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) version: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) hashes: Vec<Hash>,
    pub(super) licenses: [Licence; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) purl: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Hash {
    pub(super) alg: &'static str,
    pub(super) content: String,
}

#[derive(Serialize)]
pub(super) struct Licence {
    pub(super) expression: String,
}

#[derive(Serialize)]
pub(super) struct Dependency<'a> {
    #[serde(rename = "ref")]
    pub(super) reference: &'a str,
    #[serde(rename = "dependsOn")]
    pub(super) depends_on: &'a BTreeSet<String>,
}

impl Component {
    pub(super) fn new(name: &str, version: &str, licence: &str, purl: Option<String>) -> Self {
        Self {
            kind: "library",
            reference: format!("{name}@{version}").trim_end_matches('@').to_owned(),
            name: name.to_owned(),
            version: version.to_owned(),
            hashes: Vec::new(),
            licenses: [Licence { expression: licence.to_owned() }],
            purl,
        }
    }
}

impl Hash {
    pub(super) fn sha256(content: &str) -> Self {
        Self { alg: "SHA-256", content: content.to_owned() }
    }
}
