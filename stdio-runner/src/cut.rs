//! Lines for readers that take no longer ones: a record beyond the limit becomes a `fail` that says
//! so, and whether anything was executed and charged.

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::error::{Code, Detail, Error, Happened};
use spravka_host::members::split;

/// The record of a line, or a `fail` in its place where it is longer than `most` bytes, its line
/// break not counted.
pub(crate) fn cut(record: Vec<u8>, most: Option<usize>) -> Vec<u8> {
    let (end, most) = match (record.last(), most) {
        (_, None) => return record,
        (Some(b'\n'), Some(most)) => ("\n", most),
        (_, Some(most)) => ("", most),
    };
    if record.len() - end.len() <= most {
        return record;
    }
    let mut members = Vec::new();
    if !std::str::from_utf8(&record).is_ok_and(|text| split(text, &mut members)) {
        return record;
    }
    let get = |name: &str| members.iter().find(|(member, _)| &**member == name).map(|(_, v)| *v);
    let executed = match get("step").map(RawValue::get) {
        Some(r#""done""#) => Happened::Yes,
        // Nobody has seen it: it cannot have been sent.
        Some(r#""send""#) => Happened::No,
        _ => Happened::Maybe,
    };
    let charged = get("meta").and_then(|meta| serde_json::from_str(meta.get()).ok());
    let error = Error {
        charged: match charged.map(|Meta { charged: Charged { status } }| status) {
            Some("no") | None => Happened::No,
            Some("yes") => Happened::Yes,
            Some(_) => Happened::Maybe,
        },
        ..Error::new(Code::OutputTooLong)
            .happened(executed)
            .because(Detail::Limit(u64::try_from(most).unwrap_or(u64::MAX), "bytes"))
    };
    let error = serde_json::to_string(&error).unwrap_or_default();
    let mut short = String::from("{");
    for (name, value) in [("id", get("id")), ("line", get("line"))] {
        if let Some(value) = value {
            short.extend([r#"""#, name, r#"":"#, value.get(), ","]);
        }
    }
    short.extend([r#""step":"fail","error":"#, &error]);
    if let Some(meta) = get("meta") {
        short.extend([r#","meta":"#, meta.get()]);
    }
    short.extend(["}", end]);
    short.into_bytes()
}

#[derive(Deserialize)]
struct Meta<'a> {
    #[serde(borrow)]
    charged: Charged<'a>,
}

#[derive(Deserialize)]
struct Charged<'a> {
    status: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_to(most: usize, record: &str) -> String {
        String::from_utf8(cut(record.into(), Some(most))).unwrap()
    }

    #[test]
    fn a_record_within_the_limit_stays() {
        let record = "{\"step\":\"done\"}\n";
        assert_eq!(cut_to(15, record), record);
        assert_ne!(cut_to(14, record), record);
    }

    #[test]
    fn what_was_paid_for_is_said() {
        let record = r#"{"id":"a","line":3,"step":"done","output":[1,2,3],"meta":{"provider":"x","charged":{"status":"maybe"}}}"#;
        let short = cut_to(20, record);
        assert!(short.starts_with(r#"{"id":"a","line":3,"step":"fail","error":{"code":"output_too_long","class":"too_large""#), "{short}");
        assert!(short.contains(r#""executed":"yes","charged":"maybe""#), "{short}");
        assert!(
            short.ends_with(r#""meta":{"provider":"x","charged":{"status":"maybe"}}}"#),
            "{short}"
        );
        assert!(!short.contains("[1,2,3]"));
    }

    #[test]
    fn a_request_that_nobody_has_seen_was_not_sent() {
        let short = cut_to(5, "{\"step\":\"send\",\"request\":{},\"state\":{}}\n");
        assert!(short.contains(r#""executed":"no""#) && short.ends_with("}\n"), "{short}");
    }
}
