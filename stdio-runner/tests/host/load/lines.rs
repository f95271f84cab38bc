//! Memory, speed and order over many lines, and over a very long one.

use std::io::Write;
use std::process::Stdio;

use super::{counted, line, memory, size, step, write};
use crate::support::timed;

const MIB: u64 = 1024;

#[test]
fn memory_does_not_grow_with_the_lines() {
    let (early, all) = (size(20_000, 1_000_000), size(100_000, 10_000_000));
    let mut child = step().stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let count = counted(&mut child);
    let ((before, after, most, count), took) = timed(|| {
        write(&mut stdin, early);
        let before = memory(&child, "VmRSS:");
        write(&mut stdin, all - early);
        let (after, most) = (memory(&child, "VmRSS:"), memory(&child, "VmHWM:"));
        drop(stdin);
        (before, after, most, count.join().unwrap())
    });
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(count, all);
    let speed = u128::try_from(all).unwrap() * 1_000 / took.as_millis().max(1);
    println!(
        "{all} lines in {took:.1?}, {speed} a second; {before} KiB after {early} of them, {after} \
         KiB after all, {most} KiB at the most"
    );
    assert!(after <= before + MIB, "{before} KiB, then {after}");
    assert!(most <= 32 * MIB, "{most} KiB");
}

#[test]
fn a_line_without_an_end_costs_no_memory() {
    let length = size(48 << 20, 1 << 30);
    // By default lines may be as long as a file with all around it.
    let cap: u64 = if length > 48 << 20 { 48 << 20 } else { 1 << 20 };
    let mut child =
        step().args(["--max-line", &cap.to_string()]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let stdout = child.stdout.take().unwrap();
    let lines = std::thread::spawn(move || std::io::read_to_string(stdout).unwrap());
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..length >> 20 {
        stdin.write_all(&piece).unwrap();
    }
    stdin.write_all(&[&b"\n"[..], &line(7)].concat()).unwrap();
    // A line more, for one that was taken says that the first was answered.
    stdin.write_all(&vec![b'\n'; 1 << 20]).unwrap();
    let most = memory(&child, "VmHWM:");
    drop(stdin);
    let out = lines.join().unwrap();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines[0].contains(r#""code":"line_too_long""#), "{}", lines[0]);
    assert!(lines[1].starts_with(r#"{"step":"send""#), "{}", lines[1]);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    println!("a line of {length} bytes, {cap} allowed: {most} KiB at the most");
    assert!(most <= 2 * cap / 1024 + 16 * MIB, "{most} KiB");
}

#[test]
fn a_broken_line_fails_in_its_place() {
    let all = size(10_000, 1_000_000);
    let broken = all / 2;
    let mut child = step().stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let stdout = child.stdout.take().unwrap();
    let failed = std::thread::spawn(move || {
        use std::io::BufRead;
        let mut failed = Vec::new();
        let mut count = 0;
        for line in std::io::BufReader::with_capacity(1 << 20, stdout).split(b'\n') {
            count += 1;
            let line = line.unwrap();
            if !line.starts_with(br#"{"step":"send""#) {
                failed.push((count, String::from_utf8(line).unwrap()));
            }
        }
        (count, failed)
    });
    write(&mut stdin, broken - 1);
    stdin.write_all(&[&line(1)[..40], b"\n"].concat()).unwrap();
    write(&mut stdin, all - broken);
    drop(stdin);
    let (count, failed) = failed.join().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "`step` is done");
    assert_eq!((count, failed.len()), (all, 1));
    let (at, line) = &failed[0];
    assert_eq!(*at, broken);
    assert!(line.contains(r#""code":"call_not_json""#) && !line.contains("osnovanie"), "{line}");
    println!("{} good lines, and a failed one at {at}", count - 1);
}
