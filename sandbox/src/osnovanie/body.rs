//! A JSON object as the .NET binder reads it: the case of names does not matter, `null` is absent,
//! and a value of another type ends in 500.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::errors;
use crate::Reply;

pub(super) struct Object(BTreeMap<String, Box<RawValue>>);

/// A value of the wrong type.
pub(super) struct Malformed;

impl From<Malformed> for Reply {
    fn from(_: Malformed) -> Self {
        errors::format()
    }
}

impl Object {
    pub(super) fn read(json: &[u8]) -> Option<Self> {
        let members: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(json).ok()?;
        Some(Self(members.into_iter().map(|(name, value)| (fold(&name), value)).collect()))
    }

    pub(super) fn raw(&self, name: &str) -> Option<&RawValue> {
        self.0.get(&fold(name)).map(AsRef::as_ref).filter(|value| value.get() != "null")
    }

    pub(super) fn member<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Malformed> {
        self.raw(name).map(|v| serde_json::from_str(v.get()).map_err(|_| Malformed)).transpose()
    }

    pub(super) fn object(&self, name: &str) -> Result<Option<Self>, Malformed> {
        let object = |value: &RawValue| Self::read(value.get().as_bytes()).ok_or(Malformed);
        self.raw(name).map(object).transpose()
    }

    /// A member that has its type, as it was checked before; anything else is absent.
    pub(super) fn checked<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.member(name).ok().flatten()
    }

    /// The application's number.
    pub(super) fn application_id(&self) -> Result<i64, Reply> {
        let id = self.member("requestId")?;
        id.ok_or_else(|| errors::plain(500, "Value cannot be null. (Parameter 'requestId')"))
    }
}

/// §6 writes one name as `File_Name`, next to `fileName`; no other underscore is forgiven.
fn fold(name: &str) -> String {
    let name = name.to_lowercase();
    if name == "file_name" { "filename".to_owned() } else { name }
}
