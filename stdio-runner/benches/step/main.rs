//! `cargo bench -p spravka --bench step`: how fast `spravka step` is, as Markdown, beside bare reads of
//! the same lines and peers that do the same work, where they are installed.
//!
//! Everything takes turns, and the best of the rounds counts: a machine that others use is slower for
//! a while, and never faster. Programs read a file and write to nowhere. Only the ratios travel.
//! `-- --quick` tries it out; `SPRAVKA_BENCH_LINES` sets how many lines there are (200,000).
#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, clippy::disallowed_types, reason = "a benchmark needs a clock")]

mod clock;
mod peers;
mod report;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::de::IgnoredAny;
use serde_json::Value;

use self::clock::Clock;
use self::report::{Grown, Measured};

const RECORD: &str = include_str!("../kz_record.json");
const SPRAVKA: &str = env!("CARGO_BIN_EXE_spravka");

/// Something that is timed, and how many lines it goes through.
struct Candidate<'a> {
    name: String,
    lines: usize,
    run: Box<dyn Fn() -> Duration + 'a>,
}

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let lines = std::env::var_os("SPRAVKA_BENCH_LINES")
        .and_then(|lines| lines.to_str()?.parse().ok())
        .unwrap_or(if quick { 2_000 } else { 200_000 });
    let rounds = if quick { 1 } else { 5 };
    let work = tempfile::tempdir().unwrap();
    let short = line(1);
    let out = spravka_core::dispatch(short.as_bytes());
    assert!(out.starts_with(b"{\"step\":\"done\""));

    let (peers, missing) = peers::all();
    let conversation = spravka_tests::case("kz_info/exec_proc_info/found").last_call();
    for peer in &peers {
        peer.assert_agrees(&[short.clone(), line(3), conversation.clone()]);
    }

    let all = file(work.path(), &short, lines);
    let few = file(work.path(), &short, lines / peers::SLOW);
    // In memory, long enough for the clock's ticks.
    let often = lines * 20;
    let mut candidates = vec![program("`spravka step`", lines, || timed(&mut step(), &all))];
    for peer in &peers {
        let (file, lines) = if peer.is_slow { (&few, lines / peers::SLOW) } else { (&all, lines) };
        candidates.push(program(&peer.name, lines, || timed(&mut peer.command(), file)));
    }
    candidates.push(program("floor: `cat`", lines, || timed(&mut Command::new("cat"), &all)));
    candidates.push(program("floor: `serde_json` into `Value`, in memory", often, || {
        repeated(often, || serde_json::from_str::<Value>(black_box(&short)).unwrap())
    }));
    candidates.push(program("floor: `serde_json` into `IgnoredAny`, in memory", often, || {
        repeated(often, || serde_json::from_str::<IgnoredAny>(black_box(&short)).unwrap())
    }));

    let times = best(&candidates, rounds);
    let grown = |records: usize, count: usize| {
        let line = line(records);
        let file = file(work.path(), &line, count);
        let (whole, peak_kib) = watched(&file, rounds);
        Grown { lines: count, bytes: line.len(), whole, peak_kib }
    };
    let one = file(work.path(), r#"{"call":"operations"}"#, 1);
    let starts = [
        program("", 1, || timed(&mut step(), &one)),
        program("", 1, || timed(&mut Command::new("/bin/true"), &one)),
    ];
    let start = best(&starts, rounds * 10);
    let start = [0, 1].map(|at: usize| start.get(at).map_or(Duration::ZERO, |(_, time)| *time));
    let measured = Measured {
        quick,
        bytes: (short.len(), out.len()),
        lines,
        missing,
        growth: [lines / 4, lines].map(|count| grown(1, count)),
        bodies: [25, 800].map(|records| grown(records, (lines / records).max(20))),
        start,
        times,
    };
    println!("{}", report::text(&measured));
}

fn program<'a>(name: &str, lines: usize, run: impl Fn() -> Duration + 'a) -> Candidate<'a> {
    Candidate { name: name.to_owned(), lines, run: Box::new(run) }
}

fn step() -> Command {
    let mut command = Command::new(SPRAVKA);
    command.arg("step");
    command
}

/// The shortest time a line of each, by its name; another one begins each round.
fn best(candidates: &[Candidate<'_>], rounds: usize) -> Vec<(String, Duration)> {
    let mut best = vec![Duration::MAX; candidates.len()];
    for round in 0..rounds {
        for turn in 0..candidates.len() {
            let at = (round + turn) % candidates.len();
            let (Some(candidate), Some(best)) = (candidates.get(at), best.get_mut(at)) else {
                continue;
            };
            let lines = u32::try_from(candidate.lines).unwrap();
            *best = (*best).min((candidate.run)() / lines);
        }
    }
    candidates.iter().map(|candidate| candidate.name.clone()).zip(best).collect()
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

fn repeated<T>(times: usize, work: impl Fn() -> T) -> Duration {
    let clock = Clock::start();
    for _ in 0..times {
        black_box(work());
    }
    clock.stop()
}

fn timed(command: &mut Command, file: &Path) -> Duration {
    let clock = Clock::start();
    let status = command.stdin(File::open(file).unwrap()).stdout(Stdio::null()).status().unwrap();
    assert!(status.success());
    clock.stop()
}

/// The shortest time of `spravka step` for a whole file, and the peak of its memory.
fn watched(file: &Path, rounds: usize) -> (Duration, u64) {
    let mut peak_kib = 0;
    let mut run = || {
        let clock = Clock::start();
        let mut step = step();
        let step = step.stdin(File::open(file).unwrap()).stdout(Stdio::null());
        let mut child = step.spawn().unwrap();
        // Looked at while it runs; the high-water mark does not fall.
        while child.try_wait().unwrap().is_none() {
            peak_kib = high_water_kib(child.id()).unwrap_or(0).max(peak_kib);
            std::thread::sleep(Duration::from_millis(5));
        }
        clock.stop()
    };
    let whole = (0..rounds).map(|_| run()).min().unwrap();
    (whole, peak_kib)
}

fn high_water_kib(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
