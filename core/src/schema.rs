//! JSON Schemas (2020-12) of everything that crosses the border, made from the types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::dispatch;
use crate::error;
use crate::operation::Operation;
use crate::protocol::protocol_schema;
use crate::registry::OPERATIONS;

/// The schemas of one operation, without its types.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfOperation {
    input: fn() -> Schema,
    output: fn() -> Schema,
}

impl OfOperation {
    pub(crate) const fn of<O: Operation>() -> Self {
        Self { input: read::<O::Input>, output: written::<O::Output<'static>> }
    }
}

/// Every schema: the name of its file, and its text.
#[must_use]
pub fn all() -> Vec<(String, String)> {
    let mut files = vec![
        ("error.json".to_owned(), text(written::<error::Wire<'static>>(), "error")),
        ("protocol.json".to_owned(), text(protocol_schema(), "protocol")),
    ];
    for entry in OPERATIONS {
        for (direction, schema) in
            [("input", entry.schemas.input), ("output", entry.schemas.output)]
        {
            let name = format!("{}.{direction}", entry.about.name);
            files.push((format!("{name}.json"), text(schema(), &name)));
        }
    }
    files.sort();
    files
}

/// The catalogue, which `{"call":"operations"}` answers, laid out to be read.
#[must_use]
pub fn catalogue() -> String {
    let mut text = serde_json::to_string_pretty(&dispatch::catalogue()).unwrap_or_default();
    text.push('\n');
    text
}

/// The schema of an operation's input.
#[must_use]
pub fn input_schema(operation: &str) -> Option<String> {
    of(&format!("{operation}.input.json"))
}

/// The schema of an operation's output.
#[must_use]
pub fn output_schema(operation: &str) -> Option<String> {
    of(&format!("{operation}.output.json"))
}

fn of(file: &str) -> Option<String> {
    all().into_iter().find(|(name, _)| name == file).map(|(_, text)| text)
}

/// For what is read: members may be left out that are always written.
pub(crate) fn reading() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_deserialize().into_generator()
}

/// For what is written.
pub(crate) fn writing() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_serialize().into_generator()
}

fn read<T: JsonSchema>() -> Schema {
    reading().into_root_schema_for::<T>()
}

fn written<T: JsonSchema>() -> Schema {
    writing().into_root_schema_for::<T>()
}

fn text(mut schema: Schema, title: &str) -> String {
    schema.insert("title".to_owned(), title.into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_has_the_members_that_its_schema_names() {
        for entry in OPERATIONS {
            let schema = (entry.schemas.input)();
            let mut properties: Vec<String> = schema
                .get("properties")
                .and_then(|properties| properties.as_object())
                .map(|properties| properties.keys().cloned().collect())
                .unwrap_or_default();
            properties.sort();
            let mut members = entry.members.to_vec();
            members.sort_unstable();
            assert_eq!(members, properties, "{}", entry.about.name);
            let closed = schema.get("additionalProperties").and_then(|closed| closed.as_bool());
            assert_eq!(closed, Some(false), "{}", entry.about.name);
        }
    }

    #[test]
    fn files_are_named_once() {
        let names: Vec<String> = all().into_iter().map(|(name, _)| name).collect();
        assert!(names.is_sorted_by(|a, b| a < b), "{names:?}");
        assert_eq!(names.len(), 2 + 2 * OPERATIONS.len());
    }
}
