//! UTF-8 as UTF-16.

/// The lower byte first; `None` where all of it is ASCII, or it is no UTF-8.
pub(crate) fn utf16(text: &[u8]) -> Option<Vec<u8>> {
    if text.is_ascii() {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    let mut wide = Vec::with_capacity(text.len() * 2);
    for unit in text.encode_utf16() {
        wide.extend(unit.to_le_bytes());
    }
    Some(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ascii_gets_wide() {
        assert_eq!(utf16("Я€😀".as_bytes()).unwrap(), b"\x2f\x04\xac\x20\x3d\xd8\x00\xde");
        assert_eq!(utf16(b"ASCII"), None);
    }
}
