//! E-mail addresses, as far as a form can tell.

use serde::Serialize;

use super::{Fault, Value};
use crate::error::Text;

/// `local@domain`: one `@`, a dot in the domain, no blanks; at most 254 characters.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Email(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^[^@\s]+@[^@\s]+\.[^@\s]+$")))]
    String,
);

impl Email {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Email {
    const EXPECTED: Text =
        Text { en: "an e-mail address", ru: "адрес электронной почты" };

    fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        let plain = |c: char| !c.is_whitespace() && !c.is_control();
        let (local, domain) = text.split_once('@').ok_or(Fault::Form)?;
        let labels = domain.split('.').count() > 1 && domain.split('.').all(|l| !l.is_empty());
        let known = !local.is_empty() && !domain.contains('@') && labels;
        if known && text.len() <= 254 && text.chars().all(plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::Form)
        }
    }
}

impl std::fmt::Debug for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Email({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in ["a@example.invalid", " a.b+c@sub.example.invalid ", "почта@пример.рф"]
        {
            assert_eq!(Email::parse(text).map(|e| e.0), Ok(text.trim().to_owned()));
        }
        for text in ["", "a", "@b.c", "a@", "a@b", "a@b.", "a@@b.c", "a b@c.d", "a@b.c\r\nx"] {
            assert_eq!(Email::parse(text).err(), Some(Fault::Form), "{text:?}");
        }
    }
}
