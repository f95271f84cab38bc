//! Flags from an operation's input schema: `last_name` becomes `--last-name`.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::registry::Entry;
use spravka_core::schema::input_schema;

use crate::files::members_of;

#[derive(Default, Deserialize)]
struct Schema {
    #[serde(default)]
    properties: BTreeMap<String, Property>,
    #[serde(default)]
    required: Vec<String>,
    #[serde(default, rename = "$defs")]
    defs: BTreeMap<String, Property>,
}

#[derive(Default, Deserialize)]
struct Property {
    #[serde(default, rename = "type")]
    types: Types,
    #[serde(default, rename = "$ref")]
    reference: Option<String>,
    #[serde(default, rename = "anyOf")]
    any_of: Vec<Property>,
    #[serde(default)]
    description: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Types {
    One(String),
    Many(Vec<String>),
    #[default]
    None,
}

pub(super) fn flags(entry: &'static Entry) -> Vec<Arg> {
    let schema = Schema::of(entry);
    let files = members_of(entry);
    let flag = |name: &&'static str| match schema.flag(name) {
        flag if files.contains(name) => flag.value_name("PATH").value_hint(ValueHint::FilePath),
        flag => flag,
    };
    entry.members.iter().map(flag).collect()
}

/// The paths of the files that were given, as JSON.
pub(super) fn files(entry: &'static Entry, matches: &ArgMatches) -> Vec<String> {
    let path = |name: &'static str| {
        let path = matches.get_one::<String>(name)?;
        Some(format!("\"{name}\":{}", serde_json::to_string(path).unwrap_or_default()))
    };
    members_of(entry).into_iter().filter_map(path).collect()
}

/// The other members that were given, as JSON.
pub(super) fn given(entry: &'static Entry, matches: &ArgMatches) -> Vec<String> {
    let schema = Schema::of(entry);
    let files = members_of(entry);
    let member = |name: &&'static str| {
        let text = matches.get_one::<String>(name)?;
        Some(format!("\"{name}\":{}", schema.value(name, text)))
    };
    entry.members.iter().filter(|name| !files.contains(name)).filter_map(member).collect()
}

impl Schema {
    fn of(entry: &Entry) -> Self {
        let schema = input_schema(entry.about.name).unwrap_or_default();
        serde_json::from_str(&schema).unwrap_or_default()
    }

    fn flag(&self, name: &'static str) -> Arg {
        let property = self.properties.get(name);
        let help = property.and_then(|property| property.description.as_deref());
        let help = help.and_then(|text| text.split("\n\n").next()).unwrap_or_default();
        let needed = self.required.iter().any(|required| required == name);
        let mark = if needed { "[required]" } else { "" };
        let help = format!("{} {mark}", help.trim_end_matches('.').replace('\n', " "));
        let flag = Arg::new(name)
            .long(name.replace('_', "-"))
            .value_name("VALUE")
            .help(help.trim().to_owned())
            .action(ArgAction::Set)
            .allow_negative_numbers(true);
        if self.is(name, "boolean") {
            return flag.value_name("true|false").num_args(0..=1).default_missing_value("true");
        }
        flag
    }

    /// The flag's text as the JSON type that the schema wants; what does not fit stays a text, which
    /// the core refuses in its own words.
    fn value(&self, name: &str, text: &str) -> String {
        let json = || serde_json::from_str::<&RawValue>(text).is_ok();
        let raw = match text.as_bytes().first() {
            Some(b't' | b'f') => self.is(name, "boolean") && json(),
            Some(b'-' | b'0'..=b'9') => {
                (self.is(name, "integer") || self.is(name, "number")) && json()
            }
            Some(b'[') => self.is(name, "array") && json(),
            Some(b'{') => self.is(name, "object") && json(),
            _ => false,
        };
        if raw { text.to_owned() } else { serde_json::to_string(text).unwrap_or_default() }
    }

    fn is(&self, name: &str, kind: &str) -> bool {
        self.properties.get(name).is_some_and(|property| self.allows(property, kind))
    }

    fn allows(&self, property: &Property, kind: &str) -> bool {
        let own = match &property.types {
            Types::One(one) => one == kind,
            Types::Many(many) => many.iter().any(|one| one == kind),
            Types::None => false,
        };
        let reference = property.reference.as_deref().and_then(|at| at.strip_prefix("#/$defs/"));
        let referred = reference.and_then(|name| self.defs.get(name));
        own || referred.is_some_and(|referred| self.allows(referred, kind))
            || property.any_of.iter().any(|any| self.allows(any, kind))
    }
}
