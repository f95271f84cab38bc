//! Parameters of a call in a batch, written as PHP reads a query.

use percent_encoding::utf8_percent_encode;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::values::Value;
use crate::error::Text;
use crate::http::RESERVED;
use crate::wire::Object;

/// Parameters: names to values, lists and further parameters.
#[derive(Debug, Default)]
pub struct Params(Vec<(String, Param)>);

/// Deeper is nothing that any method asks for.
const DEEPEST: usize = 8;

#[derive(Debug)]
enum Param {
    Value(Value),
    List(Vec<Param>),
    Params(Params),
}

impl Params {
    pub(super) const EXPECTED: Text = Text {
        en: "an object of texts, whole numbers, true, false, null, and of lists and objects of these that are not empty",
        ru: "объект из строк, целых чисел, true, false, null и непустых списков и объектов из них",
    };

    pub(super) fn read(json: &str) -> Option<Self> {
        Self::at(json, 0)
    }

    /// `name=value&name[inner]=value`, names and values encoded once.
    pub(super) fn query(&self) -> String {
        let mut pairs = String::new();
        self.write(&mut String::new(), &mut pairs);
        pairs
    }

    /// Whether `fields` is written out, and has none of these.
    pub(super) fn has_fields_without(&self, names: &[&str]) -> bool {
        let mut fields = self.0.iter().filter(|(known, _)| known == "fields");
        fields.any(|(_, param)| match param {
            Param::Params(Self(fields)) => {
                !fields.iter().any(|(known, _)| names.contains(&known.as_str()))
            }
            _ => false,
        })
    }

    fn at(json: &str, depth: usize) -> Option<Self> {
        let object: Object<'_> = serde_json::from_str(json).ok()?;
        let mut members: Vec<(String, Param)> = Vec::new();
        for (name, raw) in object.entries() {
            // Brackets are what names are nested with.
            let plain = |c: char| !c.is_control() && !matches!(c, '[' | ']');
            let once = !members.iter().any(|(known, _)| **known == **name);
            if name.is_empty() || name.len() > 100 || !name.chars().all(plain) || !once {
                return None;
            }
            members.push((name.to_string(), Param::read(raw.get(), depth + 1)?));
        }
        Some(Self(members))
    }

    fn write(&self, path: &mut String, out: &mut String) {
        for (name, param) in &self.0 {
            param.write_at(name, path, out);
        }
    }
}

impl Param {
    fn read(json: &str, depth: usize) -> Option<Self> {
        if depth > DEEPEST {
            return None;
        }
        match json.as_bytes().first()? {
            // What is empty cannot be said in a query.
            b'{' => Params::at(json, depth).filter(|p| !p.0.is_empty()).map(Self::Params),
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
                let item = |item: &&RawValue| Self::read(item.get(), depth + 1);
                let items: Vec<Self> = items.iter().map(item).collect::<Option<_>>()?;
                (!items.is_empty()).then_some(Self::List(items))
            }
            _ => Value::read(json).map(Self::Value),
        }
    }

    /// Beneath `path`, which is left as it was.
    fn write_at(&self, name: &str, path: &mut String, out: &mut String) {
        let before = path.len();
        let encoded = utf8_percent_encode(name, RESERVED);
        if before == 0 {
            path.extend(encoded);
        } else {
            path.push('[');
            path.extend(encoded);
            path.push(']');
        }
        match self {
            Self::Value(value) => {
                if !out.is_empty() {
                    out.push('&');
                }
                out.push_str(path);
                out.push('=');
                out.extend(utf8_percent_encode(&value.plain(), RESERVED));
            }
            Self::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.write_at(&index.to_string(), path, out);
                }
            }
            Self::Params(params) => params.write(path, out),
        }
        path.truncate(before);
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, param) in &self.0 {
            map.serialize_entry(name, param)?;
        }
        map.end()
    }
}

impl Serialize for Param {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Params(params) => params.serialize(serializer),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Params {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "params".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "description": "The method's parameters: texts (`$result[key][field]` stands for what came before), whole numbers, true and false (sent as Y and N), null, and lists and objects of these, eight levels deep and none of them empty."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_length_and_no_brackets() {
        let named = |name: &str| Params::read(&format!("{{\"{name}\":1}}")).is_some();
        assert!(named("UF_CRM_A") && named(&"a".repeat(100)));
        for bad in ["", "a[b", "a]", "a\\nb", &"a".repeat(101)] {
            assert!(!named(bad), "{bad}");
        }
    }

    #[test]
    fn values_are_eight_levels_deep_at_most() {
        let lists = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        let objects = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        for depth in [1, 7] {
            assert!(Params::read(&format!("{{\"a\":{}}}", lists(depth))).is_some(), "{depth}");
            assert!(Params::read(&objects(depth + 1)).is_some(), "{depth}");
        }
        assert!(Params::read(&format!("{{\"a\":{}}}", lists(8))).is_none());
        assert!(Params::read(&objects(9)).is_none());
    }
}
