//! Jobs, flows and events of this process: answered by the core that is linked into it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use spravka_core::{Beside, internal_failure_of};
use spravka_host::flow::Core;

use crate::files::Files;

pub(crate) type Job = spravka_host::job::Job<Files>;
pub(crate) type Flow = spravka_host::flow::Flow<Inside>;
pub(crate) type Event = spravka_host::event::Event<Vec<u8>>;

pub(crate) struct Inside;

impl Core for Inside {
    type Files = Files;
    type Body = Vec<u8>;

    fn answer(
        &self,
        call: &str,
        body: Option<&Vec<u8>>,
        files: &Files,
        step: &mut Vec<u8>,
    ) -> bool {
        let body = body.map(Vec::as_slice);
        let answered = catch_unwind(AssertUnwindSafe(|| {
            let files = files.beside();
            spravka_core::dispatch_into(call.as_bytes(), Beside { body, files: &files }, step);
        }));
        if answered.is_ok() {
            return true;
        }
        // The state is handed back, and tells what may have been executed.
        let failure = catch_unwind(|| internal_failure_of(call.as_bytes()));
        step.clear();
        failure.is_ok_and(|failure| {
            step.extend(failure);
            true
        })
    }
}
