//! What must not come back: planted where the fuzzer writes an `@`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// As tokens, passports and names are; nothing of ours has eight such characters in a row.
pub const CANARIES: [&str; 3] = ["Kq7zW9xVj3Yt5RbN", "7193 58204693", "Жъщэзюфьцх"];

/// Puts a canary in place of every `@`.
#[must_use]
pub fn planted(text: &[u8], which: u8) -> Vec<u8> {
    let canary = CANARIES[usize::from(which) % CANARIES.len()];
    let mut out = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            b'@' => out.extend_from_slice(canary.as_bytes()),
            other => out.push(*other),
        }
    }
    out
}

/// # Panics
/// Where eight characters in a row of a canary are in there, in any case, or their hex or
/// percent-encoding.
pub fn holds_no_canary(text: &str) {
    static FORMS: OnceLock<Vec<String>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| CANARIES.iter().flat_map(|canary| forms(canary)).collect());
    holds_none(text, forms);
}

fn holds_none(text: &str, forms: &[String]) {
    let text = text.to_lowercase();
    for form in forms {
        assert!(!text.contains(form), "{form:?} in {text}");
    }
}

/// Every eight characters in a row, in lower case, as they are, in hex and percent-encoded. Runs of
/// few different characters are in our own texts too.
fn forms(secret: &str) -> Vec<String> {
    let letters: Vec<char> = secret.to_lowercase().chars().collect();
    let mut forms = Vec::new();
    for window in letters.windows(8) {
        if window.iter().collect::<BTreeSet<_>>().len() > 4 {
            let plain: String = window.iter().collect();
            forms.push(plain.bytes().map(|byte| format!("{byte:02x}")).collect());
            forms.push(plain.bytes().map(|byte| format!("%{byte:02x}")).collect());
            forms.push(plain);
        }
    }
    forms
}
