//! The program while it runs.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use spravka_core::Filled;

use crate::clock::{Clock, Deadline};
use crate::event::{Event, Kind, Sent};
use crate::lines::{Line, Lines};

const ANSWER_CAP: usize = 64 * 1024 * 1024;
/// How long the program may take to end once its input is closed.
const GOODBYE_MS: u64 = 5_000;

pub(super) struct Running {
    child: Child,
    /// Dropped to close the program's input.
    requests: Option<Sender<Vec<u8>>>,
    events: Receiver<(u64, Event)>,
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
        let (heard, events) = channel();
        thread::spawn(move || write(input, &to_write));
        thread::spawn(move || read(output, &heard));
        Some(Self { child, requests: Some(requests), events })
    }

    pub(super) fn has_ended(&mut self) -> bool {
        // What still comes before the next request answers none that is open.
        loop {
            match self.events.try_recv() {
                Ok(_) => {}
                Err(TryRecvError::Empty) => return false,
                Err(TryRecvError::Disconnected) => return true,
            }
        }
    }

    pub(super) fn ask(&mut self, id: u64, filled: &Filled) -> Event {
        let (Some(line), Some(requests)) = (line(id, filled), &self.requests) else {
            return Event::failure(Kind::Connect, Sent::No);
        };
        if requests.send(line).is_err() {
            return Event::lost();
        }
        let deadline = Deadline::in_ms(filled.timeout_ms);
        loop {
            match self.events.recv_timeout(deadline.left()) {
                Ok((answered, event)) if answered == id => return event,
                // Too late an answer to a request that has timed out.
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => {
                    return Event::failure(Kind::Timeout, Sent::Maybe);
                }
                Err(RecvTimeoutError::Disconnected) => return Event::lost(),
            }
        }
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
            Clock::Real.wait(10);
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

fn read(output: ChildStdout, heard: &Sender<(u64, Event)>) {
    let mut lines = Lines::new(output, ANSWER_CAP);
    while let Ok(Some(line)) = lines.next() {
        let Line::Whole(line) = line else { continue };
        let Ok(answer) = serde_json::from_slice::<Answer<'_>>(line) else { continue };
        let event = answer.event.and_then(|event| Event::parse(event.get(), false));
        if heard.send((answer.id, event.unwrap_or_else(Event::lost))).is_err() {
            return;
        }
    }
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
