//! What became of the calls of a batch.

use serde::Serialize;
use serde_json::value::RawValue;

use super::batch::RECONCILE;
use super::calls::Call;
use super::refusal::Refusal;
use super::wire::{map, shape};
use crate::error::{Code, Error, Happened, Next, Result};
use crate::http::Answer;
use crate::protocol::Notes;
use crate::value::Timestamp;
use crate::wire::{Field, Object};

/// What became of a call.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    pub key: String,
    pub outcome: Outcome,
    /// The portal's own answer; only with `outcome:"done"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Anything>"))]
    pub result: Option<Box<RawValue>>,
    /// How many rows a list has in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// Where a list goes on: it is not whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
    /// Only with `outcome:"failed"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::error::Wire<'static>>"))]
    pub error: Option<Error>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Done,
    /// It was refused, or nobody knows what became of it: `error` tells.
    Failed,
    /// A call before it was refused, and `halt` is set.
    NotExecuted,
}

/// Any JSON value.
#[cfg(feature = "schema")]
struct Anything;

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Anything {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "anything".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({})
    }
}

/// The maps of an answer, each `[]` where it is empty.
struct Maps<'a> {
    results: Object<'a>,
    errors: Object<'a>,
    totals: Object<'a>,
    nexts: Object<'a>,
    now: Timestamp,
}

pub(super) fn read(
    calls: &[Call],
    halt: bool,
    answer: &Answer<'_>,
    notes: &mut Notes,
) -> Result<Vec<Item>> {
    let result = answer.object()?.object("/result")?.ok_or_else(|| shape("/result"))?;
    // Both have to be there: without the one or the other, a failure looks like something else.
    let required = |place| map(&result, place)?.ok_or_else(|| shape(place));
    let maps = Maps {
        results: required("/result/result")?,
        errors: required("/result/result_error")?,
        totals: map(&result, "/result/result_total")?.unwrap_or_default(),
        nexts: map(&result, "/result/result_next")?.unwrap_or_default(),
        now: answer.now(),
    };
    for (key, _) in maps.results.entries().iter().chain(maps.errors.entries()) {
        if !calls.iter().any(|call| call.key == **key) {
            notes.quirk("bitrix24.unknown_key", || "/result/*".to_owned());
        }
    }
    let mut refused = false;
    let item = |call: &Call| {
        let item = maps.item(&call.key, halt && refused);
        refused |= maps.errors.raw(&call.key).is_some();
        item
    };
    Ok(calls.iter().map(item).collect())
}

impl Maps<'_> {
    fn item(&self, key: &str, halted: bool) -> Item {
        let item = |outcome, result, error| {
            let number = |map: &Object<'_>| {
                map.field(key).integer().and_then(|number| u64::try_from(number).ok())
            };
            let (total, next) = (number(&self.totals), number(&self.nexts));
            Item { key: key.to_owned(), outcome, result, total, next, error }
        };
        let failed = |error: Error| item(Outcome::Failed, None, Some(error));
        let unknown = |code| named(Error::new(code).happened(Happened::Maybe));
        if self.errors.raw(key).is_some() {
            let refusal = self.errors.object(key).ok().flatten();
            let refusal = refusal.and_then(|refusal| Refusal::of(&refusal));
            return failed(match refusal {
                Some(refusal) => refusal.error(self.now),
                None => unknown(Code::ProviderError),
            });
        }
        match (self.results.raw(key), self.results.field(key)) {
            // Older methods say no more of a failure.
            (Some(_), Field::Bool(false)) => failed(unknown(Code::ProviderError)),
            (Some(raw), _) => item(Outcome::Done, Some(compact(raw)), None),
            (None, _) if halted => item(Outcome::NotExecuted, None, None),
            (None, _) => {
                failed(unknown(Code::OutcomeUnknown).then(Next::reconcile(&RECONCILE, Vec::new())))
            }
        }
    }
}

fn named(mut error: Error) -> Error {
    error.provider_mut().name = super::PROVIDER.name;
    error
}

/// A step is one line, whatever the answer is.
fn compact(raw: &RawValue) -> Box<RawValue> {
    let (mut text, mut quoted, mut escaped) =
        (String::with_capacity(raw.get().len()), false, false);
    for c in raw.get().chars() {
        if !quoted && c.is_ascii_whitespace() {
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        text.push(c);
    }
    RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_where_it_says_nothing() {
        for (sent, kept) in [
            ("{ \"a\" :\n [ 1 ,\t2 ] }", r#"{"a":[1,2]}"#),
            (r#"" a \" b \\" "#, r#"" a \" b \\""#),
            ("[ \"\\\\\" , \" \" ]", r#"["\\"," "]"#),
            ("1.10", "1.10"),
        ] {
            let raw = RawValue::from_string(sent.to_owned()).unwrap();
            assert_eq!(compact(&raw).get(), kept);
        }
    }
}
