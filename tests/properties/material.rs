//! The conversations as material: calls and answers of every operation, to be damaged.
#![expect(clippy::disallowed_types, reason = "calls are damaged; none is kept")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use spravka_core::{Beside, dispatch_with};
use spravka_tests::{Case, cases, state_of};

use super::text;

/// A place of a call that starts a flow, as a JSON Pointer.
pub(crate) struct Place {
    pub(crate) call: &'static Value,
    pub(crate) at: String,
}

/// Every call that starts a flow.
pub(crate) static STARTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let calls = cases().into_iter().flat_map(|case| case.turns).filter(|turn| !turn.broken);
    let calls = calls.filter_map(|turn| serde_json::from_str::<Value>(&turn.call).ok());
    calls.filter(|call| call["call"] == "start").collect()
});

/// Every place of every call that starts a flow.
pub(crate) static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for call in STARTS.iter() {
        let mut places = Vec::new();
        self::places(call, "", &mut places);
        all.extend(places.into_iter().map(|at| Place { call, at }));
    }
    all
});

/// The places of a value, the root first.
pub(crate) fn places(value: &Value, at: &str, places: &mut Vec<String>) {
    places.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                self::places(item, &format!("{at}/{index}"), places);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                self::places(member, &format!("{at}/{name}"), places);
            }
        }
        _ => {}
    }
}

/// An answer with a JSON body, in the middle of a flow.
pub(crate) struct Answer {
    pub(crate) case: String,
    /// The members of the call, but for the event.
    call: BTreeMap<String, Box<RawValue>>,
    status: u16,
    headers: String,
    pub(crate) body: String,
}

#[derive(Deserialize)]
struct Response {
    status: u16,
    #[serde(default)]
    headers: Option<Box<RawValue>>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    json: Option<Box<RawValue>>,
}

/// Every answer whose body is a JSON object or array.
pub(crate) static ANSWERS: LazyLock<Vec<Answer>> =
    LazyLock::new(|| cases().iter().flat_map(answers).collect());

fn answers(case: &Case) -> Vec<Answer> {
    let before = |turn: usize| case.turns.get(turn.checked_sub(1)?)?.step.as_deref();
    let numbered = case.turns.iter().enumerate().filter(|(_, turn)| !turn.broken);
    numbered.filter_map(|(index, turn)| answer(&case.name, &turn.call, before(index))).collect()
}

fn answer(case: &str, call: &str, before: Option<&str>) -> Option<Answer> {
    let mut call: BTreeMap<String, Box<RawValue>> = serde_json::from_str(call).ok()?;
    let event: BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(call.remove("event")?.get()).ok()?;
    let response: Response = serde_json::from_str(event.get("response")?.get()).ok()?;
    if call.get("state")?.get() == r#""$""# {
        let state = state_of(before?)?.to_owned();
        call.insert("state".to_owned(), RawValue::from_string(state).ok()?);
    }
    let body = response.body.or_else(|| response.json.map(|json| json.get().to_owned()))?;
    let is_json = body.starts_with(['{', '[']) && serde_json::from_str::<Value>(&body).is_ok();
    is_json.then(|| Answer {
        case: case.to_owned(),
        call,
        status: response.status,
        headers: response.headers.map_or_else(|| "{}".to_owned(), |raw| raw.get().to_owned()),
        body,
    })
}

impl Answer {
    /// The step that follows where the body is another one.
    pub(crate) fn with(&self, body: &[u8]) -> String {
        let members: String =
            self.call.iter().map(|(name, value)| format!(r#""{name}":{value},"#)).collect();
        let (status, headers) = (self.status, &self.headers);
        let call = format!(
            r#"{{{members}"event":{{"response":{{"status":{status},"headers":{headers}}}}}}}"#
        );
        text(dispatch_with(call.as_bytes(), Beside { body: Some(body), files: &[] }))
    }
    /// Whether the call gave leave to show the provider's own words.
    pub(crate) fn shows_words(&self) -> bool {
        self.call.values().any(|member| member.get().contains(r#""provider_text":true"#))
    }

    /// Whether it may have members that nobody knows. It may not where the names are data, as in a
    /// batch, where all of them go back to the provider, as in a change, and where only a member
    /// that stands alone says that there is nothing.
    pub(crate) fn may_have_more(&self) -> bool {
        let of_names =
            ["bitrix24/batch/", "bitrix24/ensure_fields/", "osnovanie/change_application/"];
        let body: Value = serde_json::from_str(&self.body).expect("a JSON body");
        let blank = matches!(body["info"].to_string().as_str(), "null" | "\"\"" | "{}");
        let alone = blank && body.as_object().is_some_and(|body| body.contains_key("info"));
        !of_names.iter().any(|own| self.case.starts_with(own)) && !alone
    }
}
