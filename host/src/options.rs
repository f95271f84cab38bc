//! The options of a call: the job's own over the host's.

use std::collections::BTreeMap;

use spravka_core::protocol::Allowed;

use crate::members::{Members, split};

/// What a host adds to every job's options.
pub struct Defaults {
    key_salt: Option<String>,
    test_origin: Option<String>,
    origins: BTreeMap<String, String>,
}

/// It holds a secret.
impl std::fmt::Debug for Defaults {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Defaults(…)")
    }
}

impl Defaults {
    pub fn new(key_salt: Option<String>, allowed: Allowed) -> Self {
        Self { key_salt, test_origin: allowed.test_origin, origins: allowed.origins }
    }

    /// The options as JSON. What is no object is left for the core to refuse.
    pub fn over(&self, own: Option<&str>) -> String {
        let own = own.unwrap_or("{}");
        let mut members = Members::new();
        if !split(own, &mut members) {
            return own.to_owned();
        }
        let mut parts: Vec<String> =
            members.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
        for (name, value) in self.members() {
            if !members.iter().any(|(own, _)| &**own == name) {
                parts.push(format!("\"{name}\":{value}"));
            }
        }
        format!("{{{}}}", parts.join(","))
    }

    fn members(&self) -> impl Iterator<Item = (&'static str, String)> {
        let origins =
            (!self.origins.is_empty()).then(|| serde_json::to_string(&self.origins).ok()).flatten();
        [
            Some(("evidence", "true".to_owned())),
            self.key_salt.as_deref().map(|salt| ("key_salt", quoted(salt))),
            self.test_origin.as_deref().map(|origin| ("test_origin", quoted(origin))),
            origins.map(|origins| ("origins", origins)),
        ]
        .into_iter()
        .flatten()
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_jobs_own_options_win() {
        let defaults = Defaults::new(Some("s\"".to_owned()), Allowed::default());
        assert_eq!(defaults.over(None), r#"{"evidence":true,"key_salt":"s\""}"#);
        assert_eq!(
            defaults.over(Some(r#"{ "evidence" : false, "run":"1" }"#)),
            r#"{"evidence":false,"run":"1","key_salt":"s\""}"#
        );
        assert_eq!(defaults.over(Some("[]")), "[]");
    }
}
