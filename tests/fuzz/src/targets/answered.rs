//! An answer, made of bytes, to one of the requests that the conversations come to.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use arbitrary::Unstructured;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::flow::{Flow, answered};
use crate::points::{Point, corpus};
use crate::private::{holds_no_canary, planted};
use crate::step::{Kind, Step};

/// The headers that make a difference.
pub(crate) const CONTENT_TYPES: [&str; 6] = [
    "",
    "application/json",
    "application/json; charset=utf-8",
    "text/html; charset=utf-8",
    "text/plain; charset=windows-1251",
    "application/problem+json",
];

/// A flow that was answered.
pub(crate) struct Answered {
    pub(crate) flow: Flow<'static>,
    pub(crate) point: &'static Point,
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// The same for the second reader: without a BOM, and with marks for what is no UTF-8.
    plain: Vec<u8>,
}

/// The bytes: which point (2), the status (2), the content type (1), which canary (1), the body.
/// `None` where they are too few.
pub(crate) fn answer(prefix: &'static str, data: &[u8]) -> Option<Answered> {
    let mut bytes = Unstructured::new(data);
    let number = bytes.arbitrary::<u16>().ok()?;
    let status = bytes.arbitrary::<u16>().ok()? % 1000;
    let content_type = CONTENT_TYPES[usize::from(bytes.arbitrary::<u8>().ok()?) % 6];
    let canary = bytes.arbitrary::<u8>().ok()?;
    let body = planted(bytes.take_rest(), canary);
    let points = points(prefix);
    let point = &corpus().points[points[usize::from(number) % points.len()]];
    let mut flow = Flow::at(&point.state, &point.input, &point.options, &point.now);
    flow.resume(1, &answered(status, &[("content-type", content_type)]), Some(&body));
    let mut plain = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&body).to_vec();
    if std::str::from_utf8(&plain).is_err() {
        // The code page 1251, where the answer says so.
        plain.iter_mut().filter(|byte| !byte.is_ascii()).for_each(|byte| *byte = b'?');
    }
    let answered = Answered { flow, point, status, body, plain };
    answered.check();
    Some(answered)
}

/// The numbers of the points of some operations.
pub(crate) fn points(prefix: &'static str) -> &'static [usize] {
    static POINTS: OnceLock<Mutex<BTreeMap<&str, &[usize]>>> = OnceLock::new();
    let mut points = POINTS.get_or_init(Mutex::default).lock().expect("the points");
    points.entry(prefix).or_insert_with(|| corpus().of(prefix).leak())
}

/// What an output says of what was found.
#[derive(Deserialize)]
pub(crate) struct Outcome<'a> {
    #[serde(default)]
    pub(crate) outcome: Option<&'a str>,
    #[serde(default)]
    pub(crate) complete: Option<bool>,
    #[serde(default)]
    pub(crate) basis: Option<&'a str>,
}

impl Answered {
    /// What holds whoever was asked.
    fn check(&self) {
        let step = self.flow.read();
        // What the caller has asked to see of the provider's own words is f09's.
        let Point { state, options, .. } = self.point;
        let is_shown = [state, options].iter().any(|text| text.contains("\"provider_text\":true"));
        if step.step == Kind::Fail && !is_shown {
            holds_no_canary(&self.flow.step);
        }
        if let Some(output) = step.output {
            let output: Outcome<'_> = serde_json::from_str(output.get()).expect("an output");
            if output.outcome == Some("empty") {
                assert_eq!(output.complete, Some(true), "{}", self.flow.step);
                assert!(output.basis.is_some(), "{}", self.flow.step);
                assert!(self.status == 200 || self.status == 404, "{}", self.flow.step);
                // Nothing at all is no list, and a page is none.
                let text = self.body.trim_ascii();
                assert!(!text.is_empty() && !text.starts_with(b"<"), "{}", self.flow.step);
            }
        }
        if let Some(fault) = &step.error {
            assert!(self.status != 200 || fault.code != "unexpected_status", "{}", self.flow.step);
        }
    }

    pub(crate) fn step(&self) -> Step<'_> {
        self.flow.read()
    }

    /// The output, where the flow is done.
    pub(crate) fn output<'a, T: Deserialize<'a>>(&'a self) -> Option<T> {
        let output: &'a RawValue = self.flow.read().output?;
        Some(serde_json::from_str(output.get()).expect("an output of the documented form"))
    }

    /// The body as the second reader sees it: plain serde.
    pub(crate) fn plain<'a, T: Deserialize<'a>>(&'a self) -> Option<T> {
        serde_json::from_slice(&self.plain).ok()
    }
}
