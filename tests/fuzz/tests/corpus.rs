//! JSONTestSuite through every place where an answer is read: for Miri, which takes a thousand times
//! as long, each file in one place only, by turns as it is and planted. `SPRAVKA_MIRI_EVERY=10`
//! takes every tenth file.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use spravka_core::{Beside, dispatch_with};
use spravka_fuzz::step::read;
use spravka_tests::hostile::{files, planted, readings};

/// Files up to this length, in bytes.
const LONGEST: usize = 2 * 1024;

#[test]
fn every_file_has_one_step() {
    let readings = readings(&step);
    let Some(files) = files("test_parsing") else {
        assert!(std::env::var_os("SPRAVKA_REQUIRE_CORPUS").is_none(), "no JSONTestSuite");
        return;
    };
    let every = std::env::var_os("SPRAVKA_MIRI_EVERY");
    let every = every.and_then(|text| text.to_str()?.parse().ok()).unwrap_or(1);
    let files = files.values().filter(|body| body.len() <= LONGEST).step_by(every);
    let mut played = 0;
    for (body, place) in files.zip(readings.iter().cycle()) {
        let body = match played % 4 {
            0 => body.clone(),
            plant => planted(place.plants[plant - 1], body),
        };
        let _ = read(&step(&place.resume, Some(&body)));
        played += 1;
    }
    assert!(played > 300 / every, "{played} files");
}

fn step(call: &str, body: Option<&[u8]>) -> String {
    let step = dispatch_with(call.as_bytes(), Beside { body, files: &[] });
    String::from_utf8(step).expect("a step is UTF-8")
}
