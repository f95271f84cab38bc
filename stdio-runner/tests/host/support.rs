//! The command, run as a user would.

use std::io::Write;
#[cfg(feature = "http")]
use std::io::{BufRead, BufReader, Read};
#[cfg(feature = "http")]
use std::net::TcpListener;
#[cfg(feature = "http")]
use std::process::{Child, ChildStdout};
use std::process::{Command, Stdio};

/// A run that is over.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    pub(crate) fn lines(&self) -> Vec<&str> {
        assert!(self.out.is_empty() || self.out.ends_with('\n'), "{}", self.out);
        self.out.lines().collect()
    }

    /// Its one line.
    pub(crate) fn line(&self) -> &str {
        let lines = self.lines();
        assert_eq!(lines.len(), 1, "{}{}", self.out, self.err);
        lines[0]
    }
}

/// Nothing of this environment gets in but what finds programs.
pub(crate) fn spravka(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spravka"));
    command.args(args).env_clear().env("PATH", path());
    command
}

#[expect(clippy::disallowed_methods, reason = "not a secret")]
pub(crate) fn path() -> String {
    std::env::var("PATH").unwrap_or_default()
}

pub(crate) fn run(mut command: Command, input: &[u8]) -> Ended {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A command that stops early leaves its input unread.
    let writing = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn play(args: &[&str], input: &str) -> Ended {
    run(spravka(args), input.as_bytes())
}

/// The secrets of the sandbox, as variables.
pub(crate) fn secrets() -> Vec<(String, String)> {
    spravka_sandbox::secrets()
        .iter()
        .map(|(name, value)| (spravka_core::error::variable(name), (*value).to_owned()))
        .collect()
}

#[cfg(feature = "http")]
/// `spravka sandbox --listen`, until it is dropped.
pub(crate) struct Listener {
    child: Child,
    _stdout: BufReader<ChildStdout>,
    pub(crate) origin: String,
}

#[cfg(feature = "http")]
impl Listener {
    pub(crate) fn start() -> Self {
        let mut child = spravka(&["sandbox", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let origin = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { child, _stdout: stdout, origin }
    }

    /// `spravka` with the transport `http`, the sandbox's secrets and this origin.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = spravka(args);
        command.args(["--transport", "http", "--test-origin", &self.origin]).envs(secrets());
        command
    }
}

#[cfg(feature = "http")]
impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(feature = "http")]
/// One request, as it came; the answer is `answer`.
pub(crate) fn serve_once(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", server.local_addr().unwrap());
    let request = std::thread::spawn(move || {
        let (mut stream, _) = server.accept().unwrap();
        let mut request = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let read = stream.read(&mut piece).unwrap();
            request.extend(&piece[..read]);
            let text = String::from_utf8_lossy(&request).to_lowercase();
            let length = text
                .split("content-length: ")
                .nth(1)
                .map_or(0, |rest| rest.split("\r\n").next().unwrap().parse::<usize>().unwrap());
            let Some(head) = text.find("\r\n\r\n") else { continue };
            if request.len() >= head + 4 + length || read == 0 {
                break;
            }
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(request).unwrap()
    });
    (origin, request)
}

/// The state of a step.
pub(crate) fn state(step: &str) -> &str {
    #[derive(serde::Deserialize)]
    struct Stateful<'a> {
        #[serde(borrow)]
        state: &'a serde_json::value::RawValue,
    }
    serde_json::from_str::<Stateful<'_>>(step).unwrap().state.get()
}
