//! What rules say about one line or one literal.

/// `0.75`, `1e3` or `2f64`; neither a text nor `0x1e3`.
pub(super) fn is_float(literal: &str) -> bool {
    literal.starts_with(|first: char| first.is_ascii_digit())
        && !literal.starts_with("0x")
        && (literal.contains(['.', 'e']) && !literal.contains("size")
            || literal.ends_with("f32")
            || literal.ends_with("f64"))
}

pub(super) fn formats_an_error(literal: &str) -> bool {
    let names = ["e", "err", "error"];
    let literal = literal.replace("{{", "");
    let opened = literal.split('{').skip(1);
    opened.filter_map(|rest| rest.split(['}', ':']).next()).any(|name| names.contains(&name))
}

pub(super) fn has_open_end(line: &str) -> bool {
    let comment = line.split_once("//").map_or("", |(_, comment)| comment);
    let mut words = comment.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| ["TODO", "FIXME", "XXX", "HACK"].contains(&word))
}

pub(super) fn is_banner(line: &str) -> bool {
    comment(line).is_some_and(|text| {
        let text = text.trim_start();
        text.chars().take_while(|sign| "/-=*#~_─━═".contains(*sign)).count() >= 4
    })
}

/// By its end: prose does not end in a brace, and prose that ends in `;` holds no statement.
pub(super) fn is_commented_code(line: &str) -> bool {
    comment(line).is_some_and(|text| {
        let text = text.trim();
        let calls =
            text.split('(').rev().skip(1).any(|before| before.ends_with(char::is_alphanumeric));
        let statement = calls || [" = ", "::", "return "].iter().any(|sign| text.contains(sign));
        let prose = text.contains('`');
        text.starts_with("#[")
            || text.ends_with(['{', '}'])
            || (text.ends_with(';') && statement && !prose)
    })
}

pub(super) fn says_what_it_asks(line: &str) -> bool {
    let Some(text) = line.strip_prefix("//! ") else { return false };
    let methods = ["`GET /", "`POST /", "`PUT /", "`PATCH /", "`DELETE /"];
    text.starts_with("Pure") || methods.iter().any(|method| text.starts_with(method))
}

/// The text of a line that is a comment and no documentation.
fn comment(line: &str) -> Option<&str> {
    let text = line.trim_start().strip_prefix("//")?;
    (!text.starts_with(['!']) && (!text.starts_with('/') || text.starts_with("//"))).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_told_from_other_literals() {
        for float in ["0.75", "1e3", "2f64", "1_000.0"] {
            assert!(is_float(float), "{float}");
        }
        for other in ["75", "0x1e3", "0usize", "1_000_u64", "\"0.75\"", "b'e'", "'1'"] {
            assert!(!is_float(other), "{other}");
        }
    }

    #[test]
    fn errors_are_found_in_formats() {
        for format in ["\"{error}\"", "\"at {place}: {e:?}\"", "\"{err:#}\""] {
            assert!(formats_an_error(format), "{format}");
        }
        for other in ["\"{errors}\"", "\"{{error}}\"", "\"error\"", "\"{}\""] {
            assert!(!formats_an_error(other), "{other}");
        }
    }

    #[test]
    fn code_is_told_from_prose() {
        for code in
            ["// }", "  // if done {", "// x = 1;", "// a.b();", "// return x;", "// #[test]"]
        {
            assert!(is_commented_code(code), "{code}");
        }
        let prose =
            ["// it is late (see there);", "// `read(body)` fails;", "/// a(b);", "a(); // b"];
        for prose in prose {
            assert!(!is_commented_code(prose), "{prose}");
        }
    }

    #[test]
    fn banners_and_open_ends_are_found_in_comments_only() {
        for banner in ["// ----", "    // ==== types ====", "//////////", "// ────"] {
            assert!(is_banner(banner), "{banner}");
        }
        for other in ["/// ----", "//! | --- |", "// --all is meant", "let a = b; // ----", "----"]
        {
            assert!(!is_banner(other), "{other}");
        }
        assert!(has_open_end("a(); // FIXME later"));
        assert!(!has_open_end("todo(TODO)"));
        assert!(!has_open_end("// see the TODOS"));
    }
}
