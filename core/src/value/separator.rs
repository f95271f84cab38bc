//! Spaces and the number sign, as people write them inside numbers.

/// A space and the no-break space of documents and web pages.
pub(super) const SPACES: [char; 2] = [' ', '\u{a0}'];

/// What follows one space at most.
pub(super) fn after_space(text: &str) -> &str {
    text.strip_prefix(SPACES).unwrap_or(text)
}

/// What follows a `№` with one space at most on each side, or two spaces at most.
pub(super) fn after_number_sign(text: &str) -> &str {
    let text = after_space(text);
    after_space(text.strip_prefix('№').unwrap_or(text))
}
