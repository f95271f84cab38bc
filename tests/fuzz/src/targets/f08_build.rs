//! Any input: a request of ours, or a refusal that repeats nothing of it.

use arbitrary::Unstructured;
use spravka_core::registry::OPERATIONS;
use spravka_core::{Beside, dispatch_with};

use crate::flow::{Flow, quoted};
use crate::private::{CANARIES, holds_no_canary, planted};
use crate::step::{Kind, request};

/// The bytes: the operation (2), which canary (1), then the input as JSON, or a member on each line:
/// which (1), of which type (1), its text.
pub(super) fn run(data: &[u8]) {
    let mut bytes = Unstructured::new(data);
    let (Ok(number), Ok(canary)) = (bytes.arbitrary::<u16>(), bytes.arbitrary::<u8>()) else {
        return;
    };
    let entry = &OPERATIONS[usize::from(number) % OPERATIONS.len()];
    let rest = planted(bytes.take_rest(), canary);
    let text = String::from_utf8_lossy(&rest);
    let input =
        if text.starts_with('{') { text.into_owned() } else { of_lines(&rest, entry.members) };
    let salt = CANARIES[0];
    for options in ["{}".to_owned(), format!(r#"{{"key_salt":"{salt}","max_attempts":1}}"#)] {
        let flow = Flow::start(entry.about.name, &input, &options);
        let call = format!(
            r#"{{"call":"start","operation":"{}","input":{input},"now":"2026-11-21T09:00:00Z","options":{options}}}"#,
            entry.about.name
        );
        let again = dispatch_with(call.as_bytes(), Beside::default());
        assert_eq!(flow.step.as_bytes(), again, "the same call, another step");
        let step = flow.read();
        match step.step {
            Kind::Fail => holds_no_canary(&flow.step),
            Kind::Send => {
                let request = request(&step);
                assert!(entry.provider.is_some_and(|own| own.name == request.provider));
                // The state is kept for days: nothing of a person is in it.
                holds_no_canary(step.state.expect("a state").get());
                if options.contains(salt) && !rest_has(&rest, salt) {
                    assert!(!flow.step.contains(salt), "{}", flow.step);
                }
            }
            Kind::Wait => assert_eq!(step.reason, Some("input_needed")),
            Kind::Done => assert!(entry.provider.is_none(), "{}", flow.step),
            Kind::Store => panic!("{}", flow.step),
        }
    }
}

fn rest_has(rest: &[u8], text: &str) -> bool {
    rest.windows(text.len()).any(|window| window == text.as_bytes())
}

/// The input that has these members.
fn of_lines(bytes: &[u8], members: &[&str]) -> String {
    let lines = bytes.split(|byte| *byte == b'\n').take(12);
    let members: Vec<String> = lines
        .filter_map(|line| {
            let [which, kind, text @ ..] = line else { return None };
            let name = members.get(usize::from(*which) % members.len().max(1))?;
            let text = String::from_utf8_lossy(text);
            let value = match kind % 4 {
                0 => quoted(&text),
                1 => format!("[{}]", quoted(&text)),
                2 => text.trim().parse::<i64>().unwrap_or_default().to_string(),
                _ => text.len().is_multiple_of(2).to_string(),
            };
            Some(format!("{}:{value}", quoted(name)))
        })
        .collect();
    format!("{{{}}}", members.join(","))
}
