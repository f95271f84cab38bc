//! Many lines, long lines and kills: small in `cargo test`, large under `cargo xtask load`.

mod killed;
mod lines;
mod paused;

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::JoinHandle;

/// Of each line, its line break counted.
const WIDTH: usize = 344;
/// Lines that are written at once.
const BLOCK: usize = 1_000;

/// How much of something, in `cargo test` and under `cargo xtask load`.
fn size(small: usize, large: usize) -> usize {
    if std::env::var_os("SPRAVKA_LOAD").is_some() { large } else { small }
}

/// `spravka step`, as it was built or as `SPRAVKA` names it.
fn step() -> Command {
    let built = env!("CARGO_BIN_EXE_spravka").into();
    let mut command = Command::new(std::env::var_os("SPRAVKA").unwrap_or(built));
    command.arg("step").stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// A call, another for each number, filled up with white space.
fn line(number: usize) -> Vec<u8> {
    let call = format!(
        r#"{{"call":"start","operation":"osnovanie.view","input":{{"application_id":"{number}"}},"now":"2026-11-21T09:00:00Z"}}"#
    );
    format!("{call:0$}\n", WIDTH - 1).into_bytes()
}

fn write(stdin: &mut ChildStdin, lines: usize) {
    let block: Vec<u8> = (1..=BLOCK).flat_map(line).collect();
    for begin in (0..lines).step_by(BLOCK) {
        let count = BLOCK.min(lines - begin);
        stdin.write_all(&block[..count * WIDTH]).unwrap();
    }
}

/// Reads a child's output to its end, and counts its lines.
fn counted(child: &mut Child) -> JoinHandle<usize> {
    let mut stdout = child.stdout.take().unwrap();
    std::thread::spawn(move || {
        let (mut count, mut piece) = (0, vec![0; 1 << 20]);
        loop {
            match stdout.read(&mut piece).unwrap() {
                0 => return count,
                read => count += memchr::memchr_iter(b'\n', &piece[..read]).count(),
            }
        }
    })
}

/// `VmRSS` or `VmHWM` of a process, in KiB.
#[cfg(target_os = "linux")]
fn memory(child: &Child, what: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_ascii_whitespace().nth(1).unwrap().parse().unwrap()
}
