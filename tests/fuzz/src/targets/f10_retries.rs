//! Whatever goes wrong, in any order: flows end, wait long enough and not for ever, and repeat
//! nothing blindly.

use arbitrary::Unstructured;

use super::events::Trouble;
use crate::flow::Flow;
use crate::points::corpus;
use crate::step::{Happened, Kind, request};

/// A day, which is the longest back-off of a task that lives on at the provider.
const LONGEST_MS: u64 = 24 * 3_600_000;

/// More calls than any flow takes that ends by itself.
const MOST: usize = 600;

/// The bytes: which start (2), how often at most (1), then troubles, which come round again.
pub(super) fn run(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let (Ok(number), Ok(attempts)) = (bytes.arbitrary::<u16>(), bytes.arbitrary::<u8>()) else {
        return;
    };
    let mut troubles = Vec::new();
    while troubles.len() < 100
        && let Ok(trouble) = Trouble::of(&mut bytes)
    {
        troubles.push(trouble);
    }
    if troubles.is_empty() {
        return;
    }
    let inputs = &corpus().inputs;
    let (operation, input) = &inputs[usize::from(number) % inputs.len()];
    let attempts = u32::from(attempts % 10) + 1;
    let refresh = attempts % 2 == 0;
    let options = format!(r#"{{"max_attempts":{attempts},"allow_token_refresh":{refresh}}}"#);
    let mut flow = Flow::start(operation, input, &options);
    let mut troubles = troubles.iter().cycle();
    let (mut key, mut sends, mut asked_ms) = (String::new(), 0, 0);
    for _ in 0..MOST {
        let step = flow.read();
        match step.step {
            Kind::Send => {
                let request = request(&step);
                if request.request_key == key {
                    sends += 1;
                } else {
                    request.request_key.clone_into(&mut key);
                    sends = 1;
                }
                assert!(sends <= attempts, "sent {sends} times of {attempts}");
                let trouble = troubles.next().expect("they come round again");
                asked_ms = trouble.asked_ms;
                flow.resume(1, &trouble.event, trouble.body);
            }
            Kind::Wait => {
                if step.reason == Some("input_needed") {
                    return;
                }
                let wait_ms = step.wait_ms.expect("a wait");
                assert!((1..=LONGEST_MS).contains(&wait_ms), "{}", flow.step);
                assert!(wait_ms >= asked_ms, "{} of {asked_ms}: {}", wait_ms, flow.step);
                asked_ms = 0;
                flow.resume(wait_ms, "\"elapsed\"", None);
            }
            Kind::Store => flow.resume(1, "\"stored\"", None),
            Kind::Done => return,
            Kind::Fail => {
                let fault = step.error.expect("an error");
                if fault.executed != Happened::No {
                    assert!(step.state.is_some(), "{}", flow.step);
                }
                return taken_up(flow);
            }
        }
    }
    panic!("no end: {}", flow.step);
}

/// A flow that has failed is taken up once: it looks first, which the watch of the flow holds it to.
fn taken_up(mut flow: Flow<'_>) {
    if flow.has_state() {
        flow.resume(1, "\"elapsed\"", None);
        assert_ne!(flow.kind(), Kind::Done, "{}", flow.step);
    }
}
