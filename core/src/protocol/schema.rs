//! The schema of the protocol: calls and steps.

use schemars::{JsonSchema, Schema, json_schema};
use serde_json::json;

use super::call::Failure;
use super::meta::Meta;
use super::options::Options;
use super::state::State;
use super::step::{Fail, SendStep, WaitStep};
use crate::dispatch::Catalogue;
use crate::error::Choice;
use crate::schema::{reading, writing};

/// Calls under `#/$defs/call`, steps under `#/$defs/step`; a document is either.
pub(crate) fn protocol_schema() -> Schema {
    let mut reading = reading();
    let options = reading.subschema_for::<Options>();
    let failure = reading.subschema_for::<Failure>();
    let mut generator = writing();
    let state = generator.subschema_for::<State>();
    let meta = generator.subschema_for::<Meta>();
    let send = tagged("send", SendStep::json_schema(&mut generator));
    let wait = tagged("wait", WaitStep::json_schema(&mut generator));
    let fail = tagged("fail", Fail::json_schema(&mut generator));
    let choice = generator.subschema_for::<Choice>();
    let catalogue = generator.subschema_for::<Catalogue>();
    let mut defs = generator.take_definitions(true);
    defs.extend(reading.take_definitions(true));
    let moment = json!({ "type": "string", "format": "date-time" });
    defs.insert(
        "event".to_owned(),
        json!({
            "description": "What happened since the last step.",
            "oneOf": [
                { "enum": ["elapsed", "stored"] },
                closed(json!({ "response": { "$ref": "#/$defs/response" } }), &["response"]),
                closed(json!({ "failure": failure }), &["failure"]),
                closed(json!({ "choice": choice }), &["choice"])
            ]
        }),
    );
    defs.insert(
        "response".to_owned(),
        json!({
            "type": "object",
            "description": "An answer as it arrived; its body in one of `body`, `body_base64` and `json`, or as bytes beside the call.",
            "properties": {
                "status": { "type": "integer", "minimum": 0, "maximum": 65535 },
                "headers": {
                    "type": "object",
                    "additionalProperties": {
                        "anyOf": [
                            { "type": "string" },
                            { "type": "array", "items": { "type": "string" } }
                        ]
                    }
                },
                "body": { "type": "string" },
                "body_base64": { "type": "string", "contentEncoding": "base64" },
                "json": { "description": "The body itself, where it is JSON; its digits are kept." },
                "body_sha256": { "type": "string", "pattern": "^[0-9A-Fa-f]{64}$" },
                "simulated": { "type": "boolean" }
            },
            "required": ["status"],
            "additionalProperties": false
        }),
    );
    defs.insert(
        "call".to_owned(),
        json!({
            "oneOf": [
                closed(json!({ "call": { "const": "operations" } }), &["call"]),
                closed(
                    json!({
                        "call": { "const": "start" }, "operation": { "type": "string" },
                        "input": { "type": "object" }, "now": moment.clone(), "options": options
                    }),
                    &["call", "operation", "input"],
                ),
                closed(
                    json!({
                        "call": { "const": "resume" }, "state": state.clone(), "input": { "type": "object" },
                        "event": { "$ref": "#/$defs/event" }, "now": moment, "options": options
                    }),
                    &["call", "state", "input", "event", "now"],
                )
            ]
        }),
    );
    let operation_done = closed(
        json!({ "step": { "const": "done" }, "output": { "type": "object" }, "meta": meta.clone() }),
        &["step", "output", "meta"],
    );
    let operations_done = closed(
        json!({ "step": { "const": "done" }, "output": catalogue, "meta": meta }),
        &["step", "output", "meta"],
    );
    let store = json!({
        "description": "Replace these secrets durably and at once, then resume with \"stored\"; never print, log or journal this step.",
        "type": "object",
        "properties": {
            "step": { "const": "store" },
            "secrets": { "type": "object", "additionalProperties": { "type": "string" } },
            "state": state
        },
        "required": ["step", "secrets", "state"],
        "additionalProperties": false
    });
    defs.insert(
        "step".to_owned(),
        json!({ "anyOf": [send, wait, store, operation_done, operations_done, fail] }),
    );
    let mut schema = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": [{ "$ref": "#/$defs/call" }, { "$ref": "#/$defs/step" }]
    });
    schema.insert("$defs".to_owned(), serde_json::Value::Object(defs));
    schema
}

/// A step with the name that serde writes before the members of a tagged struct, and schemars leaves
/// out.
fn tagged(name: &str, mut step: Schema) -> Schema {
    let mut insert = |place: &str, tag: serde_json::Value| match step.get_mut(place) {
        Some(serde_json::Value::Object(members)) => drop(members.insert("step".to_owned(), tag)),
        Some(serde_json::Value::Array(required)) => required.insert(0, tag),
        _ => {}
    };
    insert("properties", json!({ "const": name }));
    insert("required", json!("step"));
    step
}

fn closed(properties: serde_json::Value, required: &[&str]) -> serde_json::Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false
    })
}
