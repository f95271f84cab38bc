//! The documents that are generated: the same from the same seed, and made of turns that are answered.
#![allow(clippy::expect_used, reason = "tests")]

use std::collections::BTreeSet;

use spravka_core::{Beside, dispatch_with};
use spravka_tests::generated::{Document, Generator};

fn host(call: &str, body: Option<&[u8]>) -> String {
    let step = dispatch_with(call.as_bytes(), Beside { body, files: &[] });
    String::from_utf8(step).expect("a step is UTF-8")
}

#[test]
fn the_same_seed_gives_the_same_documents() {
    let (one, other) = (Generator::new(&host), Generator::new(&host));
    let mut seen = BTreeSet::new();
    for index in 0..500 {
        let document = one.document(7, index);
        assert_eq!(format!("{document:?}"), format!("{:?}", other.document(7, index)));
        seen.insert((document.call, document.body));
    }
    assert!(seen.len() > 450, "{} of 500 are different", seen.len());
    let another = one.document(8, 0);
    assert_ne!(format!("{another:?}"), format!("{:?}", one.document(7, 0)));
}

#[test]
fn unchanged_turns_are_answered_as_ever() {
    let generator = Generator::new(&host);
    let mut done = 0;
    for Document { operation, call, body, files } in generator.unchanged() {
        let files: Vec<_> = files.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
        let beside = Beside { body: body.as_deref(), files: &files };
        let step = String::from_utf8(dispatch_with(&call, beside)).expect("UTF-8");
        let internal = step.starts_with(r#"{"step":"fail","error":{"code":"internal""#);
        assert!(!internal, "{operation}: {step}");
        done += usize::from(step.starts_with(r#"{"step":"done""#));
    }
    assert!(done > 500, "{done} of them are done");
}
