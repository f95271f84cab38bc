//! Many flows at once, each in one place at a time: in the queue with a request that has not left,
//! under way, or in `wakes` until its wait is over. What is in the queue is looked at in the order of
//! the jobs.

mod flows;
mod sending;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use spravka_core::value::Timestamp;
use spravka_host::Id;
use spravka_host::budget::Budget;
use spravka_host::event::{Kind, Sent};
use spravka_host::lanes::Lanes;
use spravka_host::stopped::Stopped;
use spravka_host::wish::Wanted;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use self::watch::Watch;
use super::core::{Event, Flow};
use super::jobs::{Script, Source, Turn};
use super::mail::{Mail, Message};
use super::settings::Settings;
use super::timer::Timer;

pub(super) struct Engine<S: Script> {
    script: S,
    settings: Rc<Settings>,
    source: Source,
    is_pulling: bool,
    mail: Mail,
    tasks: BTreeMap<u64, Open<S::Task>>,
    flows: BTreeMap<Id, Flow>,
    /// Requests that have not left.
    queue: BTreeMap<Id, Wanted>,
    /// Requests that have, and tokens that are being put away.
    under_way: BTreeMap<Id, (Wanted, AbortController)>,
    storing: BTreeSet<Id>,
    wakes: BTreeSet<(Timestamp, Id)>,
    lanes: Lanes,
    budget: Budget,
    stopped: Option<Stopped>,
    /// The next moment at which a request in the queue may leave.
    next_gate: Option<Timestamp>,
    /// Results that nobody has taken.
    ready: BTreeMap<u64, Vec<u8>>,
    /// How many jobs were taken up, and the first whose result is not out.
    begun: u64,
    shown: u64,
    /// Thrown by the iterator of the jobs.
    trouble: Option<JsValue>,
    is_aborted: bool,
    _watch: Option<Watch>,
}

struct Open<T> {
    task: T,
    calls: u32,
}

impl<S: Script> Engine<S> {
    pub(super) fn new(script: S, settings: Settings, source: Source) -> Result<Self, JsValue> {
        let mail = Mail::default();
        let watch =
            settings.signal.as_ref().map(|signal| Watch::over(signal, &mail)).transpose()?;
        Ok(Self {
            script,
            source,
            is_pulling: false,
            mail,
            tasks: BTreeMap::new(),
            flows: BTreeMap::new(),
            queue: BTreeMap::new(),
            under_way: BTreeMap::new(),
            storing: BTreeSet::new(),
            wakes: BTreeSet::new(),
            lanes: settings.lanes(),
            budget: settings.budget(),
            stopped: settings.stopped(),
            next_gate: None,
            ready: BTreeMap::new(),
            begun: 0,
            shown: 0,
            trouble: None,
            is_aborted: false,
            _watch: watch,
            settings: Rc::new(settings),
        })
    }

    /// The next result.
    ///
    /// # Errors
    /// What the iterator of the jobs has thrown, after the results of those before.
    pub(super) async fn next(&mut self) -> Result<Option<String>, JsValue> {
        loop {
            while let Some(message) = self.mail.take() {
                self.hear(message);
            }
            if self.settings.is_aborted() {
                self.abort();
            }
            if let Some(result) = self.shown() {
                return Ok(Some(String::from_utf8(result).unwrap_or_default()));
            }
            if self.admit() | self.wake() | self.send() {
                continue;
            }
            if self.tasks.is_empty() && !self.is_pulling {
                return self.trouble.take().map_or(Ok(None), Err);
            }
            self.rest().await;
        }
    }

    fn shown(&mut self) -> Option<Vec<u8>> {
        let first = *self.ready.first_key_value()?.0;
        if self.settings.is_ordered && first != self.shown {
            return None;
        }
        self.shown += 1;
        self.ready.remove(&first)
    }

