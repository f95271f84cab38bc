//! One pass over a JSON text before any typed parse: depth, duplicate members, lone surrogates.
//!
//! serde skips unknown members without any of these checks, and takes the last of two equal
//! members. The grammar itself is left to serde.

use std::borrow::Cow;
use std::collections::BTreeSet;

use memchr::memchr2;

use crate::error::Code;
use crate::wire::Str;

/// The deepest nesting that is read.
pub(crate) const MAX_DEPTH: usize = 64;

/// From this many members on, an object's names are looked up in a set.
const MANY: usize = 48;

/// # Errors
/// `body_too_deep`, `body_duplicate_key` or `body_encoding`.
pub(crate) fn scan(text: &str) -> Result<(), Code> {
    Scanner { text, at: 0, names: Vec::new(), open: Vec::new(), name_next: false }.run()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The names of all open objects, the innermost last.
    names: Vec<Cow<'a, str>>,
    /// For each open bracket: where an object's names begin, or that it is an array.
    open: Vec<Option<Names<'a>>>,
    /// Whether a string that comes now is a member's name.
    name_next: bool,
}

struct Names<'a> {
    begin: usize,
    set: BTreeSet<Cow<'a, str>>,
}

impl<'a> Scanner<'a> {
    fn run(mut self) -> Result<(), Code> {
        while let Some(byte) = self.next() {
            match byte {
                b'"' => self.string()?,
                b'{' => {
                    self.push(Some(Names { begin: self.names.len(), set: BTreeSet::new() }))?;
                    self.name_next = true;
                }
                b'[' => {
                    self.push(None)?;
                    self.name_next = false;
                }
                b'}' | b']' => {
                    if let Some(Some(names)) = self.open.pop() {
                        self.names.truncate(names.begin);
                    }
                    self.name_next = false;
                }
                b',' => self.name_next = matches!(self.open.last(), Some(Some(_))),
                b':' => self.name_next = false,
                _ => {}
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.text.as_bytes().get(self.at).copied();
        self.at += 1;
        byte
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, names: Option<Names<'a>>) -> Result<(), Code> {
        if self.open.len() == MAX_DEPTH {
            return Err(Code::BodyTooDeep);
        }
        self.open.push(names);
        Ok(())
    }

    /// Passes over the string whose opening quote was just read.
    fn string(&mut self) -> Result<(), Code> {
        let begin = self.at;
        let mut escaped = false;
        loop {
            let Some(length) = memchr2(b'"', b'\\', self.rest()) else {
                self.at = self.text.len();
                return Ok(());
            };
            self.at += length;
            if self.next() == Some(b'"') {
                break;
            }
            escaped = true;
            self.escape()?;
        }
        if self.name_next {
            let name = self.text.get(begin..self.at - 1).unwrap_or_default();
            self.name(name, escaped)?;
        }
        Ok(())
    }

    /// Passes over what follows a backslash. A lone surrogate is not text.
    fn escape(&mut self) -> Result<(), Code> {
        if self.next() != Some(b'u') {
            return Ok(());
        }
        match self.unit() {
            Some(0xdc00..=0xdfff) => Err(Code::BodyEncoding),
            Some(0xd800..=0xdbff) => {
                if !self.rest().starts_with(b"\\u") {
                    return Err(Code::BodyEncoding);
                }
                self.at += 2;
                match self.unit() {
                    Some(0xdc00..=0xdfff) => Ok(()),
                    _ => Err(Code::BodyEncoding),
                }
            }
            _ => Ok(()),
        }
    }

    /// The four hexadecimal digits of an escape; if they are none, serde will say so.
    fn unit(&mut self) -> Option<u16> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let unit = u16::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(unit)
    }

    fn name(&mut self, name: &'a str, escaped: bool) -> Result<(), Code> {
        let name = if escaped {
            // A name that cannot be decoded is one that serde refuses.
            match serde_json::from_str::<Str<'_>>(&format!("\"{name}\"")) {
                Ok(decoded) => Cow::Owned(decoded.0.into_owned()),
                Err(_) => return Ok(()),
            }
        } else {
            Cow::Borrowed(name)
        };
        let Some(Some(object)) = self.open.last_mut() else { return Ok(()) };
        let siblings = self.names.get(object.begin..).unwrap_or_default();
        let known = if siblings.len() < MANY {
            siblings.contains(&name)
        } else {
            if object.set.is_empty() {
                object.set.extend(siblings.iter().cloned());
            }
            !object.set.insert(name.clone())
        };
        if known {
            return Err(Code::BodyDuplicateKey);
        }
        // Beyond MANY the set holds the names.
        if siblings.len() < MANY {
            self.names.push(name);
        }
        self.name_next = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_pass() {
        for text in [
            r#"[{"a":1,"b":{"a":2}},{"a":[{"a":1},{"a":1}]}]"#,
            r#"{"a":"a","b":"a","\\":"\"","c":"\\"}"#,
            r#"{"k":"\ud83d\ude00","Р":"Р"}"#,
            "not json at all } ] \" {",
            "",
        ] {
            assert_eq!(scan(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn duplicate_members() {
        for text in [
            r#"{"a":1,"a":2}"#,
            r#"[{"x":{"a":1,"b":[{}],"a":2}}]"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"{"":1,"":2}"#,
        ] {
            assert_eq!(scan(text), Err(Code::BodyDuplicateKey), "{text}");
        }
        let mut many: Vec<String> = (0..500).map(|n| format!("\"k{n}\":{{\"k\":{n}}}")).collect();
        assert_eq!(scan(&format!("{{{}}}", many.join(","))), Ok(()));
        for twice in [3, 47, 48, 49, 300] {
            many.push(format!("\"k{twice}\":0"));
            let text = format!("{{{}}}", many.join(","));
            assert_eq!(scan(&text), Err(Code::BodyDuplicateKey), "{twice}");
            many.pop();
        }
    }

    #[test]
    fn what_serde_refuses_is_left_to_it() {
        for text in [r#"{"\q":1}"#, r#"{"a":1,"\q":"a"}"#, r#"{"\u12":1}"#, r#"{"\u00e9\q":1}"#] {
            assert_eq!(scan(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn depth() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert_eq!(scan(&nested(64)), Ok(()));
        assert_eq!(scan(&nested(65)), Err(Code::BodyTooDeep));
        assert_eq!(scan(&"[".repeat(5_000_000)), Err(Code::BodyTooDeep));
        assert_eq!(scan(&"{\"a\":".repeat(65)), Err(Code::BodyTooDeep));
    }

    #[test]
    fn lone_surrogates() {
        for text in [r#"["\ud800"]"#, r#"["\udc00"]"#, r#"{"\ud800":1}"#, r#"["\ud800\u0041"]"#] {
            assert_eq!(scan(text), Err(Code::BodyEncoding), "{text}");
        }
    }
}
