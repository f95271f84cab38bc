//! User fields of contacts: which are wanted, and which there are.

use serde::Serialize;

use super::ids::Id;
use super::portal::Portal;
use crate::error::{Error, Result, Text};
use crate::http::Ask;
use crate::members::Members;
use crate::wire::Str;

/// A field that the portal has to have.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Wanted {
    /// `UF_CRM_` and 1 to 43 capital letters, digits and underscores.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^UF_CRM_[A-Z0-9_]{1,43}$")))]
    pub name: String,
    #[serde(rename = "type")]
    pub kind: Kind,
    /// How it is called on the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 255)))]
    pub label: Option<String>,
    /// Whether it holds several values; false where nothing is said.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub multiple: bool,
}

/// The document's `USER_TYPE_ID`, as far as it needs no settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    String,
    Integer,
    Double,
    Boolean,
    Datetime,
    Date,
    Money,
    Url,
    Address,
}

const PREFIX: &str = "UF_CRM_";

impl Wanted {
    const MEMBERS: &'static [&'static str] = &["name", "type", "label", "multiple"];

    /// Reads 1 to 50 of them, each once.
    ///
    /// # Errors
    /// The class `invalid_input`.
    pub(super) fn list(members: &Members<'_>, name: &'static str) -> Result<Vec<Self>> {
        let items = members.list(name, Self::MEMBERS, 1..=50, FIELDS)?;
        let items = items.ok_or_else(|| Error::missing(members.path(name)))?;
        let mut list: Vec<Self> = Vec::new();
        for item in &items {
            let wanted = Self::read(item)?;
            if list.iter().any(|other| other.name == wanted.name) {
                return Err(Error::invalid(item.path("name"), ONCE));
            }
            list.push(wanted);
        }
        Ok(list)
    }

    fn read(members: &Members<'_>) -> Result<Self> {
        let text = |name| Ok(members.text(name)?.filter(|text| !text.trim().is_empty()));
        let name = text("name")?.ok_or_else(|| Error::missing(members.path("name")))?;
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        let rest = name.strip_prefix(PREFIX).filter(|rest| (1..=43).contains(&rest.len()));
        if !rest.is_some_and(|rest| rest.bytes().all(plain)) {
            return Err(Error::invalid(members.path("name"), NAME));
        }
        let label = text("label")?;
        let fits =
            |label: &str| label.chars().count() <= 255 && !label.chars().any(char::is_control);
        if label.as_deref().is_some_and(|label| !fits(label)) {
            return Err(Error::invalid(members.path("label"), LABEL));
        }
        let kind = members.word("type", KIND)?;
        let wanted = Self {
            name: name.into_owned(),
            kind: kind.ok_or_else(|| Error::missing(members.path("type")))?,
            label: label.map(Str::into_owned),
            multiple: members.boolean("multiple")?.unwrap_or(false),
        };
        if wanted.multiple && wanted.kind == Kind::Boolean {
            return Err(Error::invalid(members.path("multiple"), NOT_MULTIPLE));
        }
        Ok(wanted)
    }

    pub(super) fn ask(&self, portal: &Portal, user_id: Id) -> Ask {
        let fields = Field {
            // The portal puts the prefix before it.
            field_name: self.name.strip_prefix(PREFIX).unwrap_or(&self.name),
            user_type_id: self.kind.name(),
            label: self.label.as_deref(),
            multiple: if self.multiple { "Y" } else { "N" },
        };
        portal.ask(user_id, "crm.contact.userfield.add", &Body { fields })
    }
}

#[derive(Serialize)]
struct Body<'a> {
    fields: Field<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Field<'a> {
    field_name: &'a str,
    user_type_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    multiple: &'static str,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Datetime => "datetime",
            Self::Date => "date",
            Self::Money => "money",
            Self::Url => "url",
            Self::Address => "address",
        }
    }
}

const FIELDS: Text =
    Text { en: "a list of 1 to 50 fields", ru: "список из 1–50 полей" };
const ONCE: Text = Text { en: "each field once", ru: "каждое поле один раз" };
const NAME: Text = Text {
    en: "UF_CRM_ and 1 to 43 capital Latin letters, digits and underscores",
    ru: "UF_CRM_ и 1–43 заглавных латинских букв, цифр и знаков _",
};
const LABEL: Text = Text {
    en: "a text of 1 to 255 characters on one line",
    ru: "текст до 255 знаков в одну строку",
};
const KIND: Text = Text {
    en: "string, integer, double, boolean, datetime, date, money, url or address",
    ru: "string, integer, double, boolean, datetime, date, money, url или address",
};
const NOT_MULTIPLE: Text = Text {
    en: "false: a field of this type holds one value",
    ru: "false: поле этого типа хранит одно значение",
};
