//! `--validate`: inputs and outputs against the schemas, compiled when they are first needed.

#[cfg(feature = "validate")]
pub(crate) use with_schemas::Validator;

#[cfg(not(feature = "validate"))]
pub(crate) use without::Validator;

#[cfg(feature = "validate")]
#[expect(clippy::disallowed_types, reason = "the schema crate looks at values; none is passed on")]
mod with_schemas {
    use std::collections::BTreeMap;

    use serde_json::Value;
    use spravka_core::error::{Code, Error, Text};
    use spravka_core::protocol::Meta;
    use spravka_core::registry::Entry;
    use spravka_core::schema::{input_schema, output_schema};

    use crate::exit::Trouble;
    use crate::inside::Job;
    use spravka_host::job::{Head, fail};

    const BY_SCHEMA: Text = Text {
        en: "what the input's schema says",
        ru: "то, что описано в схеме ввода",
    };

    pub(crate) struct Validator {
        inputs: BTreeMap<&'static str, Option<jsonschema::Validator>>,
        outputs: BTreeMap<&'static str, Option<jsonschema::Validator>>,
    }

    impl Validator {
        pub(crate) fn new() -> Result<Self, Trouble> {
            Ok(Self { inputs: BTreeMap::new(), outputs: BTreeMap::new() })
        }

        /// The step in place of the core's first one, where the core took an input that the schema
        /// refuses.
        pub(crate) fn input(&mut self, job: &Job, step: &[u8]) -> Option<Vec<u8>> {
            let entry = job.entry()?;
            if step.starts_with(br#"{"step":"fail""#) {
                return None;
            }
            let name = entry.about.name;
            let schema = self.inputs.entry(name).or_insert_with(|| compile(input_schema(name)));
            let fits = fits(schema.as_ref(), job.input());
            (!fits).then(|| fail(&Error::invalid("/input", BY_SCHEMA), meta(entry)))
        }

        /// `step`, or a failure where its output is not what the schema says.
        pub(crate) fn output(&mut self, job: &Job, step: Vec<u8>) -> Vec<u8> {
            if !step.starts_with(br#"{"step":"done""#) {
                return step;
            }
            let Some(entry) = job.entry() else { return step };
            let name = entry.about.name;
            let schema = self.outputs.entry(name).or_insert_with(|| compile(output_schema(name)));
            let output =
                serde_json::from_slice::<Head<'_>>(&step).ok().and_then(|head| head.output);
            if output.is_some_and(|output| fits(schema.as_ref(), output.get())) {
                return step;
            }
            fail(&Error::new(Code::Internal).at("/output"), meta(entry))
        }
    }

    fn compile(schema: Option<String>) -> Option<jsonschema::Validator> {
        let schema: Value = serde_json::from_str(&schema?).ok()?;
        jsonschema::draft202012::new(&schema).ok()
    }

    /// A schema that does not compile fits nothing: an unchecked output is not a checked one.
    fn fits(schema: Option<&jsonschema::Validator>, json: &str) -> bool {
        let value = serde_json::from_str::<Value>(json);
        schema.is_some_and(|schema| value.is_ok_and(|value| schema.is_valid(&value)))
    }

    fn meta(entry: &Entry) -> Meta {
        Meta {
            provider: entry.provider.map(|provider| provider.name),
            operation: Some(entry.about.name),
            ..Meta::default()
        }
    }
}

#[cfg(not(feature = "validate"))]
mod without {
    use crate::exit::Trouble;
    use crate::inside::Job;

    pub(crate) enum Validator {}

    impl Validator {
        pub(crate) fn new() -> Result<Self, Trouble> {
            Err(Trouble::usage(
                "--validate is not part of this build: build it with `cargo build --features validate`",
            ))
        }

        pub(crate) fn input(&mut self, _: &Job, _: &[u8]) -> Option<Vec<u8>> {
            match *self {}
        }

        pub(crate) fn output(&mut self, _: &Job, _: Vec<u8>) -> Vec<u8> {
            match *self {}
        }
    }
}
