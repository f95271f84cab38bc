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
}

/// What one search of a task asked, and what there is.
pub(super) struct Part {
    /// 1 person, 2 company, 3 number of a proceeding.
    pub(super) kind: u8,
    pub(super) params: Vec<(&'static str, Option<String>)>,
    pub(super) records: Vec<Box<RawValue>>,
    pub(super) job: &'static Job,
}

/// How a search goes, in milliseconds after it was submitted.
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
    /// The result does not have this search.
    NoParts,
    /// The result does not repeat what this search asked.
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
        self.age(now_ms) < DAY_MS && !matches!(self.twist(), Twist::Forgotten)
    }

    /// What is odd about the task as a whole; the first of its searches with an oddity decides.
    pub(super) fn twist(&self) -> Twist {
        let mut twists = self.parts.iter().map(|part| part.job.twist);
        twists.find(|twist| twist.concerns_all()).unwrap_or(Twist::None)
    }

    pub(super) fn progress(&self, now_ms: i64) -> Progress {
        let done = self.parts.iter().filter(|part| part.is_over(self.age(now_ms))).count();
        let status = match self.twist() {
            Twist::UnknownStatus => 7,
            _ => self.status(now_ms),
        };
        Progress { status, progress: format!("{done} of {}", self.parts.len()) }
    }

    /// A group shows what it has while it works, a single search only what is done.
    pub(super) fn result(&self, now_ms: i64) -> TaskResult<'_> {
        let (age, over) = (self.age(now_ms), self.is_over(now_ms));
        let (starts, ends) = (self.starts(), self.ends());
        let unfinished = matches!(self.twist(), Twist::ResultUnfinished);
        let shown = if self.parts.len() == 1 { over && !unfinished } else { age >= starts };
        let stamp = |ms: i64| clock::stamp(self.submitted_ms.saturating_add(ms));
        TaskResult {
            status: if unfinished { 1 } else { self.status(now_ms) },
            task_start: (age >= starts).then(|| stamp(starts)),
            task_end: over.then(|| stamp(ends)),
            result: self
                .parts
                .iter()
                .filter(|part| shown && !matches!(part.job.twist, Twist::NoParts))
                .map(|part| part.result(age))
                .collect(),
        }
    }

    fn status(&self, now_ms: i64) -> u8 {
        let troubled =
            |part: &Part| matches!(part.job.twist, Twist::WithErrors | Twist::PartFailed);
        match self.is_over(now_ms) {
            true if self.parts.iter().any(troubled) => 3,
            true => 0,
            false if self.age(now_ms) >= self.starts() => 1,
            false => 2,
        }
    }

    fn is_over(&self, now_ms: i64) -> bool {
        self.age(now_ms) >= self.ends()
    }

    fn starts(&self) -> i64 {
        self.parts.iter().map(|part| part.job.starts).min().unwrap_or_default()
    }

    fn ends(&self) -> i64 {
        self.parts.iter().map(|part| part.job.ends).max().unwrap_or_default()
    }

    fn age(&self, now_ms: i64) -> i64 {
        now_ms.saturating_sub(self.submitted_ms)
    }
}

impl Twist {
    fn concerns_all(self) -> bool {
        match self {
            Self::None
            | Self::WithErrors
            | Self::PartFailed
            | Self::PartUnfinished
            | Self::NoParts
            | Self::NoEcho => false,
            Self::ResultUnfinished
            | Self::Escaped
            | Self::UnknownStatus
            | Self::Forgotten
            | Self::Status(_)
            | Self::Result(_)
            | Self::ResultAtFirst(_) => true,
        }
    }
}

impl Part {
    fn is_over(&self, age: i64) -> bool {
        age >= self.job.ends
    }

    fn result(&self, age: i64) -> PartResult<'_> {
        let over = self.is_over(age);
        PartResult {
            status: match self.job.twist {
                Twist::PartFailed if over => 3,
                Twist::PartUnfinished => 1,
                _ if over => 0,
                _ if age >= self.job.starts => 1,
                _ => 2,
            },
            query: match self.job.twist {
                Twist::NoEcho => None,
                _ => Some(Query { kind: self.kind, params: &self.params }),
            },
            result: match self.job.twist {
                Twist::PartFailed if over => {
                    Outcome::Failed { code: 0, message: "Undefined index: address" }
                }
                Twist::PartUnfinished => Outcome::Records(&[]),
                _ if over => Outcome::Records(&self.records),
                _ => Outcome::Records(&[]),
            },
        }
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
