//! `cargo bench -p spravka`: how fast `spravka step` is, against a bare parse of the same lines.
//!
//! The floor is `serde_json` reading every line into `IgnoredAny` in this process, without input
//! and output. Only the ratios travel from machine to machine. `SPRAVKA_BENCH_LINES` sets how many
//! lines there are (200,000).
#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, clippy::disallowed_types, reason = "a benchmark needs a clock")]

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde::de::IgnoredAny;

const RECORD: &str = include_str!("kz_record.json");

fn main() {
    let lines: usize = std::env::var_os("SPRAVKA_BENCH_LINES")
        .and_then(|lines| lines.to_str()?.parse().ok())
        .unwrap_or(200_000);
    let short = line(1);
    println!("a line of {} bytes, one KZ Info record; {lines} lines", short.len());
    let floor = floor(&short, lines);
    println!("  bare parse, IgnoredAny           {:>9.1?} a line  1.0", floor);
    let (per_line, peak, bytes_out) = step(&short, lines);
    let ratio = per_line.as_secs_f64() / floor.as_secs_f64();
    let rate = 1.0 / per_line.as_secs_f64();
    println!("  spravka step                     {per_line:>9.1?} a line  {ratio:.1}");
    println!("  {rate:.0} lines a second, {bytes_out} bytes out a line, peak {peak} KiB");

    println!("growth: the same {} lines in tenths", lines);
    for part in [lines / 10, lines] {
        let (per_line, peak, _) = step(&short, part);
        println!("  {part:>9} lines                {per_line:>9.1?} a line, peak {peak} KiB");
    }
    println!("growth: longer bodies, per byte");
    for records in [25, 800] {
        let long = line(records);
        let count = (lines / records / 2).max(20);
        let (per_line, peak, _) = step(&long, count);
        let per_byte = per_line.as_secs_f64() * 1e9 / f64::from(u32::try_from(long.len()).unwrap());
        println!(
            "  {:>9} bytes a line       {per_byte:>7.2} ns a byte, peak {peak} KiB",
            long.len()
        );
    }

    let call = "{\"call\":\"operations\"}\n";
    let start = best(20, || run(&["step"], call.as_bytes(), 1));
    let nothing = best(20, || {
        let begin = Instant::now();
        Command::new("/bin/true").status().unwrap();
        begin.elapsed()
    });
    println!("start-up with one line: {start:.2?}; /bin/true: {nothing:.2?}");
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

fn floor(line: &str, lines: usize) -> Duration {
    let parse = || {
        let begin = Instant::now();
        for _ in 0..lines {
            let ignored: IgnoredAny = serde_json::from_str(std::hint::black_box(line)).unwrap();
            std::hint::black_box(ignored);
        }
        begin.elapsed()
    };
    best(3, parse) / u32::try_from(lines).unwrap()
}

/// Time a line, peak memory in KiB, and bytes out a line.
fn step(line: &str, lines: usize) -> (Duration, u64, usize) {
    let mut child = spawn(&["step"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = child.stdout.take().unwrap();
    let id = child.id();
    let line = format!("{line}\n");
    let begin = Instant::now();
    let writer = std::thread::spawn(move || {
        let chunk = line.repeat((1 << 16) / line.len() + 1);
        let per_chunk = chunk.len() / line.len();
        for at in (0..lines).step_by(per_chunk) {
            let some = per_chunk.min(lines - at) * line.len();
            input.write_all(chunk.as_bytes().get(..some).unwrap()).unwrap();
        }
    });
    let (mut bytes, mut buffer, mut peak) = (0, vec![0; 1 << 16], 0);
    loop {
        let read = output.read(&mut buffer).unwrap();
        if read == 0 {
            break;
        }
        bytes += read;
        // Asked while it still runs; the high-water mark does not fall.
        if bytes / read % 64 == 0 {
            peak = peak_kib(id).unwrap_or(peak);
        }
    }
    writer.join().unwrap();
    let taken = begin.elapsed();
    child.wait().unwrap();
    (taken / u32::try_from(lines).unwrap(), peak, bytes / lines)
}

fn peak_kib(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn run(arguments: &[&str], input: &[u8], times: usize) -> Duration {
    let begin = Instant::now();
    for _ in 0..times {
        let mut child = spawn(arguments);
        child.stdin.take().unwrap().write_all(input).unwrap();
        let mut output = Vec::new();
        child.stdout.take().unwrap().read_to_end(&mut output).unwrap();
        child.wait().unwrap();
    }
    begin.elapsed()
}

fn spawn(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_spravka"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn best(times: usize, mut measure: impl FnMut() -> Duration) -> Duration {
    (0..times).map(|_| measure()).min().unwrap()
}