    /// Takes up a job where there is room for one.
    fn admit(&mut self) -> bool {
        let open = self.tasks.len() + self.ready.len();
        if self.is_aborted || self.is_pulling || open >= self.lanes.window() {
            return false;
        }
        match &mut self.source {
            Source::Over => return false,
            Source::One(job) => match job.take() {
                Some((job, files)) => self.begin(job, files),
                None => self.source = Source::Over,
            },
            Source::Many { iterator, next } => {
                let (pull, mail) =
                    (Source::pull(iterator.clone(), next.clone()), self.mail.clone());
                self.is_pulling = true;
                spawn_local(async move { mail.post(Message::Job(pull.await)) });
            }
        }
        true
    }

    fn begin(&mut self, job: String, files: JsValue) {
        let index = self.begun;
        self.begun += 1;
        let (task, turn) = self.script.begin(index, job, files);
        self.tasks.insert(index, Open { task, calls: 0 });
        self.follow(index, turn);
    }

    fn follow(&mut self, index: u64, turn: Turn) {
        match turn {
            Turn::Start(jobs) => {
                jobs.into_iter().for_each(|(name, job)| self.start(index, name, job))
            }
            Turn::Done(result) => {
                self.tasks.remove(&index);
                self.ready.insert(index, result);
            }
        }
    }

    /// Goes on with the flows whose wait is over.
    fn wake(&mut self) -> bool {
        let now = self.settings.now();
        let mut moved = false;
        while let Some((at, id)) = self.wakes.first().copied()
            && at <= now
        {
            self.wakes.remove(&(at, id));
            if let Some(flow) = self.flows.get_mut(&id) {
                let wish = flow.resume(&Event::elapsed(), now);
                self.place(id, wish);
            }
            moved = true;
        }
        moved
    }

    /// Nothing can be done now: waits for whatever happens first.
    async fn rest(&mut self) {
        let wake = self.wakes.first().map(|(at, _)| *at);
        let next = [wake, self.next_gate].into_iter().flatten().min();
        let left = next.map(|next| next.since(self.settings.now()));
        let _timer = left.map(|left| self.ask_for_time(left));
        let message = self.mail.next().await;
        self.hear(message);
    }

    fn ask_for_time(&self, ms: u64) -> Timer {
        let (time, timer) = match self.settings.sleep(ms) {
            Some(own) => (own, Timer::none()),
            None => {
                let (promise, timer) = Timer::after(ms);
                (promise.map_or(JsValue::UNDEFINED, JsValue::from), timer)
            }
        };
        let mail = self.mail.clone();
        spawn_local(async move {
            // A sleep that was broken off is over as well.
            let _ = super::interop::settled(time).await;
            mail.post(Message::Time);
        });
        timer
    }

    fn hear(&mut self, message: Message) {
        match message {
            Message::Job(job) => {
                self.is_pulling = false;
                match job {
                    Ok(Some((job, files))) if !self.is_aborted => self.begin(job, files),
                    Ok(_) => self.source = Source::Over,
                    Err(thrown) => {
                        self.source = Source::Over;
                        self.trouble.get_or_insert(thrown);
                    }
                }
            }
            Message::Came(id, came) => self.came(id, came),
            Message::Stored(id, is_safe) => self.stored(id, is_safe),
            Message::Time => {}
            Message::Aborted => self.abort(),
        }
    }

    /// Begins nothing new, and hands out what is open as it stands.
    fn abort(&mut self) {
        if std::mem::replace(&mut self.is_aborted, true) {
            return;
        }
        self.source = Source::Over;
        self.wakes.clear();
        for id in self.flows.keys().copied().collect::<Vec<Id>>() {
            if let Some((wanted, controller)) = self.under_way.get(&id) {
                // Nobody would give tokens a second time.
                if wanted.grant.is_some() {
                    continue;
                }
                controller.abort();
                self.came(
                    id,
                    super::mail::Came::Event(Event::failure(Kind::Interrupted, Sent::Maybe)),
                );
            } else if self.queue.contains_key(&id) {
                self.put_back(id);
            } else if !self.storing.contains(&id) {
                self.over(id);
            }
        }
    }
}
