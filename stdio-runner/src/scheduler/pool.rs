//! Threads that wait for answers, and do nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use spravka_core::Filled;

use super::{Id, Message};
use crate::inside::Event;
use crate::transport::Transport;

/// What came of a request.
pub(crate) struct Answer {
    pub(crate) id: Id,
    pub(crate) event: Event,
    worker: usize,
}

pub(crate) struct Pool {
    transport: Box<dyn Transport>,
    workers: Vec<Worker>,
    /// Those without work; the one that was busy last may still have a connection.
    idle: Vec<usize>,
    back: Sender<Message>,
}

struct Worker {
    requests: Sender<(Id, Filled)>,
    thread: JoinHandle<()>,
}

impl Pool {
    pub(crate) fn new(transport: Box<dyn Transport>, back: Sender<Message>) -> Self {
        Self { transport, workers: Vec::new(), idle: Vec::new(), back }
    }

    /// Sends a request; its answer comes as a message.
    pub(crate) fn send(&mut self, id: Id, request: Filled) {
        let index = self.idle.pop().unwrap_or_else(|| self.hire());
        let worker = self.workers.get(index);
        if worker.is_none_or(|worker| worker.requests.send((id, request)).is_err()) {
            let answer = Answer { id, event: Event::lost(), worker: index };
            let _ = self.back.send(Message::Answer(answer));
        }
    }

    pub(crate) fn is_free(&mut self, answer: &Answer) {
        self.idle.push(answer.worker);
    }

    fn hire(&mut self) -> usize {
        let worker = self.workers.len();
        let (requests, work) = channel::<(Id, Filled)>();
        let (mut transport, back) = (self.transport.another(), self.back.clone());
        let thread = thread::spawn(move || {
            while let Ok((id, request)) = work.recv() {
                let exchange = AssertUnwindSafe(|| transport.exchange(&request));
                let event = catch_unwind(exchange).unwrap_or_else(|_| Event::lost());
                if back.send(Message::Answer(Answer { id, event, worker })).is_err() {
                    return;
                }
            }
        });
        self.workers.push(Worker { requests, thread });
        worker
    }

    /// Lets those go who have nothing to do; a request that is still under way is left alone.
    pub(crate) fn close(self) {
        let Self { workers, idle, .. } = self;
        for (index, worker) in workers.into_iter().enumerate() {
            drop(worker.requests);
            if idle.contains(&index) {
                let _ = worker.thread.join();
            }
        }
    }
}
