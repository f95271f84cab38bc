//! Between the tools, many at once, and the scheduler that plays their flows.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use spravka_core::error::{Code, Error};
use spravka_core::protocol::Meta;
use spravka_host::job::fail;
use tokio::sync::oneshot::{Receiver, Sender, channel};

use super::answer::Answer;
use super::debtor::{Check, Means, Then};
use crate::inside::Job;
use crate::scheduler::{Begin, Ended, Entrance, Numbered, Outcome, Script, Turn};

/// Checks that wait to be gone on with; the oldest makes room.
const MOST_KEPT: usize = 64;

/// What a line is.
#[derive(Clone, Copy)]
pub(super) enum Order {
    /// A job.
    Play,
    /// The input of `check_debtor`.
    Check,
    /// An earlier one is gone on with.
    Again(u64),
}

type Waiting = Arc<Mutex<BTreeMap<u64, (Order, Sender<Answer>)>>>;

pub(super) struct Desk {
    waiting: Waiting,
    last: AtomicU64,
    entrance: Entrance,
}

/// A call under way; it is called off where this is dropped before the answer has come.
pub(super) struct Handed {
    number: u64,
    pub(super) answer: Receiver<Answer>,
    waiting: Waiting,
    entrance: Entrance,
}

impl Desk {
    pub(super) fn new(waiting: Waiting, entrance: Entrance) -> Self {
        Self { waiting, last: AtomicU64::new(0), entrance }
    }

    pub(super) fn hand_in(&self, order: Order, text: Vec<u8>) -> Handed {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let (reply, answer) = channel();
        with(&self.waiting, |waiting| waiting.insert(number, (order, reply)));
        self.entrance.add(number, text);
        let waiting = Arc::clone(&self.waiting);
        Handed { number, answer, waiting, entrance: self.entrance.clone() }
    }
}

impl Drop for Handed {
    fn drop(&mut self) {
        // Both are of no account where the line is over.
        with(&self.waiting, |waiting| waiting.remove(&self.number));
        self.entrance.cancel(self.number);
    }
}

fn with<T>(
    waiting: &Waiting,
    look: impl FnOnce(&mut BTreeMap<u64, (Order, Sender<Answer>)>) -> T,
) -> T {
    look(&mut waiting.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Plays what was handed in.
pub(super) struct Clerk {
    waiting: Waiting,
    means: Means,
    /// Unfinished checks by their numbers. One that is called off is not kept.
    kept: BTreeMap<u64, Check>,
}

pub(super) struct Task {
    reply: Option<Sender<Answer>>,
    /// With its number.
    check: Option<(u64, Check)>,
}

impl Clerk {
    pub(super) fn new(means: Means) -> Self {
        Self { waiting: Waiting::default(), means, kept: BTreeMap::new() }
    }

    pub(super) fn waiting(&self) -> Waiting {
        Arc::clone(&self.waiting)
    }

    fn play(&mut self, order: Order, line: &Numbered, task: &mut Task) -> Turn {
        let text = line.text.as_deref().unwrap_or_default();
        match order {
            Order::Play => match Job::read(text) {
                Ok(job) => Turn::Start(vec![Begin::only(job)]),
                Err((_, refused)) => task.end(Answer::of(refused)),
            },
            Order::Check => {
                let input = std::str::from_utf8(text).unwrap_or_default();
                match Check::new(input, &self.means) {
                    Ok(check) => self.go_on(line.number, check, task),
                    Err(refused) => task.end(Answer::of(refused)),
                }
            }
            Order::Again(number) => match self.kept.remove(&number) {
                Some(mut check) => match check.resumed(&self.means) {
                    jobs if jobs.is_empty() => self.go_on(number, check, task),
                    jobs => {
                        task.check = Some((number, check));
                        begun(jobs)
                    }
                },
                None => {
                    let error = Error::new(Code::StateInvalid).at("/check");
                    task.end(Answer::of(fail(&error, Meta::default())))
                }
            },
        }
    }

    fn go_on(&mut self, number: u64, mut check: Check, task: &mut Task) -> Turn {
        match check.go_on(number, &self.means) {
            Then::Start(jobs) => {
                task.check = Some((number, check));
                begun(jobs)
            }
            Then::End(answer) => {
                if answer.step.starts_with(br#"{"step":"wait""#) {
                    self.kept.insert(number, check);
                    if self.kept.len() > MOST_KEPT {
                        self.kept.pop_first();
                    }
                }
                task.end(answer)
            }
        }
    }
}

impl Task {
    fn end(&mut self, answer: Answer) -> Turn {
        if let Some(reply) = self.reply.take() {
            // Whoever has called it off does not listen any more.
            let _ = reply.send(answer);
        }
        Turn::Done(Vec::new())
    }
}

impl Script for Clerk {
    type Task = Task;

    fn begin(&mut self, line: Numbered) -> (Task, Turn) {
        let mut task = Task { reply: None, check: None };
        let turn = match with(&self.waiting, |waiting| waiting.remove(&line.number)) {
            Some((order, reply)) => {
                task.reply = Some(reply);
                self.play(order, &line, &mut task)
            }
            None => Turn::Done(Vec::new()),
        };
        (task, turn)
    }

    fn ended(&mut self, task: &mut Task, Ended { job, step, .. }: Ended) -> Turn {
        match task.check.take() {
            None => task.end(Answer::of(step)),
            Some((number, mut check)) => {
                check.heard(&job, step);
                self.go_on(number, check, task)
            }
        }
    }

    // Answers go back to their callers; no record is shown.
    fn shown(&mut self, _: &[u8]) -> Outcome {
        Outcome::Done
    }
}

fn begun(jobs: Vec<Job>) -> Turn {
    Turn::Start(jobs.into_iter().map(Begin::only).collect())
}
