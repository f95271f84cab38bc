//! The FSSP's tasks: submit, poll and fetch, of one search and of groups.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::answered::answer;

#[derive(Deserialize)]
struct Output<'a> {
    outcome: Option<&'a str>,
    #[serde(borrow)]
    items: Option<Vec<Item<'a>>>,
}

#[derive(Deserialize)]
struct Item<'a> {
    outcome: &'a str,
    error: Option<IgnoredAny>,
    complete: Option<bool>,
    proceedings: Option<Vec<IgnoredAny>>,
}

#[derive(Deserialize)]
struct Group {
    requests: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct Body {
    status: String,
    response: Response,
}

#[derive(Deserialize)]
struct Response {
    result: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    result: Option<Records>,
}

/// A list is a part's answer, an object its error.
#[derive(Deserialize)]
#[serde(untagged)]
enum Records {
    List(Vec<IgnoredAny>),
    Other(IgnoredAny),
}

pub(super) fn run(data: &[u8]) {
    let Some(answered) = answer("fssp.", data) else { return };
    let Some(output) = answered.output::<Output<'_>>() else { return };
    assert_eq!(answered.status, 200, "{}", answered.flow.step);
    let body: Body = answered.plain().expect("only a task's answer is one");
    assert_eq!(body.status, "success");
    let empty = |part: &&Part| match &part.result {
        Some(Records::List(list)) => list.is_empty(),
        Some(Records::Other(IgnoredAny)) | None => false,
    };
    let parts_empty = body.response.result.iter().filter(empty).count();
    match output.items {
        Some(items) => {
            let asked: Group = serde_json::from_str(&answered.point.input).expect("a group");
            assert_eq!(items.len(), asked.requests.len(), "{}", answered.flow.step);
            let read = items.iter().filter(|item| item.outcome == "empty").count();
            assert!(read <= parts_empty, "{}", answered.flow.step);
            for item in items {
                let found = item.proceedings.is_some_and(|found| !found.is_empty());
                match item.outcome {
                    "found" => assert!(found && item.error.is_none(), "{}", answered.flow.step),
                    "empty" => assert!(!found && item.complete == Some(true)),
                    other => assert!(other == "not_checked" && item.error.is_some()),
                }
            }
        }
        None if output.outcome == Some("empty") => {
            assert!(parts_empty > 0, "{}", answered.flow.step)
        }
        None => assert_eq!(output.outcome, Some("found")),
    }
}
