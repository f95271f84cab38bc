//! Text that may be shown: whoever wrote it, it stays within its place on the page.

/// A text of one line, without characters that steer the display of what is around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text(String);

/// What stands for a character that would turn the writing direction.
const REPLACEMENT: char = '\u{fffd}';

impl Text {
    pub(super) fn of(text: &str) -> Self {
        let mut clean = String::with_capacity(text.len());
        for c in text.trim().chars() {
            match c {
                c if c.is_whitespace() && c != '\u{a0}' => {
                    if !clean.ends_with(' ') {
                        clean.push(' ');
                    }
                }
                c if is_invisible(c) => {}
                c if c.is_control() || turns(c) => clean.push(REPLACEMENT),
                c => clean.push(c),
            }
        }
        Self(clean)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::of(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::of(&text)
    }
}

/// Marks, embeddings, overrides and isolates of the bidirectional algorithm.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Soft hyphens, joiners and byte order marks, which come with copied text; fillers; tags.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{3164}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_on_one_line_and_in_its_direction() {
        for (given, shown) in [
            (" a \r\n b\t\u{2028}c ", "a b c"),
            ("1\u{a0}000", "1\u{a0}000"),
            ("ско\u{ad}рость\u{200b}", "скорость"),
            ("не\u{202e}закрыто", "не\u{fffd}закрыто"),
            ("\u{200f}\u{2067}a\u{0}\u{1b}[31m", "\u{fffd}\u{fffd}a\u{fffd}\u{fffd}[31m"),
        ] {
            assert_eq!(Text::of(given).as_str(), shown);
        }
    }
}
