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

#[expect(clippy::disallowed_types, reason = "tests measure")]
pub(crate) fn timed<T>(what: impl FnOnce() -> T) -> (T, std::time::Duration) {
    let started = std::time::Instant::now();
    (what(), started.elapsed())
}

/// Another one in each run, unless one is given to see a failure again.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "not a secret")]
pub(crate) fn seed() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    let given = std::env::var("SPRAVKA_SEED").ok().and_then(|text| text.parse().ok());
    let seed = given.unwrap_or_else(|| RandomState::new().hash_one(0));
    println!("SPRAVKA_SEED={seed}");
    seed
}

#[cfg(unix)]
pub(crate) fn random(seed: u64, index: usize) -> u64 {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    BuildHasherDefault::<DefaultHasher>::default().hash_one((seed, index))
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

/// For the sandbox's person who goes the plain way, or for another one.
pub(crate) fn application(snils: &str) -> String {
    format!(
        r#"{{"application":{{"applicant_type":"person","last_name":"Заявителев","first_name":"Иван","patronymic":"Тестович","birth_date":"1900-01-01","gender":"male","inn":"980000000101","snils":"{snils}","passport":"0000000001","passport_issued_on":"1920-02-20","passport_issuer":"ОВД 1","passport_issuer_code":"520000","email":"a@sandbox.invalid","phone":"+79900000000","region":52,"city":"Примерск","address":"Тестовая 1","products":[224,226],"offer_joining":true}}}}"#
    )
}

/// The applicant's documents: a ZIP of files that are stored, not deflated.
pub(crate) fn archive() -> Vec<u8> {
    let names = ["Application.pdf", "Passport 1.jpg", "Passport 2.jpg", "SNILS.jpg", "Photo.jpg"];
    let (mut files, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let offset = u32::try_from(files.len()).unwrap();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        // Version, flags, method, time, date, check sum, two sizes, two lengths.
        let about = [
            &[20, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0x83, 0x16, 0xdc, 0x8c, 1, 0, 0, 0, 1, 0, 0, 0][..],
            &length,
            &[0, 0],
        ]
        .concat();
        files.extend([b"PK\x03\x04", about.as_slice(), name.as_bytes(), b"x"].concat());
        directory.extend([b"PK\x01\x02\x14\0", about.as_slice(), &[0; 10]].concat());
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let start = u32::try_from(files.len()).unwrap().to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0\x05\0\x05\0"[..], &size, &start, &[0, 0]].concat();
    [files, directory, end].concat()
}

pub(crate) const SIGNATURE: &[u8] = b"\x30\x82\x01\x00signature";

/// PKCS#10 with a common name and a key of GOST 2012.
pub(crate) fn certificate_request() -> Vec<u8> {
    fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let value = parts.concat();
        [vec![tag, u8::try_from(value.len()).unwrap()], value].concat()
    }
    let oid = |bytes: &[u8]| tlv(6, &[bytes]);
    let name = tlv(0x31, &[&tlv(0x30, &[&oid(&[0x55, 4, 3]), &tlv(0x0c, &[b"X"])])]);
    let key = oid(&[0x2a, 0x85, 3, 7, 1, 1, 1, 1]);
    let key = tlv(0x30, &[&tlv(0x30, &[&key]), &tlv(3, &[&[0, 4, 1, 7]])]);
    let info = tlv(0x30, &[&[2, 1, 0], &tlv(0x30, &[&name]), &key, &tlv(0xa0, &[])]);
    let algorithm = tlv(0x30, &[&oid(&[0x2a, 0x85, 3, 7, 1, 1, 3, 2])]);
    tlv(0x30, &[&info, &algorithm, &tlv(3, &[&[0, 1]])])
}

/// A folder with the files of a submission.
pub(crate) fn submission() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("documents.zip", &archive());
    write("documents.zip.sig", SIGNATURE);
    write("request.p10", &certificate_request());
    folder
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
        Self::with_delay("0")
    }

    pub(crate) fn with_delay(delay: &str) -> Self {
        let mut child = spravka(&["sandbox", "--listen", "127.0.0.1:0", "--delay", delay])
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

    /// What the sandbox has counted under this name.
    pub(crate) fn count(&self, name: &str) -> u64 {
        self.counters().get(name).copied().unwrap_or(0)
    }

    /// All that it has counted.
    pub(crate) fn counters(&self) -> std::collections::BTreeMap<String, u64> {
        serde_json::from_str(&self.get("/__sandbox/counters")).unwrap()
    }

    /// When the requests of a call came, in milliseconds.
    pub(crate) fn arrivals(&self, call: &str) -> Vec<i64> {
        let all: Vec<(String, i64)> =
            serde_json::from_str(&self.get("/__sandbox/arrivals")).unwrap();
        all.into_iter().filter(|(name, _)| name == call).map(|(_, at)| at).collect()
    }

    fn get(&self, path: &str) -> String {
        let address = self.origin.strip_prefix("http://").unwrap();
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
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
