//! Tasks: a search is queued, worked on, done, kept for a day, and forgotten.
//!
//! ```text
//!  search ─▶ 2 queued ─▶ 1 started ─▶ 0 done | 3 done, with errors ─(24 h)─▶ unknown
//! ```

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::answer::Answer;
use crate::{World, clock};

pub(crate) struct Task {
    pub(super) submitted_ms: i64,
    /// One for each search; a group has many.
    pub(super) parts: Vec<Part>,
    pub(super) job: &'static Job,
}

/// What one search of a task asked, and what there is.
pub(super) struct Part {
    /// 1 person, 2 company, 3 number of a proceeding.
    pub(super) kind: u8,
    pub(super) params: Vec<(&'static str, Option<String>)>,
    pub(super) records: Vec<Box<RawValue>>,
}

/// How a task goes, in milliseconds after it was submitted.
pub(super) struct Job {
    pub(super) starts: i64,
    pub(super) ends: i64,
    /// A JSON array; `{name}` stands for the debtor's name and birth date as the service writes it.
    pub(super) records: &'static str,
    pub(super) twist: Twist,
}

#[derive(Clone, Copy)]
pub(super) enum Twist {
    None,
    /// The task ends with 3, its search without an error.
    WithErrors,
    /// The task ends with 3, and the search's result is an object that names the error.
    PartFailed,
    /// The task's status is done, the result's is not.
    ResultUnfinished,
    /// The search inside the result is not done.
    PartUnfinished,
    /// The result has no searches.
    NoParts,
    /// The result does not repeat what was asked.
    NoEcho,
    /// The result is written in ASCII.
    Escaped,
    /// A status that is not in the document.
    UnknownStatus,
    /// The task is unknown from the start.
    Forgotten,
    Status(Answer),
    Result(Answer),
    ResultAtFirst(Answer),
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Keeps the task under an id that depends on what was asked and how often, and not on the order
/// in which different searches arrive.
pub(super) fn submit(world: &mut World, task: Task) -> String {
    let asked = task.parts.iter().map(|part| format!("{}{:?}", part.kind, part.params));
    // FNV-1a
    let hash = asked.collect::<String>().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let turn = world.turn(format!("fssp.task/{hash:016x}"));
    let (high, middle, low) = (hash >> 32, (hash >> 16) & 0xffff, hash & 0xfff);
    let id = format!("{high:08x}-{middle:04x}-4{low:03x}-8000-{turn:012x}");
    world.tasks.insert(id.clone(), task);
    id
}

impl Task {
    pub(super) fn is_kept(&self, now_ms: i64) -> bool {
        self.age(now_ms) < DAY_MS && !matches!(self.job.twist, Twist::Forgotten)
    }

    pub(super) fn progress(&self, now_ms: i64) -> Progress {
        let done = if self.is_over(now_ms) { self.parts.len() } else { 0 };
        let status = match self.job.twist {
            Twist::UnknownStatus => 7,
            _ => self.status(now_ms),
        };
        Progress { status, progress: format!("{done} of {}", self.parts.len()) }
    }

    pub(super) fn result(&self, now_ms: i64) -> TaskResult<'_> {
        let over = self.is_over(now_ms);
        let started = self.age(now_ms) >= self.job.starts;
        let shown = over && !matches!(self.job.twist, Twist::NoParts | Twist::ResultUnfinished);
        TaskResult {
            status: match self.job.twist {
                Twist::ResultUnfinished => 1,
                _ => self.status(now_ms),
            },
            task_start: started
                .then(|| clock::stamp(self.submitted_ms.saturating_add(self.job.starts))),
            task_end: over.then(|| clock::stamp(self.submitted_ms.saturating_add(self.job.ends))),
            result: self.parts.iter().filter(|_| shown).map(|part| self.part(part)).collect(),
        }
    }

    fn part<'a>(&self, part: &'a Part) -> PartResult<'a> {
        PartResult {
            status: match self.job.twist {
                Twist::PartFailed => 3,
                Twist::PartUnfinished => 1,
                _ => 0,
            },
            query: match self.job.twist {
                Twist::NoEcho => None,
                _ => Some(Query { kind: part.kind, params: &part.params }),
            },
            result: match self.job.twist {
                Twist::PartFailed => {
                    Outcome::Failed { code: 0, message: "Undefined index: address" }
                }
                Twist::PartUnfinished => Outcome::Records(&[]),
                _ => Outcome::Records(&part.records),
            },
        }
    }

    fn status(&self, now_ms: i64) -> u8 {
        match self.job.twist {
            Twist::WithErrors | Twist::PartFailed if self.is_over(now_ms) => 3,
            _ if self.is_over(now_ms) => 0,
            _ if self.age(now_ms) >= self.job.starts => 1,
            _ => 2,
        }
    }

    fn is_over(&self, now_ms: i64) -> bool {
        self.age(now_ms) >= self.job.ends
    }

    fn age(&self, now_ms: i64) -> i64 {
        now_ms.saturating_sub(self.submitted_ms)
    }
}

#[derive(Serialize)]
pub(super) struct Progress {
    status: u8,
    progress: String,
}

#[derive(Serialize)]
pub(super) struct TaskResult<'a> {
    status: u8,
    task_start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    task_end: Option<String>,
    result: Vec<PartResult<'a>>,
}

#[derive(Serialize)]
struct PartResult<'a> {
    status: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    query: Option<Query<'a>>,
    result: Outcome<'a>,
}

#[derive(Serialize)]
struct Query<'a> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(serialize_with = "as_object")]
    params: &'a [(&'static str, Option<String>)],
}

fn as_object<S: Serializer>(
    params: &[(&'static str, Option<String>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(params.iter().map(|(name, value)| (name, value)))
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome<'a> {
    Records(&'a [Box<RawValue>]),
    Failed { code: u8, message: &'static str },
}
