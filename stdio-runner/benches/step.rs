//! `cargo bench -p spravka`: how fast `spravka step` is, against a bare parse of the same lines and
//! against the same work in Node.js and jq, where they are installed.
//!
//! The floor is `serde_json` reading every line into `IgnoredAny` in this process, without input
//! and output. Programs read a file and write to nowhere. Only the ratios travel from machine to
//! machine. `SPRAVKA_BENCH_LINES` sets how many lines there are (200,000).
#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, clippy::disallowed_types, reason = "a benchmark needs a clock")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::de::IgnoredAny;

const RECORD: &str = include_str!("kz_record.json");
const SPRAVKA: &str = env!("CARGO_BIN_EXE_spravka");
const BENCHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches");

fn main() {
    let lines: usize = std::env::var_os("SPRAVKA_BENCH_LINES")
        .and_then(|lines| lines.to_str()?.parse().ok())
        .unwrap_or(200_000);
    let work = tempfile::tempdir().unwrap();
    let short = line(1);
    let out = spravka_core::dispatch(short.as_bytes());
    assert!(out.starts_with(b"{\"step\":\"done\""));
    println!("lines of {} bytes with one KZ Info record; {} bytes out", short.len(), out.len());

    let file = file(work.path(), &short, lines);
    let step = play(&["step"], &file, lines);
    let report = |what: &str, a_line: Duration| {
        let ratio = a_line.as_secs_f64() / step.a_line.as_secs_f64();
        println!("  {what:<42} {a_line:>9.2?} a line  {ratio:>6.2}");
    };
    report("spravka step", step.a_line);
    report("bare parse, IgnoredAny, in memory", floor(&short, lines));
    let node = [&format!("{BENCHES}/peer.mjs")];
    if let Some(node) = peer("node", &node.map(String::as_str), &file, lines) {
        report("Node.js by hand, without checks", node);
    }
    let jq = ["-c".to_owned(), "-f".to_owned(), format!("{BENCHES}/peer.jq")];
    let few = self::file(work.path(), &short, lines / 10);
    if let Some(jq) = peer("jq", &jq.each_ref().map(String::as_str), &few, lines / 10) {
        report("jq, without checks", jq);
    }

    println!("growth");
    for count in [lines / 10, lines] {
        let file = self::file(work.path(), &short, count);
        let Played { a_line, peak_kib } = play(&["step"], &file, count);
        println!("  {count:>9} lines   {a_line:>9.2?} a line, peak {peak_kib} KiB");
    }
    for records in [25, 800] {
        let long = line(records);
        let count = (lines / records).max(20);
        let file = self::file(work.path(), &long, count);
        let Played { a_line, peak_kib } = play(&["step"], &file, count);
        let a_byte = a_line.as_secs_f64() * 1e9 / f64::from(u32::try_from(long.len()).unwrap());
        println!("  {:>9} bytes   {a_byte:>6.2} ns a byte, peak {peak_kib} KiB", long.len());
    }

    let one = self::file(work.path(), "{\"call\":\"operations\"}", 1);
    let start = best(20, || timed(Command::new(SPRAVKA).arg("step"), &one));
    let nothing = best(20, || timed(&mut Command::new("/bin/true"), &one));
    println!("start-up with one line {start:.2?}, /bin/true {nothing:.2?}");
}

/// A `resume` call whose answer holds this many records.
fn line(records: usize) -> String {
    let start = spravka_core::dispatch(
        br#"{"call":"start","operation":"kz_info.exec_proc_info","input":{"iin":"000101300019"},"now":"2026-11-21T09:00:00Z"}"#,
    );
    let start = String::from_utf8(start).unwrap();
    let state = spravka_tests::state_of(&start).unwrap();
    let record = spravka_tests::json_text::compact(RECORD);
    let body = vec![record.as_str(); records].join(",");
    format!(
        r#"{{"call":"resume","state":{state},"input":{{"iin":"000101300019"}},"event":{{"response":{{"status":200,"headers":{{"content-type":"application/json"}},"json":[{body}]}}}},"now":"2026-11-21T09:00:01Z"}}"#
    )
}

fn file(directory: &Path, line: &str, lines: usize) -> PathBuf {
    let path = directory.join(format!("{lines}-{}.ndjson", line.len()));
    let mut file = BufWriter::new(File::create(&path).unwrap());
    for _ in 0..lines {
        writeln!(file, "{line}").unwrap();
    }
    file.flush().unwrap();
    path
}

fn floor(line: &str, lines: usize) -> Duration {
    let parse = || {
        let begin = Instant::now();
        for _ in 0..lines {
            let ignored: IgnoredAny = serde_json::from_str(std::hint::black_box(line)).unwrap();
            std::hint::black_box(ignored);
        }
        begin.elapsed()
    };
    each(best(3, parse), lines)
}

struct Played {
    a_line: Duration,
    peak_kib: u64,
}

/// Time a line, the best of three, and the peak of memory.
fn play(arguments: &[&str], file: &Path, lines: usize) -> Played {
    let mut peak_kib = 0;
    let whole = best(3, || {
        let begin = Instant::now();
        let mut child = Command::new(SPRAVKA)
            .args(arguments)
            .stdin(File::open(file).unwrap())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Looked at while it runs; the high-water mark does not fall.
        while child.try_wait().unwrap().is_none() {
            peak_kib = high_water_kib(child.id()).unwrap_or(0).max(peak_kib);
            std::thread::sleep(Duration::from_millis(5));
        }
        begin.elapsed()
    });
    Played { a_line: each(whole, lines), peak_kib }
}

/// `None` where the program is not installed.
fn peer(program: &str, arguments: &[&str], file: &Path, lines: usize) -> Option<Duration> {
    Command::new(program).arg("--version").stdout(Stdio::null()).status().ok()?;
    Some(each(best(2, || timed(Command::new(program).args(arguments), file)), lines))
}

fn timed(command: &mut Command, file: &Path) -> Duration {
    let begin = Instant::now();
    let status = command.stdin(File::open(file).unwrap()).stdout(Stdio::null()).status().unwrap();
    assert!(status.success());
    begin.elapsed()
}

fn high_water_kib(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn each(whole: Duration, lines: usize) -> Duration {
    whole / u32::try_from(lines).unwrap()
}

fn best(times: usize, mut measure: impl FnMut() -> Duration) -> Duration {
    (0..times).map(|_| measure()).min().unwrap()
}
