//! The rules. Each is tried on its bad example.

use super::predicates::{
    formats_an_error, has_open_end, is_banner, is_commented_code, is_float, says_what_it_asks,
};
use super::{Pattern, Place, Rule};

/// The longest file of an operation.
const MOST_LINES: usize = 180;

pub(crate) const RULES: &[Rule] = &[
    Rule {
        name: "no float",
        place: Place::Core,
        pattern: Pattern::Tokens(&["f32", "f64"]),
        why: "a float loses kopecks: money is a decimal string",
        bad: "struct Debt { amount: f64 }",
    },
    Rule {
        name: "no float literal",
        place: Place::Core,
        pattern: Pattern::Literal(is_float),
        why: "a float loses kopecks: money is a decimal string",
        bad: "const FEE: Money = Money::of(0.75);",
    },
    Rule {
        name: "no clock",
        place: Place::Core,
        pattern: Pattern::Tokens(&["SystemTime", "Instant", "now_utc", "now_local"]),
        why: "the core has no clock: `now` comes with the call",
        bad: "let now = SystemTime::now();",
    },
    Rule {
        name: "no hash order",
        place: Place::Core,
        pattern: Pattern::Tokens(&["HashMap", "HashSet", "RandomState"]),
        why: "the same call gives the same bytes: use BTreeMap",
        bad: "use std::collections::HashMap;",
    },
    Rule {
        name: "no input or output",
        place: Place::Core,
        pattern: Pattern::Tokens(&[
            "std :: env",
            "std :: fs",
            "std :: net",
            "std :: process",
            "std :: thread",
        ]),
        why: "the core is pure: the host sends, reads and waits",
        bad: "use std::fs::File;",
    },
    Rule {
        name: "no unsafe",
        place: Place::Core,
        pattern: Pattern::Tokens(&["unsafe"]),
        why: "nothing here is worth it",
        bad: "let text = unsafe { from_utf8_unchecked(bytes) };",
    },
    Rule {
        name: "no panic",
        place: Place::Core,
        pattern: Pattern::Tokens(&[
            ". expect (",
            ". unwrap (",
            "assert !",
            "assert_eq !",
            "panic !",
            "todo !",
            "unimplemented !",
            "unreachable !",
        ]),
        why: "whatever comes in, the answer is a step: return an error",
        bad: "let inn = input.inn.unwrap();",
    },
    Rule {
        name: "no debugging output",
        place: Place::Core,
        pattern: Pattern::Tokens(&["dbg !", "print !", "println !", "eprint !", "eprintln !"]),
        why: "a passport may be in it",
        bad: "dbg!(&person);",
    },
    Rule {
        name: "no serde_json::Error",
        place: Place::CoreButJson,
        pattern: Pattern::Tokens(&["serde_json :: Error", "serde_json :: Result"]),
        why: "its text quotes the input: turn it into a code and a place where it arises",
        bad: "fn read(body: &str) -> Result<Wire, serde_json::Error> {}",
    },
    Rule {
        name: "no error as text",
        place: Place::Core,
        pattern: Pattern::Tokens(&[
            "e . to_string (",
            "err . to_string (",
            "error . to_string (",
            "ToString :: to_string )",
        ]),
        why: "a foreign error's text quotes the input: keep a code and a place",
        bad: "from_str(body).map_err(|error| Fault::text(error.to_string()))",
    },
    Rule {
        name: "no error in a format",
        place: Place::Core,
        pattern: Pattern::Literal(formats_an_error),
        why: "a foreign error's text quotes the input: keep a code and a place",
        bad: r#"from_str(body).map_err(|error| format!("unreadable: {error:?}"))"#,
    },
    Rule {
        name: "no flatten, no untagged",
        place: Place::Providers,
        pattern: Pattern::Tokens(&["( flatten", ", flatten", "( untagged", ", untagged"]),
        why: "both read numbers into floats on the way: name the members, or keep the RawValue",
        bad: "#[derive(Deserialize)] #[serde(default, untagged)] enum Sum {}",
    },
    Rule {
        name: "parse, do not validate",
        place: Place::Core,
        pattern: Pattern::Line(|line| line.contains("fn is_valid")),
        why: "an identifier is a type with one `parse`",
        bad: "pub fn is_valid_inn(text: &str) -> bool { true }",
    },
    Rule {
        name: "no open end",
        place: Place::Everywhere,
        pattern: Pattern::Line(has_open_end),
        why: "finish it, or open an issue",
        bad: "let tries = 3; // TODO: from the options",
    },
    Rule {
        name: "no banner",
        place: Place::Everywhere,
        pattern: Pattern::Line(is_banner),
        why: "a file that needs banners is two files",
        bad: "// ------ helpers ------",
    },
    Rule {
        name: "no code in comments",
        place: Place::Everywhere,
        pattern: Pattern::Line(is_commented_code),
        why: "git keeps what was",
        bad: "    // let old = read(body)?;",
    },
    Rule {
        name: "an operation says what it asks",
        place: Place::Operations,
        pattern: Pattern::FirstLine(|line| !says_what_it_asks(line)),
        why: "its file begins with //! `METHOD /path`, a transform's with //! Pure",
        bad: "//! Searches for people.",
    },
    Rule {
        name: "an operation is short",
        place: Place::Operations,
        pattern: Pattern::Longer(MOST_LINES),
        why: "a larger model gets a file of its own beside it",
        bad: "",
    },
    Rule {
        name: "an operation reads successes only",
        place: Place::Operations,
        pattern: Pattern::Tokens(&["Retry ::", "Slot", ". status"]),
        why: "secrets, refusals and retries are the provider's and the flow's",
        bad: "if answer.status == 404 { return Ok(empty()); }",
    },
    Rule {
        name: "an operation does not wait",
        place: Place::Operations,
        pattern: Pattern::Tokens(&["loop", "std :: thread", "sleep"]),
        why: "waiting and polling are the flow's, counted in the state",
        bad: "loop { poll(); }",
    },
];
