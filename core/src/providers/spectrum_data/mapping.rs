//! Where a report has the FSSP's records: pointers, since their shape is published nowhere.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::members::Members;
use crate::protocol::Notes;
use crate::value::Pointer;

macro_rules! mapping {
    ($($(#[$doc:meta])* $name:ident $(= $inferred:literal)?;)*) => {
        /// JSON Pointers to the records in a report, and to what each of them says. What is not
        /// named is not read.
        #[derive(Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(rename = "mapping", deny_unknown_fields))]
        pub struct Mapping {
            /// The list of records, from the report's root: `/content/…`.
            pub items: Pointer,
            /// How many there are, from the report's root; else a `count` beside the list, where
            /// there is one.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub count: Option<Pointer>,
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $name: Option<Pointer>,
            )*
        }

        impl Mapping {
            pub(super) const MEMBERS: &'static [&'static str] =
                &["items", "count", $(stringify!($name),)*];

            pub(super) fn read(members: &Members<'_>, notes: &mut Notes) -> Result<Self> {
                let mapping = Self {
                    items: members.required("items", notes)?,
                    count: members.optional("count", notes)?,
                    $($name: members.optional(stringify!($name), notes)?,)*
                };
                if mapping.fields().next().is_none() {
                    return Err(Error::missing(members.path("number")));
                }
                Ok(mapping)
            }

            /// The pointers into a record, by name.
            pub(super) fn fields(&self) -> impl Iterator<Item = (&'static str, &Pointer)> {
                let fields = [$((stringify!($name), &self.$name),)*];
                fields.into_iter().filter_map(|(name, field)| Some((name, field.as_ref()?)))
            }

            /// INFERRED, as a whole: nothing public shows a record.
            pub(super) fn inferred() -> Self {
                Self {
                    items: Pointer::known(ITEMS),
                    count: None,
                    $($name: None $(.or(Some(Pointer::known($inferred))))?,)*
                }
            }
        }
    };
}

const ITEMS: &str = "/content/check_person/executive_proceeding_base/items";

mapping! {
    /// The proceeding's number, alone or as `<number> от DD.MM.YYYY[ <consolidated>]`; this and the
    /// others from the record's root.
    number = "/number";
    opened_on = "/date";
    /// `<kind> от DD.MM.YYYY № <number>[ <issuer>]`, or the kind alone.
    document = "/document";
    document_number;
    document_date;
    document_issuer;
    /// Also with sums: `<title>: 212776.4 руб.`
    subject = "/subject";
    /// The total, in roubles.
    amount = "/sum";
    /// `<name>[ <address>]`.
    department = "/department";
    /// `<name>[ <phones>]`.
    officer = "/bailiff";
    /// `<name>[ <birth date>[ <address>]]`.
    debtor = "/debtor";
    /// A date, or `YYYY-MM-DD, article, part, item`; an empty text says that it is open.
    ended = "/end_date";
    /// Article, part and item of 229-ФЗ.
    end_reason = "/end_reason";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn the_inferred_pointers_are_pointers() {
        let mapping = Mapping::inferred();
        let fields = mapping.fields().map(|(_, pointer)| pointer);
        let all: Vec<_> = [&mapping.items].into_iter().chain(fields).collect();
        assert_eq!(all.len(), 11);
        for pointer in all {
            assert!(Pointer::parse(pointer.as_str()).as_ref() == Ok(pointer), "{pointer:?}");
        }
    }
}
