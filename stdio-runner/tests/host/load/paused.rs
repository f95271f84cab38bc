//! `step` between a writer and a reader that take their time.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{counted, line, memory, size, step, write};

#[test]
fn a_slow_reader_holds_it_up_and_loses_nothing() {
    let lines = size(20_000, 200_000);
    let mut child = step().stdin(Stdio::piped()).spawn().unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let writing = std::thread::spawn(move || write(&mut stdin, lines));
    let mut seen = vec![0; 1024];
    // A kilobyte a second, or as much of it as a test has time for.
    let pause = Duration::from_millis(if lines > 20_000 { 1_000 } else { 10 });
    for _ in 0..30 {
        stdout.read_exact(&mut seen).unwrap();
        std::thread::sleep(pause);
    }
    assert!(!writing.is_finished(), "it has taken more than it can give");
    let most = memory(&child, "VmHWM:");
    assert!(most <= 32 * 1024, "{most} KiB");
    let rest = std::io::read_to_string(stdout).unwrap();
    writing.join().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let begun = 30 * seen.len();
    // All answers are as long as the first, but for the digits of the number in three places.
    assert_eq!(rest.lines().count(), lines - begun / 744, "{begun} bytes were read before");
}

#[test]
fn a_process_that_was_stopped_goes_on() {
    let lines = size(200, 20_000);
    let mut child = step().stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let count = counted(&mut child);
    for number in 1..=lines {
        stdin.write_all(&line(number)).unwrap();
        if number % (lines / 10) == 0 {
            for signal in ["-STOP", "-CONT"] {
                let id = child.id().to_string();
                assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
            }
        }
    }
    drop(stdin);
    assert_eq!(count.join().unwrap(), lines);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
