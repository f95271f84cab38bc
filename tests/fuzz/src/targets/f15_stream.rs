//! `spravka step` over a whole stream.

use spravka_core::{Beside, dispatch_with, line_too_long};

use super::f12_lines::{Pieces, split};
use crate::cut::cut;
use crate::step::{Kind, read};
use crate::steps::steps;

/// The bytes: those of `f12_lines`. The longest line out is a twentieth of the cap's number, so that
/// short ones come up.
pub(super) fn run(data: &[u8]) {
    let [low, high, first, second, stream @ ..] = data else { return };
    let cap = u16::from_le_bytes([*low, *high]);
    let pieces = [usize::from(*first) * 7 + 1, usize::from(*second) + 1];
    let most = (cap % 3 == 0).then_some(usize::from(cap) / 20);
    let cap = usize::from(cap) * 4;
    let mut out = Vec::new();
    steps(Pieces { stream, pieces }, &mut out, cap, most).expect("memory does not fail");

    let mut expected = Vec::new();
    for line in split(stream, cap) {
        let step = match line {
            Some(call) => dispatch_with(&call, Beside::default()),
            None => line_too_long(cap as u64),
        };
        expected.extend(cut(step, most));
        expected.push(b'\n');
    }
    assert_eq!(String::from_utf8_lossy(&out), String::from_utf8_lossy(&expected));
    let out = String::from_utf8(out).expect("steps are UTF-8");
    for step in out.lines() {
        // What was cut has lost its meta where it had none.
        if most.is_none() && !step.starts_with(OPERATIONS) && !stream_has_origins(stream) {
            let step = read(step);
            assert!(step.step != Kind::Fail || step.error.is_some());
        }
    }
}

/// The catalogue has no meta.
const OPERATIONS: &str = r#"{"step":"done","output":{"version":"#;

/// A host's own origins are not those of the providers.
fn stream_has_origins(stream: &[u8]) -> bool {
    stream.windows(6).any(|window| window == b"origin" || window.contains(&b'\\'))
}
