//! Values survive the way out and back.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use spravka_core::value::{Date, Decimal, Iin, Inn, PersonName, Plate, Snils, Timestamp, Value};

use super::{Flow, quoted};

/// The values of a query by three decoders that know nothing of each other.
fn decoded(url: &str, name: &str) -> [Option<String>; 3] {
    let query = url.split_once('?').expect("a query").1;
    let raw = query.split('&').find_map(|pair| {
        pair.split_once('=').filter(|(found, _)| *found == name).map(|(_, value)| value)
    });
    let by_form = form_urlencoded::parse(query.as_bytes())
        .find(|(found, _)| found == name)
        .map(|(_, value)| value.into_owned());
    let by_crate =
        raw.and_then(|raw| percent_decode_str(raw).decode_utf8().ok().map(|v| v.into_owned()));
    [by_form, by_crate, raw.and_then(by_hand)]
}

fn by_hand(raw: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

proptest! {
    #[test]
    fn queries_say_what_was_asked(last in "[\\p{L}][\\p{L} .'’-]{0,30}[\\p{L}]", first in "\\p{L}{1,20}") {
        let input = format!(r#"{{"last_name":{},"first_name":{}}}"#, quoted(&last), quoted(&first));
        let flow = Flow::start("fssp.search_physical", &input, "{}");
        let request = flow.read().request;
        let Some(request) = request else { return Ok(()) };
        prop_assert!(request.url.is_ascii());
        let name = PersonName::parse(&last).expect("a name that was sent");
        for value in decoded(&request.url, "lastname") {
            prop_assert_eq!(value.as_deref(), Some(name.as_str()));
        }
        for value in decoded(&request.url, "firstname") {
            prop_assert_eq!(value.as_deref(), Some(first.as_str()));
        }
    }

    #[test]
    fn amounts_keep_their_digits(whole in "[0-9]{1,18}", fraction in prop::option::of("[0-9]{1,6}")) {
        let amount = fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}"));
        let read = Decimal::parse(&amount).map(|amount| amount.into_text().into_owned());
        prop_assert_eq!(read.as_ref(), Some(&amount));
        let body = format!(r#"[{{"recovery_amount":{}}}]"#, quoted(&amount));
        let mut flow = Flow::start("kz_info.exec_proc_info", r#"{"iin":"000101300019"}"#, "{}");
        flow.resume(1, r#"{"response":{"status":200,"headers":{}}}"#, Some(body.as_bytes()));
        let principal = format!(r#""principal":"{amount}""#);
        prop_assert!(flow.step.contains(&principal), "{}", flow.step);
    }

    #[test]
    fn sums_agree_with_whole_numbers(a in -1_000_000_000_i64..1_000_000_000, b in -1_000_000_000_i64..1_000_000_000) {
        let kopecks = |n: i64| {
            let sign = if n < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", n.unsigned_abs() / 100, n.unsigned_abs() % 100)
        };
        let (x, y) = (kopecks(a), kopecks(b));
        let sum = Decimal::parse(&x).and_then(|x| x.plus(&Decimal::parse(&y)?));
        let sum = sum.map(|sum| sum.into_text().into_owned());
        prop_assert_eq!(sum, Some(kopecks(a + b)));
    }

    #[test]
    fn moments_round_trip(ms in 0_i64..253_402_300_799_999) {
        let moment = Timestamp::from_ms(ms);
        prop_assert_eq!(Timestamp::parse(&moment.to_string()), Some(moment));
    }

    #[test]
    fn no_text_is_too_odd_to_parse(text in "\\PC{0,40}") {
        let _ = (Date::parse(&text), Decimal::parse(&text), Iin::parse(&text), Inn::parse(&text));
        let _ = (Plate::parse(&text), Snils::parse(&text), Timestamp::parse(&text));
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
        }
        if let Ok(plate) = Plate::parse(&text) {
            let again = Plate::parse(plate.as_str()).expect("a plate");
            prop_assert_eq!(again.as_str(), plate.as_str());
        }
    }
}
