//! Reports, made by the command itself on the sandbox.

use crate::support::{Ended, play};

/// A report with a name.
pub(crate) struct People {
    pub(crate) name: &'static str,
    /// The step of `debtor.report`, on one line.
    pub(crate) report: String,
}

/// The beginning of a person's members; a surname follows.
pub(crate) const BEGINS: &str =
    r#""first_name":"Иван","patronymic":"Тестович","birth_date":"1900-01-01","region":77"#;
const HASH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

pub(crate) fn people() -> Vec<People> {
    let example = BEGINS.replace("Тестович", "Примерович") + r#","iin":"000101300019""#;
    let nameless = BEGINS.replace(r#""birth_date":"1900-01-01","#, "");
    let fssp = "fssp.search_physical";
    let cloud = "api_cloud.fssp_physical";
    [
        ("found", made(&example, &[("fssp", fssp, "Образцов"), ("kz_info", KZ, "000101300019")])),
        ("empty", made(BEGINS, &[("fssp", fssp, "Чистов")])),
        ("namesakes", made(&nameless, &[("fssp", fssp, "Однофамильцев")])),
        (
            "source_down",
            made(BEGINS, &[("fssp", cloud, "Молчалин"), ("kz_info", KZ, "000101304296")]),
        ),
        ("half_read", made(BEGINS, &[("fssp", cloud, "Страницын")])),
        ("stand_in", made(BEGINS, &[("fssp", fssp, "Закрытов"), ("fssp", cloud, "Закрытов")])),
        ("company_at_sber", company()),
    ]
    .into_iter()
    .map(|(name, report)| People { name, report })
    .collect()
}

const KZ: &str = "kz_info.exec_proc_info";

/// The report of somebody after these calls: source, operation, surname or IIN.
pub(crate) fn made(person: &str, calls: &[(&str, &str, &str)]) -> String {
    let surname = calls.first().map_or("", |(.., surname)| surname);
    let results = calls.iter().map(|(source, operation, whom)| {
        let input = match *operation {
            KZ => format!(r#"{{"iin":"{whom}"}}"#),
            _ => {
                let (person, _) = person.split_once(r#","iin""#).unwrap_or((person, ""));
                format!(r#"{{"last_name":"{whom}",{person}}}"#)
            }
        };
        (*source, *operation, played(operation, &input))
    });
    report(&format!(r#""last_name":"{surname}",{person}"#), results)
}

fn company() -> String {
    let operation = "sber.client_info";
    let arrests = r#"[{"kind":"sum","account":"40702810200000000001","currency":"RUB","sum":"1250000.5","initiator":"Тестовский РОСП","cause":"Постановление № 1","begins_on":"2026-10-01"},{"kind":"debit","account":"40702810200000000002","begins_on":"2026-09-01","ends_on":"2026-10-31"}]"#;
    let step = played(operation, "{}");
    assert!(step.contains(r#""arrests":[],"arrests_complete":true,"raw":{"shortName""#), "{step}");
    // The sandbox's own company has none.
    let step = step.replacen(
        r#""arrests":[],"arrests_complete":true,"raw":{"shortName""#,
        &format!(r#""arrests":{arrests},"arrests_complete":true,"raw":{{"shortName""#),
        1,
    );
    let inn = r#""company_name":"ООО \"Пример\"","inn":"7715961051""#;
    report(inn, [("sber", operation, step)].into_iter())
}

/// The last step of a call, at a moment and with a hash that stay the same.
fn played(operation: &str, input: &str) -> String {
    let job = format!(r#"{{"operation":"{operation}","input":{input}}}"#);
    let step = play(&["run", "--transport", "sandbox"], &job).line().to_owned();
    let step = pinned(&step, r#""as_of":""#, "2026-11-22T09:30:00Z");
    let step = pinned(&step, r#""retry_at":""#, "2026-11-22T10:00:00Z");
    pinned(&step, r#""body_sha256":""#, HASH)
}

/// Puts `value` in place of each text that follows `before`.
fn pinned(json: &str, before: &str, value: &str) -> String {
    let mut parts = json.split(before);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |json, part| {
        let (_, rest) = part.split_once('"').unwrap();
        format!(r#"{json}{before}{value}"{rest}"#)
    })
}

fn report<'a>(person: &str, results: impl Iterator<Item = (&'a str, &'a str, String)>) -> String {
    let results: Vec<_> = results
        .map(|(source, operation, step)| {
            format!(r#"{{"source":"{source}","operation":"{operation}","step":{step}}}"#)
        })
        .collect();
    let results = results.join(",");
    let input = format!(r#"{{"person":{{{person}}},"results":[{results}]}}"#);
    let call = format!(r#"{{"call":"start","operation":"debtor.report","input":{input}}}"#);
    let step = play(&["step"], &call).line().to_owned();
    assert!(step.starts_with(r#"{"step":"done","output":{"simulated":"#), "{step}");
    step
}

/// A stored report as a page.
pub(crate) fn page(report: &str, format: &str) -> String {
    let Ended { code, out, err } = play(&["report", "--format", format], report);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{report}");
    out
}
