//! Osnovanie's answers that hold lists: as many items as were sent, by the second reader.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::answered::{Answered, answer};

#[derive(Deserialize)]
struct Output<'a> {
    application_id: Option<String>,
    outcome: Option<&'a str>,
    applications: Option<Vec<IgnoredAny>>,
    products: Option<Vec<IgnoredAny>>,
    certificates: Option<Vec<IgnoredAny>>,
    #[serde(borrow)]
    items: Option<Vec<Item<'a>>>,
}

#[derive(Deserialize)]
struct Item<'a> {
    application_id: &'a str,
    stage: Option<IgnoredAny>,
    error: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    application_ids: Vec<Id>,
    application_id: Option<Id>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Number(u64),
    Text(String),
}

impl Id {
    fn text(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.trim().to_owned(),
        }
    }
}

pub(super) fn run(data: &[u8]) {
    let Some(answered) = answer("osnovanie.", data) else { return };
    let Some(output) = answered.output::<Output<'_>>() else { return };
    let asked: Option<Asked> = serde_json::from_str(&answered.point.input).ok();
    for (name, found) in [("info", output.applications), ("products", output.products)] {
        let Some(found) = found else { continue };
        assert_eq!(output.outcome == Some("empty"), found.is_empty());
        assert!(lengths(&answered, name).contains(&found.len()), "{}", answered.flow.step);
    }
    if let Some(found) = output.certificates {
        let sent: Vec<&RawValue> = answered.plain().expect("only a list is an answer");
        assert_eq!(found.len(), sent.len(), "{}", answered.flow.step);
    }
    if let (Some(items), Some(asked)) = (output.items, &asked)
        && !asked.application_ids.is_empty()
    {
        let ids: Vec<String> = asked.application_ids.iter().map(Id::text).collect();
        let told: Vec<&str> = items.iter().map(|item| item.application_id).collect();
        assert_eq!(ids, told, "{}", answered.flow.step);
        assert!(items.iter().all(|item| item.stage.is_some() != item.error.is_some()));
    }
    if let (Some(told), Some(asked)) =
        (output.application_id, asked.and_then(|asked| asked.application_id))
    {
        assert_eq!(told, asked.text(), "{}", answered.flow.step);
    }
}

/// How long the lists of this name are, whatever the case.
fn lengths(answered: &Answered, name: &str) -> Vec<usize> {
    let root: BTreeMap<String, &RawValue> = answered.plain().expect("only an object is an answer");
    let named = root.iter().filter(|(member, _)| member.eq_ignore_ascii_case(name));
    // `null` is a list of nothing there.
    let length = |list: &RawValue| -> Option<usize> {
        let items: Option<Vec<IgnoredAny>> = serde_json::from_str(list.get()).ok()?;
        Some(items.map_or(0, |items| items.len()))
    };
    named.filter_map(|(_, list)| length(list)).collect()
}
