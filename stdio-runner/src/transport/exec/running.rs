//! The program while it runs.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use spravka_core::Filled;
use spravka_host::event::{Kind, Sent};

use crate::clock::Deadline;
use crate::inside::Event;
use crate::lines::{Line, Lines};

const ANSWER_CAP: usize = 64 * 1024 * 1024;
/// How long the program may take to end once its input is closed.
const GOODBYE_MS: u64 = 5_000;

pub(super) struct Running {
    child: Child,
    /// Dropped to close the program's input.
    requests: Option<Sender<Vec<u8>>>,
    open: Open,
}

/// Those who wait for an answer, by the id of their request.
type Waiting = BTreeMap<u64, Sender<Event>>;

/// `None` once the program has ended.
#[derive(Clone)]
struct Open(Arc<Mutex<Option<Waiting>>>);

/// A request that the program has got.
pub(super) struct Asked {
    id: u64,
    answer: Receiver<Event>,
    open: Open,
}

#[derive(Serialize)]
struct Ask<'a> {
    id: u64,
    request: AskRequest<'a>,
}

#[derive(Serialize)]
struct AskRequest<'a> {
    method: &'a str,
    url: &'a str,
    headers: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    timeout_ms: u64,
    /// The client certificate to present.
    #[serde(skip_serializing_if = "Option::is_none")]
    tls_identity: Option<&'a str>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    id: u64,
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
}

impl Running {
    pub(super) fn start(command: &str) -> Option<Self> {
        let mut child = Command::new("sh")
            .args(["-c", command])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (input, output) = (child.stdin.take()?, child.stdout.take()?);
        let (requests, to_write) = channel();
        let open = Open(Arc::new(Mutex::new(Some(BTreeMap::new()))));
        let answered = open.clone();
        thread::spawn(move || write(input, &to_write));
        thread::spawn(move || read(output, &answered));
        Some(Self { child, requests: Some(requests), open })
    }

    pub(super) fn has_ended(&self) -> bool {
        self.open.with(|open| open.is_none())
    }

    /// `None` where nothing was handed to it.
    pub(super) fn ask(&mut self, id: u64, filled: &Filled) -> Option<Asked> {
        let line = line(id, filled)?;
        let (sender, answer) = channel();
        // Where it has ended in the meantime the sender is dropped, which loses the request.
        self.open.with(|open| open.as_mut().map(|open| open.insert(id, sender)));
        let _ = self.requests.as_ref()?.send(line);
        Some(Asked { id, answer, open: self.open.clone() })
    }
}

impl Asked {
    pub(super) fn wait(self, timeout_ms: u64) -> Event {
        let deadline = Deadline::in_ms(timeout_ms);
        let event = match self.answer.recv_timeout(deadline.left()) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => Event::failure(Kind::Timeout, Sent::Maybe),
            Err(RecvTimeoutError::Disconnected) => Event::lost(),
        };
        self.open.take(self.id);
        event
    }
}

impl Open {
    fn with<T>(&self, look: impl FnOnce(&mut Option<Waiting>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn take(&self, id: u64) -> Option<Sender<Event>> {
        self.with(|open| open.as_mut()?.remove(&id))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.requests = None;
        let deadline = Deadline::in_ms(GOODBYE_MS);
        while matches!(self.child.try_wait(), Ok(None)) {
            if deadline.left().is_zero() {
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

/// In a thread of its own: a program that does not read must not hold up the timeouts.
fn write(mut input: ChildStdin, lines: &Receiver<Vec<u8>>) {
    while let Ok(line) = lines.recv() {
        if input.write_all(&line).is_err() {
            return;
        }
    }
}

fn read(output: ChildStdout, open: &Open) {
    let mut lines = Lines::new(output, ANSWER_CAP);
    while let Ok(Some(line)) = lines.next() {
        let Line::Whole(line) = line else { continue };
        let Ok(answer) = serde_json::from_slice::<Answer<'_>>(line) else { continue };
        // Nobody waits where it comes too late, or was never asked for.
        let Some(asked) = open.take(answer.id) else { continue };
        let event = answer.event.and_then(|event| Event::parse(event.get(), false));
        let _ = asked.send(event.unwrap_or_else(Event::lost));
    }
    open.with(|open| *open = None);
}

fn line(id: u64, filled: &Filled) -> Option<Vec<u8>> {
    let body = filled.body.as_deref();
    let text = body.and_then(|body| std::str::from_utf8(body).ok());
    let request = AskRequest {
        method: &filled.method,
        url: &filled.url,
        headers: filled.headers.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect(),
        body: text,
        body_base64: body.filter(|_| text.is_none()).map(|body| STANDARD.encode(body)),
        timeout_ms: filled.timeout_ms,
        tls_identity: filled.tls_identity.as_deref(),
    };
    let mut line = serde_json::to_vec(&Ask { id, request }).ok()?;
    line.push(b'\n');
    Some(line)
}
