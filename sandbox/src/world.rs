//! What the sandbox remembers from one request to the next.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use crate::Reply;
use crate::bitrix24::Portal;
use crate::fssp::Task;
use crate::osnovanie::Office;
use crate::sber::Tokens;
use crate::spectrum_data::Reports;

/// As many arrivals are remembered.
const ARRIVALS: usize = 10_000;

#[derive(Default)]
pub struct World {
    /// Of the present request.
    pub(crate) now_ms: i64,
    counters: BTreeMap<String, u64>,
    arrivals: VecDeque<(String, i64)>,
    turns: BTreeMap<String, u64>,
    pub(crate) tasks: BTreeMap<String, Task>,
    /// Kopecks.
    pub(crate) api_cloud_spent: u64,
    pub(crate) bitrix24: Portal,
    pub(crate) osnovanie: Office,
    pub(crate) parser_api_requests: u64,
    pub(crate) sber: Tokens,
    pub(crate) spectrum: Reports,
}

impl World {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many requests arrived, by call (`fssp.search_physical`) and by call and subject
    /// (`kz_info.exec_proc_info/000101300019`). `<call>.refused` counts those that the provider
    /// turned down for what they were: path, method, secret, parameters. A path that no provider
    /// has counts as `unknown`, a wrong path of a provider as `<provider>.unknown`.
    /// `osnovanie.<call>.executed/<subject>` and `bitrix24.<method>.executed/<subject>` count the
    /// writes that were carried out, whatever was answered, `spectrum_data.make.executed/<subject>`
    /// the reports that were made.
    #[must_use]
    pub fn counters(&self) -> &BTreeMap<String, u64> {
        &self.counters
    }

    /// The last 10,000 requests by call, each with the time at which it arrived in milliseconds.
    #[must_use]
    pub fn arrivals(&self) -> &VecDeque<(String, i64)> {
        &self.arrivals
    }

    /// Counts the request and answers it; `Err` is a refusal.
    pub(crate) fn serve(
        &mut self,
        call: &str,
        subject: Option<&str>,
        answer: impl FnOnce(&mut Self) -> Result<Reply, Reply>,
    ) -> Reply {
        self.count(call.to_owned());
        if self.arrivals.len() == ARRIVALS {
            self.arrivals.pop_front();
        }
        self.arrivals.push_back((call.to_owned(), self.now_ms));
        if let Some(subject) = subject {
            self.count(format!("{call}/{subject}"));
        }
        match answer(self) {
            Ok(reply) => reply,
            Err(refusal) => {
                self.count(format!("{call}.refused"));
                refusal
            }
        }
    }

    /// How often this key took its turn before; for answers that differ the first time.
    pub(crate) fn turn(&mut self, key: String) -> u64 {
        let turns = self.turns.entry(key).or_default();
        *turns += 1;
        *turns - 1
    }

    pub(crate) fn count(&mut self, key: String) {
        *self.counters.entry(key).or_default() += 1;
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "World({} counters, {} tasks)", self.counters.len(), self.tasks.len())
    }
}
