//! Where jobs come from, and what becomes of their flows.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

use super::core::{Files, Job};
use super::interop::{property, settled, text, wrong};

/// What a line is played as.
pub(super) trait Script {
    /// What is known of a line between its flows.
    type Task;

    fn begin(&mut self, index: u64, job: String, files: JsValue) -> (Self::Task, Turn);

    /// One of its flows has ended.
    fn ended(&mut self, task: &mut Self::Task, name: &str, job: &Job, step: &[u8]) -> Turn;
}

pub(super) enum Turn {
    /// Flows to begin, each with its name among those of its line.
    Start(Vec<(String, Job)>),
    /// The line's result, JSON.
    Done(Vec<u8>),
}

/// A job is a flow, and a flow's last step is its result.
pub(super) struct Jobs {
    is_numbered: bool,
}

impl Jobs {
    pub(super) fn numbered() -> Self {
        Self { is_numbered: true }
    }

    pub(super) fn unnumbered() -> Self {
        Self { is_numbered: false }
    }

    fn result(&self, index: u64, job: &Job, step: &[u8]) -> Vec<u8> {
        if !self.is_numbered {
            return step.to_vec();
        }
        let mut result = job.result(step, Some(("index", index)));
        result.pop_if(|byte| *byte == b'\n');
        result
    }
}

impl Script for Jobs {
    /// The index.
    type Task = u64;

    fn begin(&mut self, index: u64, job: String, files: JsValue) -> (u64, Turn) {
        let turn = match Job::read(job.as_bytes()) {
            Ok(mut job) => {
                job.files = Files(files);
                Turn::Start(vec![(String::new(), job)])
            }
            Err((job, step)) => Turn::Done(self.result(index, &job, &step)),
        };
        (index, turn)
    }

    fn ended(&mut self, index: &mut u64, _: &str, job: &Job, step: &[u8]) -> Turn {
        Turn::Done(self.result(*index, job, step))
    }
}

pub(super) enum Source {
    One(Option<(String, JsValue)>),
    Many { iterator: JsValue, next: Function },
    Over,
}

impl Source {
    pub(super) fn one(job: String, files: JsValue) -> Self {
        Self::One(Some((job, files)))
    }

    /// # Errors
    /// It is no iterator.
    pub(super) fn many(iterator: JsValue) -> Result<Self, JsValue> {
        let next = property(&iterator, "next").and_then(|next| next.dyn_into().ok());
        let next = next.ok_or_else(|| wrong("jobs", "an iterator"))?;
        Ok(Self::Many { iterator, next })
    }

    /// The next job of an iterator.
    pub(super) async fn pull(
        iterator: JsValue,
        next: Function,
    ) -> Result<Option<(String, JsValue)>, JsValue> {
        let result = settled(next.call0(&iterator)?).await?;
        if property(&result, "done").is_some_and(|done| done.is_truthy()) {
            return Ok(None);
        }
        let job = settled(Reflect::get(&result, &JsValue::from_str("value"))?).await?;
        let files = property(&job, "files").unwrap_or(JsValue::UNDEFINED);
        Ok(Some((text(&job, "job").unwrap_or_default(), files)))
    }
}
