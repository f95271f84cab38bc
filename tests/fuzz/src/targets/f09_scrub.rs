//! What a provider says in its own words, shown with leave.

use serde::Deserialize;

use crate::flow::{Flow, answered, quoted};

#[derive(Deserialize)]
struct Says {
    text: Option<String>,
}

/// The bytes: a name, a line break, the words.
pub(super) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (name, words) = text.split_once('\n').unwrap_or(("", &text));
    let input = if name.is_empty() {
        "{}".to_owned()
    } else {
        format!(r#"{{"last_name":{}}}"#, quoted(name))
    };
    let options = r#"{"provider_text":true,"max_attempts":1}"#;
    for status in [400, 403, 500] {
        let mut flow = Flow::start("osnovanie.list", &input, options);
        if !flow.has_state() {
            // No name.
            return;
        }
        flow.resume(1, &answered(status, &[]), Some(words.as_bytes()));
        let step = flow.read();
        let Some(says) = step.error.and_then(|fault| fault.provider) else { continue };
        let says: Says = serde_json::from_str(says.get()).expect("what a provider says");
        if let Some(shown) = says.text {
            check(&shown, name);
        }
    }
}

fn check(shown: &str, name: &str) {
    assert!(shown.chars().count() <= 500, "{shown}");
    assert!(!shown.chars().any(char::is_control), "{shown}");
    assert!(!shown.contains('@'), "{shown}");
    let lower = folded(shown);
    for label in ["pass=", "login=", "pass:", "login:"] {
        assert!(!lower.contains(label), "{shown}");
    }
    let mut run = 0;
    for char in shown.chars() {
        run = if char.is_numeric() { run + 1 } else { 0 };
        assert!(run < 6, "{shown}");
    }
    for word in name.split(|char: char| !char.is_alphanumeric()) {
        let hidden = word.chars().count() < 3 || !lower.contains(&folded(word));
        assert!(hidden, "{word} in {shown}");
    }
}

fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|char| if char == 'ё' { 'е' } else { char })
        .collect()
}
