//! Any answer to any request.

use spravka_core::{Beside, dispatch_with};

use super::answered::answer;
use crate::step::{Kind, read};

pub(super) fn run(data: &[u8]) {
    let Some(answered) = answer("", data) else { return };
    let step = answered.step();
    if step.step == Kind::Store {
        assert!(answered.point.operation.starts_with("sber."), "{}", answered.flow.step);
    }
    // Where the flow goes on, its state is one that the core reads back, whatever comes with it.
    let Some(state) = step.state else { return };
    let call = format!(
        r#"{{"call":"resume","state":{state},"input":{},"event":"nothing","now":"{}"}}"#,
        answered.point.input, answered.point.now
    );
    let again = dispatch_with(call.as_bytes(), Beside::default());
    let again = String::from_utf8(again).expect("a step is UTF-8");
    let again = read(&again);
    assert_eq!(again.state.expect("the state is handed back").get(), state.get());
    let fault = again.error.expect("that was no event");
    assert_ne!(fault.code, "state_invalid");
}
