//! What is read, written and read again is the same, and what is not known spoils nothing.
#![expect(clippy::disallowed_types, reason = "answers are damaged here; none is kept")]

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use spravka_core::value::{
    Account, Bik, Bin, CompanyName, Email, Iin, Inn, Inn10, Inn12, IssuerCode, Kpp, Ogrn, Ogrnip,
    OsagoPolicy, Passport, PersonName, Phone, Plate, Pointer, PolicyNumber, ProceedingNumber,
    Snils, Timestamp, Value as _,
};

use super::material::{ANSWERS, Answer, PLACES, places};
use super::quoted;
use super::totality::json;

/// The texts of all inputs.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let values = PLACES.iter().filter(|place| place.at.starts_with("/input/"));
    let texts = values.filter_map(|place| place.call.pointer(&place.at)?.as_str());
    let mut texts: Vec<String> = texts.map(str::to_owned).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
});

/// A text as somebody else would type it.
fn retyped(text: &str, how: u8, at: usize) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = at % (letters.len() + 1);
    match how {
        0 => letters.insert(at, ' '),
        1 => letters.insert(at, '-'),
        2 => return text.to_lowercase(),
        3 => return text.to_uppercase(),
        4 => return format!(" {text}\u{a0}"),
        5 => letters.insert(at, '\u{301}'),
        6 => drop(letters.splice(at.saturating_sub(1)..at, ['Ё'])),
        _ => {}
    }
    letters.into_iter().collect()
}

macro_rules! settled {
    ($text:expr; $($type:ty),*) => {$(
        if let Ok(value) = <$type>::parse($text) {
            let again = <$type>::parse(value.as_str());
            let again = again.as_ref().map(<$type>::as_str);
            prop_assert_eq!(again, Ok(value.as_str()), "a {}", stringify!($type));
            let written = serde_json::to_string(&value).expect("a value is JSON");
            prop_assert_eq!(written, quoted(value.as_str()));
            let shown = format!("{:?}", value);
            let own = concat!(stringify!($type), " characters");
            let telling = value.as_str().chars().count() > 4 && !own.contains(value.as_str());
            prop_assert!(!telling || !shown.contains(value.as_str()), "a {}", stringify!($type));
        }
    )*};
}

/// Where an object begins that has members, in a JSON text.
fn objects(text: &str) -> Vec<usize> {
    let (mut found, mut inside, mut escaped) = (Vec::new(), false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b'{' if !inside => {
                let rest = text.get(at + 1..).unwrap_or_default();
                if !rest.trim_start().starts_with('}') {
                    found.push(at + 1);
                }
            }
            _ => {}
        }
    }
    found
}

/// What a step says of its answer, without how the answer was written.
fn said(step: &str) -> Value {
    let mut step: Value = serde_json::from_str(step).expect("a step is JSON");
    step["meta"] = Value::Null;
    if let Some(words) = step.pointer_mut("/error/provider/text") {
        *words = Value::Null;
    }
    drop_raw(&mut step);
    step
}

/// The provider's own members and words go out as they came.
fn drop_raw(value: &mut Value) {
    if let Some(members) = value.as_object_mut() {
        members.remove("raw");
        members.values_mut().for_each(drop_raw);
    }
    value.as_array_mut().into_iter().flatten().for_each(drop_raw);
}

proptest! {
    /// A value in its own form stays as it is, and `Debug` does not show it.
    #[test]
    fn values_settle(which in any::<Index>(), how in 0_u8..8, at in 0_usize..40) {
        let text = retyped(which.get::<String>(&TEXTS), how, at);
        settled!(&text; Account, Bik, Bin, CompanyName, Email, Iin, Inn, Inn10, Inn12, IssuerCode);
        settled!(&text; Kpp, Ogrn, Ogrnip, OsagoPolicy, Passport, PersonName, Phone, Plate);
        settled!(&text; Pointer, PolicyNumber, ProceedingNumber, Snils);
    }

    /// A new member, anywhere in an answer, changes nothing that was read.
    #[test]
    fn unknown_members_lose_nothing(which in any::<Index>(), place in any::<Index>(), value in json()) {
        let answer = which.get(&ANSWERS);
        let objects = objects(&answer.body);
        if objects.is_empty() || !answer.may_have_more() {
            return Ok(());
        }
        let at = *place.get(&objects);
        let (before, after) = answer.body.split_at(at);
        // As a value it has no member twice, for which a body is refused.
        let value: Value = serde_json::from_str(&value).unwrap_or_default();
        let body = format!(r#"{before}"zz_new":{value},{after}"#);
        let plain = said(&answer.with(answer.body.as_bytes()));
        prop_assert_eq!(said(&answer.with(body.as_bytes())), plain, "{}: {}", answer.case, body);
    }

    /// A word that nobody knows in place of another never makes what was found look like nothing.
    #[test]
    fn unknown_words_lose_nothing(which in any::<Index>(), place in any::<Index>()) {
        let answer: &Answer = which.get(&ANSWERS);
        let mut body: Value = serde_json::from_str(&answer.body).expect("a JSON body");
        let mut all = Vec::new();
        places(&body, "", &mut all);
        all.retain(|at| body.pointer(at).is_some_and(Value::is_string));
        let before = said(&answer.with(answer.body.as_bytes()));
        let found = |step: &Value| step["output"]["proceedings"].as_array().map_or(0, Vec::len);
        if all.is_empty() || found(&before) == 0 {
            return Ok(());
        }
        let at: &String = place.get(&all);
        *body.pointer_mut(at).expect("a place that was listed") = json!("новое слово");
        let after = said(&answer.with(body.to_string().as_bytes()));
        prop_assert_ne!(&after["output"]["outcome"], "empty", "{}: {}", answer.case, at);
        let whole = after["step"] == "done" && after["output"]["complete"] != false;
        prop_assert!(!whole || found(&after) >= found(&before), "{}: {}", answer.case, at);
    }
}

/// Every second of a day, and milliseconds at its ends.
#[test]
fn times_of_day_round_trip() {
    for second in 0..86_400_i64 {
        for ms in [0, 1, 999] {
            let moment = Timestamp::from_ms(1_795_219_200_000 + second * 1000 + ms);
            assert_eq!(Timestamp::parse(&moment.to_string()), Some(moment));
        }
    }
    for time in ["24:00:00", "00:60:00", "00:00:61", "1:00:00", "00:00", "-1:00:00", "00:00:00."] {
        assert_eq!(Timestamp::parse(&format!("2026-11-21T{time}Z")), None, "{time}");
    }
}
