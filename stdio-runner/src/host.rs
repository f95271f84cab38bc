//! What all flows of a command share.

use spravka_host::ar_rest;
use spravka_host::job::Head;
use spravka_host::options::Defaults;
use spravka_host::stopped::Stopped;
use spravka_host::tokens::Grant;

use crate::clock::Clock;
use crate::exit::Trouble;
use crate::inside::Event;
use crate::record::{Recorder, secrets_of};
use crate::state_file::StateFile;
use crate::transport::Keys;
use crate::validate::Validator;

pub(crate) struct Host {
    pub(crate) keys: Keys,
    pub(crate) clock: Clock,
    pub(crate) max_wait_ms: u64,
    pub(crate) defaults: Defaults,
    pub(crate) recorder: Option<Recorder>,
    pub(crate) state_file: Option<StateFile>,
    /// Why nothing new is begun any more: a record, a state or an output cannot be written.
    pub(crate) trouble: Option<Trouble>,
    /// `None`: keep going.
    pub(crate) stopped: Option<Stopped>,
    pub(crate) validator: Option<Validator>,
}

impl Host {
    pub(crate) fn fail(&mut self, trouble: impl Into<Trouble>) {
        self.trouble.get_or_insert_with(|| trouble.into());
    }

    pub(crate) fn record(&mut self, request: &str, event: &Event) {
        // The answer holds tokens.
        if Grant::of(request).is_some() {
            return;
        }
        let Some(recorder) = self.recorder.as_mut() else { return };
        let names = secrets_of(request);
        let mut secrets: Vec<String> =
            names.iter().filter_map(|name| self.keys.secrets.find(name)).collect();
        if names.iter().any(|name| name == ar_rest::TOKEN) {
            let made_of = [ar_rest::LOGIN, ar_rest::PASSWORD];
            secrets.extend(made_of.iter().filter_map(|name| self.keys.secrets.find(name)));
        }
        let Err(trouble) = recorder.add(request, event, &secrets) else { return };
        // A line may have been cut off: nothing may follow it.
        self.recorder = None;
        self.fail(trouble);
    }

    /// Whether the step is kept, where steps are to be kept.
    pub(crate) fn keep(&mut self, step: &[u8]) -> bool {
        let Some(file) = &mut self.state_file else { return true };
        let Ok(head) = serde_json::from_slice::<Head<'_>>(step) else { return true };
        match file.keep(&head) {
            Ok(()) => true,
            Err(trouble) => {
                self.fail(trouble);
                false
            }
        }
    }

    /// The same of a `fail`. The `first` step may be the refusal of a call whose state was not looked
    /// at: that one ends no flow.
    pub(crate) fn keep_last(&mut self, step: &[u8], first: bool) {
        let head = || serde_json::from_slice::<Head<'_>>(step).ok();
        let says_where = !first || head().is_some_and(|head| head.state.is_some());
        if says_where && step.starts_with(br#"{"step":"fail""#) {
            self.keep(step);
        }
    }
}
