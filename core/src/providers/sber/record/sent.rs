//! A member of an answer in which every member is optional.

use serde::{Serialize, Serializer};

/// What was not sent is left out, what was sent without a value is `null`, and an empty list is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent<T> {
    Absent,
    Null,
    Value(T),
}

impl<T> Sent<T> {
    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    pub(super) fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    pub(super) fn map<U>(self, read: impl FnOnce(T) -> U) -> Sent<U> {
        match self {
            Self::Value(value) => Sent::Value(read(value)),
            Self::Null => Sent::Null,
            Self::Absent => Sent::Absent,
        }
    }
}

impl<T: Serialize> Serialize for Sent<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Sent<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Option::<T>::json_schema(generator)
    }
}

/// A struct whose members are [`Sent`], and after a semicolon some that are always there. Its Debug
/// shows nothing: a company's accounts are its own business.
macro_rules! sent {
    (
        $(#[$about:meta])*
        $name:ident<$life:lifetime> {
            $($(#[$doc:meta])* $member:ident: $kind:ty,)*
            $(; $($(#[$more:meta])* $always:ident: $type:ty,)*)?
        }
    ) => {
        $(#[$about])*
        #[derive(serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name<$life> {
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Sent::is_absent")]
                pub $member: Sent<$kind>,
            )*
            $($($(#[$more])* pub $always: $type,)*)?
        }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}
pub(super) use sent;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_null_and_empty_differ() {
        #[derive(Serialize)]
        struct Three {
            #[serde(skip_serializing_if = "Sent::is_absent")]
            absent: Sent<u8>,
            #[serde(skip_serializing_if = "Sent::is_absent")]
            null: Sent<u8>,
            #[serde(skip_serializing_if = "Sent::is_absent")]
            empty: Sent<Vec<u8>>,
        }
        let three =
            Three { absent: Sent::Absent, null: Sent::Null, empty: Sent::Value(Vec::new()) };
        assert_eq!(serde_json::to_string(&three).unwrap(), r#"{"null":null,"empty":[]}"#);
    }
}
