//! A server that repeats all that it was sent.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// 403, JSON, the request in what providers explain themselves with.
    Forbidden,
    /// 500 and a text.
    Broken,
    /// 200 and a page.
    Page,
    /// 200, JSON, and nothing that was to be expected.
    Odd,
    /// A record of KZ Info, with this claimant.
    Found(&'static str),
    /// Nothing, ever.
    Silent,
}

pub(super) struct Echo {
    pub(super) origin: String,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Echo {
    pub(super) fn start(mood: Mood) -> Self {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", server.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in server.incoming() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || answer(stream.unwrap(), mood, &kept));
            }
        });
        Self { origin, requests }
    }

    /// Every request that has come, as it came.
    pub(super) fn requests(&self) -> Vec<Vec<u8>> {
        self.requests.lock().unwrap().clone()
    }

    /// The first one.
    pub(super) fn wait(&self) -> Vec<u8> {
        for _ in 0..1_000 {
            if let Some(first) = self.requests().into_iter().next() {
                return first;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("no request has come");
    }
}

fn answer(mut stream: TcpStream, mood: Mood, kept: &Mutex<Vec<Vec<u8>>>) {
    let Some(request) = read(&mut stream) else { return };
    let text = String::from_utf8_lossy(&request).into_owned();
    kept.lock().unwrap().push(request);
    let quoted = serde_json::to_string(&text).unwrap();
    let (status, kind, body) = match mood {
        Mood::Forbidden => {
            let members = ["message", "error", "detail", "code", "cause", "exception"];
            let members = members.map(|name| format!(r#""{name}":{quoted}"#)).join(",");
            ("403 Forbidden", "application/json", format!("{{{members},{quoted}:1}}"))
        }
        Mood::Broken => ("500 Internal Server Error", "text/plain", text.clone()),
        Mood::Page => ("200 OK", "text/html", format!("<html>{text}</html>")),
        Mood::Odd => {
            let body = format!(
                r#"{{"status":{quoted},"result":{quoted},"response":{quoted},{quoted}:{quoted}}}"#
            );
            ("200 OK", "application/json", body)
        }
        Mood::Found(claimant) => {
            let claimant = serde_json::to_string(claimant).unwrap();
            let body = format!(
                r#"[{{"exec_proc":"90000001","recoverer_title":{claimant},"debtor_iin":"000101300019"}}]"#
            );
            ("200 OK", "application/json", body)
        }
        Mood::Silent => {
            std::thread::sleep(Duration::from_secs(60));
            return;
        }
    };
    // The first line has the address, and so the keys of three providers.
    let line = text.lines().next().unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nx-request-id: {line}\r\nrquid: {line}\r\nset-cookie: a={line}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body.as_bytes());
}

fn read(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut piece = [0; 65_536];
    loop {
        let read = stream.read(&mut piece).ok()?;
        request.extend(&piece[..read]);
        let text = String::from_utf8_lossy(&request).to_lowercase();
        let head = text.find("\r\n\r\n");
        let length = text.split("content-length: ").nth(1);
        let length = length.map_or(0, |rest| rest.split("\r\n").next().unwrap().parse().unwrap());
        match head {
            Some(head) if request.len() >= head + 4 + length => return Some(request),
            _ if read == 0 => return None,
            _ => {}
        }
    }
}
