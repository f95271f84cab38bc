//! Reports: they are kept for ever, and the same question gives the one that is there.
//!
//! ```text
//!  _make ─▶ every source in PROGRESS ─▶ one after the other OK or ERROR ─▶ complete ─┐
//!              ▲   content is empty        content fills up                           │
//!              └───────────────────────── a second after FORCE ───────────────────────┘
//! ```

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::order::Order;
use super::people::{EARLIER_MS, NOTHING, Row, Source};
use super::{REPORT_TYPE, envelope};
use crate::http::Call;
use crate::{Reply, clock};

#[derive(Default)]
pub(crate) struct Reports {
    by_uid: BTreeMap<String, Report>,
    /// The report type and the question.
    by_question: BTreeMap<(String, String), String>,
}

struct Report {
    kind: String,
    row: Option<&'static Row>,
    created_ms: i64,
    /// When it was begun the last time.
    made_ms: i64,
    /// When it will be begun anew.
    next_ms: Option<i64>,
    /// How often it was asked for.
    turns: u64,
}

/// The two beside the FSSP's take a second.
const OTHERS: [&str; 2] = ["check_person/fsin_wanted", "check_person/expired_passport_v2"];
const OTHERS_END_MS: i64 = 1_000;
const BEGINS_ANEW_MS: i64 = 1_000;
const FSSP: &str = "check_person/executive_proceeding_base";

impl Reports {
    /// The report's uid, whether it is a new one, and whether there is work to do for it.
    pub(super) fn make(
        &mut self,
        kind: &str,
        order: &Order,
        row: Option<&'static Row>,
        now_ms: i64,
    ) -> (String, bool, bool) {
        let question = (kind.to_owned(), order.question());
        let known = self.by_question.get(&question).cloned();
        let is_new = known.is_none() && !row.is_some_and(|row| row.is_earlier);
        let uid = known.unwrap_or_else(|| {
            let (name, domain) = kind.split_once('@').unwrap_or((kind, ""));
            // Real ones may hold `=`.
            let uid = format!("{name}_{:08}=@{domain}", self.by_uid.len() + 1);
            let ms = if is_new { now_ms } else { now_ms.saturating_sub(EARLIER_MS) };
            let (kind, made_ms) = (kind.to_owned(), ms);
            let report = Report { kind, row, created_ms: ms, made_ms, next_ms: None, turns: 0 };
            self.by_uid.insert(uid.clone(), report);
            self.by_question.insert(question, uid.clone());
            uid
        });
        let is_anew = order.is_forced() && !is_new;
        if let Some(report) = self.by_uid.get_mut(&uid).filter(|_| is_anew) {
            report.next_ms = Some(now_ms.saturating_add(BEGINS_ANEW_MS));
        }
        (uid, is_new, is_new || is_anew)
    }

    pub(super) fn show(&mut self, uid: &str, call: &Call<'_>) -> Reply {
        let report = self.by_uid.get_mut(uid).filter(|report| !report.is_lost());
        let Some(report) = report else { return envelope::<()>(call.now_ms, &[]) };
        report.turns += 1;
        if let Some(next_ms) = report.next_ms.take_if(|next_ms| *next_ms <= call.now_ms) {
            report.made_ms = next_ms;
        }
        let instead = report.row.and_then(|row| row.show);
        match instead.filter(|(lasts, _)| report.turns <= *lasts) {
            Some((_, answer)) => answer.play("", call.now_ms),
            None => envelope(call.now_ms, &[report.shown(uid, call)]),
        }
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    domain_uid: &'static str,
    report_type_uid: &'a str,
    query: Query,
    progress_ok: usize,
    progress_wait: usize,
    progress_error: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<State>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Box<RawValue>>,
    uid: &'a str,
    name: &'static str,
    created_at: String,
    created_by: &'static str,
    updated_at: String,
    updated_by: &'static str,
    active_from: &'static str,
    active_to: &'static str,
}

#[derive(Serialize)]
struct Query {
    #[serde(rename = "type")]
    kind: &'static str,
    body: &'static str,
}

#[derive(Serialize)]
struct State {
    sources: Vec<Box<RawValue>>,
}

impl Report {
    fn is_lost(&self) -> bool {
        self.row.is_some_and(|row| row.is_lost)
    }

    /// What the sources are by now: their names and states.
    fn sources(&self, now_ms: i64) -> Vec<(&'static str, &'static str)> {
        let since_ms = now_ms.saturating_sub(self.made_ms);
        let after = |ends_ms: i64, then| if since_ms < ends_ms { r#""PROGRESS""# } else { then };
        let source = self.row.map_or(&NOTHING, |row| &row.source);
        let own = match source {
            _ if self.kind != REPORT_TYPE => None,
            Source::Absent => None,
            Source::Ends { ms, state, .. } => Some((FSSP, after(*ms, state))),
        };
        let others = OTHERS.map(|name| (name, after(OTHERS_END_MS, r#""OK""#)));
        own.into_iter().chain(others).collect()
    }

    fn shown<'a>(&'a self, uid: &'a str, call: &Call<'_>) -> Shown<'a> {
        let sources = self.sources(call.now_ms);
        let count = |state: &str| sources.iter().filter(|(_, s)| s.starts_with(state)).count();
        let (ok, wait) = (count(r#""OK""#), count(r#""PROGRESS""#));
        let own = sources.iter().find(|(name, _)| *name == FSSP);
        let content = match (own, self.row.map_or(&NOTHING, |row| &row.source)) {
            (Some((_, state)), Source::Ends { content, .. }) if state.starts_with(r#""OK""#) => {
                *content
            }
            _ => "{}",
        };
        let ends_ms = match self.row.map_or(&NOTHING, |row| &row.source) {
            Source::Ends { ms, .. } => *ms,
            Source::Absent => OTHERS_END_MS,
        };
        let updated_ms = call.now_ms.min(self.made_ms.saturating_add(ends_ms));
        let asked = |name: &str| call.param(name) == Some("true");
        let told = |(name, state): &(&str, &str)| format!(r#"{{"_id":"{name}","state":{state}}}"#);
        Shown {
            domain_uid: "sandbox",
            report_type_uid: &self.kind,
            query: Query { kind: "MULTIPART", body: " " },
            progress_ok: ok,
            progress_wait: wait,
            progress_error: sources.len() - ok - wait,
            state: asked("_detailed").then(|| State {
                sources: sources.iter().filter_map(|source| raw(told(source))).collect(),
            }),
            content: asked("_content").then(|| raw(content.to_owned())).flatten(),
            uid,
            name: "NONAME",
            created_at: clock::iso(self.created_ms),
            created_by: "system",
            updated_at: clock::iso(updated_ms),
            updated_by: "system",
            active_from: "1900-01-01T00:00:00.000Z",
            active_to: "3000-01-01T00:00:00.000Z",
        }
    }
}

fn raw(json: String) -> Option<Box<RawValue>> {
    RawValue::from_string(json).ok()
}
