//! `batch`: up to 50 calls, one after the other, always answered with 200.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::params::Param;
use super::refused::{self, Refused};
use super::{BATCH, Caller, Done, Result, Stop, done, limits};
use crate::World;

const MOST: usize = 50;

/// As PHP writes a map: `[]` where it is empty.
struct Map<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for Map<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        if self.0.is_empty() {
            return serializer.collect_seq::<[u8; 0]>([]);
        }
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Results {
    result: Map<Box<RawValue>>,
    result_error: Map<Refused>,
    result_total: Map<usize>,
    result_next: Map<usize>,
    result_time: Map<limits::Time>,
}

pub(super) fn play(world: &mut World, params: &Param, caller: Caller) -> Result {
    let calls = params.get("cmd").and_then(Param::members).unwrap_or_default();
    if calls.len() > MOST {
        return Err(refused::TOO_MANY_CALLS.into());
    }
    let halts = matches!(params.text("halt"), Some("1"));
    let mut results = Results {
        result: Map(Vec::new()),
        result_error: Map(Vec::new()),
        result_total: Map(Vec::new()),
        result_next: Map(Vec::new()),
        result_time: Map(Vec::new()),
    };
    for (key, call) in calls {
        match one(world, call.as_text().unwrap_or_default(), &results.result, caller) {
            Ok((method, Done { result, total, next })) => {
                let key = || key.clone();
                results.result.0.push((key(), result));
                results.result_total.0.extend(total.map(|total| (key(), total)));
                results.result_next.0.extend(next.map(|next| (key(), next)));
                let time = world.bitrix24.time(&method, caller.now_ms);
                results.result_time.0.push((key(), time));
            }
            Err(Stop::Refused(refused)) => {
                results.result_error.0.push((key.clone(), refused));
                if halts {
                    break;
                }
            }
            Err(wire) => return Err(wire),
        }
    }
    Ok(done(&results))
}

/// `method?name=value&…`
fn one(
    world: &mut World,
    call: &str,
    before: &Map<Box<RawValue>>,
    caller: Caller,
) -> Result<(String, Done)> {
    let (method, query) = call.split_once('?').unwrap_or((call, ""));
    if method.eq_ignore_ascii_case(BATCH) {
        return Err(refused::NESTED.into());
    }
    let params = Param::of_query(query).ok_or(refused::NO_FIELDS)?;
    let done = super::play(world, method, &params.filled(before), caller)?;
    Ok((method.to_owned(), done))
}

impl Param {
    /// `$result[key]`, `$result[key][0]` and `$result[key][field]` stand for what came before.
    fn filled(&self, before: &Map<Box<RawValue>>) -> Self {
        match self {
            Self::Null => Self::Null,
            Self::Text(text) => Self::Text(referred(text, before).unwrap_or_else(|| text.clone())),
            Self::Map(members) => {
                let filled = |(name, value): &(String, Self)| (name.clone(), value.filled(before));
                Self::Map(members.iter().map(filled).collect())
            }
        }
    }
}

fn referred(text: &str, before: &Map<Box<RawValue>>) -> Option<String> {
    let path = text.strip_prefix("$result[")?.strip_suffix(']')?;
    let mut parts = path.split("][");
    let key = parts.next()?;
    let (_, result) = before.0.iter().find(|(known, _)| known == key)?;
    let mut json = result.get().to_owned();
    for part in parts {
        let members: BTreeMap<String, Box<RawValue>> = match part.parse::<usize>() {
            Ok(index) => {
                let items: Vec<Box<RawValue>> = serde_json::from_str(&json).ok()?;
                items.into_iter().skip(index).map(|item| (part.to_owned(), item)).take(1).collect()
            }
            Err(_) => serde_json::from_str(&json).ok()?,
        };
        json = members.get(part)?.get().to_owned();
    }
    Some(json.trim_matches('"').to_owned())
}

impl<T> fmt::Debug for Map<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Map({})", self.0.len())
    }
}
