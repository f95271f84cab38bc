//! Prints what each call allocates: its name, how often, and the most bytes at a time.
#![allow(clippy::print_stdout, reason = "a tool of the tests")]

use spravka_gates::{play, set};

fn main() {
    for (name, given) in set() {
        // What is made once for all calls is not counted.
        let _ = play(&given);
        let counted = allocation_counter::measure(|| {
            let _ = play(&given);
        });
        println!("{name} {} {}", counted.count_total, counted.bytes_max);
    }
}
