//! JSON Pointers: where a value stands in a document.

use serde::Serialize;

use super::{Fault, Value};
use crate::error::Text;

/// A pointer of RFC 6901 to a part of a document, `/items/0/sum`, in which `~1` is a slash and `~0`
/// a tilde; 1 to 32 steps, 500 characters at most.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Pointer(
    #[cfg_attr(
        feature = "schema",
        schemars(regex(pattern = r"^(/([^~/]|~[01])+){1,32}$"), length(max = 500))
    )]
    String,
);

const MOST_CHARACTERS: usize = 500;
const MOST_STEPS: usize = 32;

impl Pointer {
    /// One that is written in this library.
    pub(crate) fn known(text: &'static str) -> Self {
        Self(text.to_owned())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names and indexes on the way, from the root.
    pub(crate) fn steps(&self) -> impl Iterator<Item = String> {
        // In this order: `~01` is `~1`, not a slash.
        self.0.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
    }

    /// A member beside the one that it points to.
    pub(crate) fn beside(&self, name: &str) -> Self {
        let parent = self.0.rsplit_once('/').map_or("", |(parent, _)| parent);
        Self(format!("{parent}/{name}"))
    }
}

impl Value for Pointer {
    const EXPECTED: Text = Text {
        en: "a JSON Pointer such as /items/0/sum",
        ru: "JSON Pointer вида /items/0/sum",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let steps = text.strip_prefix('/').ok_or(Fault::Form)?.split('/');
        let escaped = |step: &str| step.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
        let count = steps.clone().count();
        let known = count <= MOST_STEPS
            && text.chars().count() <= MOST_CHARACTERS
            && steps.clone().all(|step| !step.is_empty() && escaped(step));
        if known { Ok(Self(text.to_owned())) } else { Err(Fault::Form) }
    }
}

impl std::fmt::Debug for Pointer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pointer({} characters)", self.0.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps() {
        for (text, steps) in [
            ("/a", &["a"] as &[&str]),
            ("/a/0/б в", &["a", "0", "б в"]),
            ("/a~1b/~0/~01/~10", &["a/b", "~", "~1", "/0"]),
        ] {
            let read: Vec<_> = Pointer::parse(text).unwrap().steps().collect();
            assert_eq!(read, steps, "{text}");
        }
        let most = "/a".repeat(MOST_STEPS);
        assert_eq!(Pointer::parse(&most).unwrap().steps().count(), MOST_STEPS);
        assert_eq!(Pointer::parse("/a/items").unwrap().beside("count").0, "/a/count");
        assert_eq!(Pointer::parse("/items").unwrap().beside("count").0, "/count");
    }

    #[test]
    fn hostile_forms() {
        for text in ["", "a", "a/b", "/", "//", "/a/", "/a//b", "/~", "/a~2", "/~~1", "#/a"] {
            assert_eq!(Pointer::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Pointer::parse(&"/a".repeat(MOST_STEPS + 1)), Err(Fault::Form));
        assert_eq!(Pointer::parse(&format!("/{}", "я".repeat(500))), Err(Fault::Form));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            if let Ok(pointer) = Pointer::parse(&text) {
                let steps = pointer.steps();
                let written = steps.map(|step| step.replace('~', "~0").replace('/', "~1"));
                let written: String = written.map(|step| format!("/{step}")).collect();
                prop_assert_eq!(written, text);
            }
        }
    }
}
