//! Plays one call so many times, for whoever counts what that takes: `gates-calls NAME TIMES`.
//! Without arguments it prints the names.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a tool of the tests")]

use std::hint::black_box;

use spravka_gates::{play, set};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(name) = arguments.next() else {
        return set().iter().for_each(|(name, _)| println!("{name}"));
    };
    let times: usize = arguments.next().and_then(|times| times.parse().ok()).expect("NAME TIMES");
    let (_, given) = set().into_iter().find(|(known, _)| *known == name).expect("a known name");
    for _ in 0..times {
        black_box(play(black_box(&given)));
    }
}
