//! JSON text, indented without being read: digits and members stay as they are.

pub(crate) fn pretty(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len() * 2);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut opened = false;
    for &byte in json {
        if in_string {
            out.push(byte);
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        if byte.is_ascii_whitespace() {
            continue;
        }
        let closes = matches!(byte, b'}' | b']');
        if std::mem::take(&mut opened) && !closes {
            depth += 1;
            new_line(&mut out, depth);
        } else if closes && !matches!(out.last(), Some(b'{' | b'[')) {
            depth = depth.saturating_sub(1);
            new_line(&mut out, depth);
        }
        out.push(byte);
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => opened = true,
            b',' => new_line(&mut out, depth),
            b':' => out.push(b' '),
            _ => {}
        }
    }
    out
}

fn new_line(out: &mut Vec<u8>, depth: usize) {
    out.push(b'\n');
    out.resize(out.len() + depth * 2, b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_digits_stay() {
        let json = br#"{"a":[],"b":{},"c":[1.10,"x\\\"{,:["],"d":{"e":null}}"#;
        let shown = String::from_utf8(pretty(json)).unwrap();
        let expected = "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1.10,\n    \"x\\\\\\\"{,:[\"\n  ],\
            \n  \"d\": {\n    \"e\": null\n  }\n}";
        assert_eq!(shown, expected);
        assert_eq!(pretty(shown.as_bytes()), shown.as_bytes(), "a second time changes nothing");
    }
}
