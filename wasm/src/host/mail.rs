//! What promises tell the engine, as they are kept.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use spravka_host::Id;
use wasm_bindgen::JsValue;

use super::core::Event;

pub(super) enum Message {
    /// The next job and its files; nothing: there are no more.
    Job(Result<Option<(String, JsValue)>, JsValue>),
    Came(Id, Came),
    /// Whether the tokens of a flow were put away.
    Stored(Id, bool),
    /// The wait that the engine has asked for last is over.
    Time,
    Aborted,
}

/// What came of a request.
pub(super) enum Came {
    Event(Event),
    /// A secret is missing.
    NoSecret(String),
    /// It was not sent: an error as JSON.
    Unsent(String),
}

/// A box for messages, of one thread.
#[derive(Clone, Default)]
pub(super) struct Mail(Rc<RefCell<Letters>>);

#[derive(Default)]
struct Letters {
    waiting: VecDeque<Message>,
    reader: Option<Waker>,
}

impl Mail {
    pub(super) fn post(&self, message: Message) {
        let mut letters = self.0.borrow_mut();
        letters.waiting.push_back(message);
        if let Some(reader) = letters.reader.take() {
            drop(letters);
            reader.wake();
        }
    }

    pub(super) fn take(&self) -> Option<Message> {
        self.0.borrow_mut().waiting.pop_front()
    }

    pub(super) async fn next(&self) -> Message {
        poll_fn(|context| {
            let mut letters = self.0.borrow_mut();
            match letters.waiting.pop_front() {
                Some(message) => Poll::Ready(message),
                None => {
                    letters.reader = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}
