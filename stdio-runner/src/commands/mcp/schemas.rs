//! The schemas of the tools: those of the operations, in the form that clients read.

use std::collections::BTreeMap;

use rmcp::model::JsonObject;
use serde_json::json;
use spravka_core::registry::Entry;

use crate::files::members_of;

/// The schemas of all operations, by the names of their files.
pub(super) struct Schemas(BTreeMap<String, String>);

impl Schemas {
    pub(super) fn new() -> Self {
        Self(spravka_core::schema::all().into_iter().collect())
    }

    /// `with_files`: members that are files may be named by their paths instead.
    pub(super) fn input(&self, entry: &'static Entry, with_files: bool) -> JsonObject {
        let mut schema = self.of(entry.about.name, "input");
        let files = members_of(entry);
        if with_files && !files.is_empty() {
            if let Some(required) = schema.get_mut("required").and_then(|list| list.as_array_mut())
            {
                required.retain(|name| !files.iter().any(|file| name == file));
            }
            if let Some(properties) = schema.get_mut("properties").and_then(|of| of.as_object_mut())
            {
                properties.insert("files".to_owned(), paths(&files));
            }
        }
        schema
    }

    /// The last step of a call.
    pub(super) fn step(&self, entry: &'static Entry) -> JsonObject {
        step(self.of(entry.about.name, "output"))
    }

    /// The input of `debtor.plan` without what this command brings itself.
    pub(super) fn check_debtor(&self) -> JsonObject {
        let mut schema = self.of("debtor.plan", "input");
        if let Some(properties) = schema.get_mut("properties").and_then(|of| of.as_object_mut()) {
            properties.retain(|name, _| !super::debtor::OWN.contains(&name.as_str()));
        }
        prune(&mut schema);
        schema
    }

    /// What `check_debtor` gives.
    pub(super) fn report(&self) -> JsonObject {
        let mut report = self.of("debtor.report", "output");
        let defs = report.remove("$defs").unwrap_or_default();
        step(object(json!({
            "type": "object",
            "properties": {
                "summary_ru": {
                    "type": "string",
                    "description": "The report for people, in Russian; what was not checked comes first."
                },
                "report": report,
            },
            "required": ["summary_ru", "report"],
            "$defs": defs,
        })))
    }

    /// An operation's own, without what not every client can read: `$schema`, and a title that is the
    /// name of a file.
    fn of(&self, operation: &str, direction: &str) -> JsonObject {
        let text = self.0.get(&format!("{operation}.{direction}.json"));
        let mut schema: JsonObject =
            text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        schema.remove("$schema");
        schema.remove("title");
        schema
    }
}

/// `resume`.
pub(super) fn resume(with_files: bool) -> JsonObject {
    let mut properties = object(json!({
        "state": {
            "type": "object",
            "description": "The `state` of the step that is to be gone on with, unchanged."
        },
        "input": {
            "type": "object",
            "description": "The same input again, with what `needs` named."
        },
        "choice": {
            "type": "object",
            "description": "What a person has decided, where the error's next.options ask for it.",
            "properties": {
                "option": {"type": "string"},
                "application_id": {"type": "string"}
            },
            "required": ["option"],
            "additionalProperties": false
        },
        "check": {
            "type": "integer",
            "description": "The number of an unfinished check_debtor, in place of all the others."
        }
    }));
    if with_files {
        properties.insert("files".to_owned(), paths(&[]));
    }
    object(json!({"type": "object", "properties": properties, "additionalProperties": false}))
}

/// A step with this output.
fn step(mut output: JsonObject) -> JsonObject {
    let defs = output.remove("$defs").unwrap_or_else(|| json!({}));
    object(json!({
        "type": "object",
        "properties": {
            "step": {
                "description": "done: the answer is `output`. fail: there is no answer, `error` says why. wait: not finished, go on with `resume`.",
                "enum": ["done", "fail", "wait"]
            },
            "output": output,
            "error": {"type": "object"},
            "meta": {"type": "object"},
            "state": {"type": "object"}
        },
        "required": ["step"],
        "$defs": defs,
    }))
}

#[expect(clippy::disallowed_types, reason = "schemas hold no amounts")]
fn paths(members: &[&str]) -> serde_json::Value {
    let path = json!({"type": "string"});
    let each: JsonObject = members.iter().map(|name| ((*name).to_owned(), path.clone())).collect();
    let others = if members.is_empty() { path } else { false.into() };
    json!({
        "type": "object",
        "description": "Members that are files, by their paths on this machine.",
        "properties": each,
        "additionalProperties": others,
    })
}

#[expect(clippy::disallowed_types, reason = "schemas hold no amounts")]
fn object(json: serde_json::Value) -> JsonObject {
    match json {
        serde_json::Value::Object(object) => object,
        _ => JsonObject::new(),
    }
}

/// Takes out the definitions that nothing names any more.
fn prune(schema: &mut JsonObject) {
    loop {
        let text = serde_json::to_string(schema).unwrap_or_default();
        let Some(defs) = schema.get_mut("$defs").and_then(|defs| defs.as_object_mut()) else {
            return;
        };
        let before = defs.len();
        defs.retain(|name, _| text.contains(&format!("\"#/$defs/{name}\"")));
        if defs.len() == before {
            return;
        }
    }
}
