//! Several byte strings in one: each with its length before it, as four bytes, the lowest first.

/// The files beside a call: the name of each, then its bytes. `None` where the frames are broken.
#[must_use]
pub fn files(mut frames: &[u8]) -> Option<Vec<(&str, &[u8])>> {
    let mut files = Vec::new();
    while !frames.is_empty() {
        let name = std::str::from_utf8(frame(&mut frames)?).ok()?;
        files.push((name, frame(&mut frames)?));
    }
    Some(files)
}

fn frame<'a>(frames: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = frames.split_first_chunk()?;
    let (frame, rest) =
        rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    *frames = rest;
    Some(frame)
}

/// A head as a frame, and a body behind it.
#[must_use]
pub fn framed(head: &[u8], body: &[u8]) -> Vec<u8> {
    // Nothing in a module of 32 bits is longer.
    let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
    [&length.to_le_bytes(), head, body].concat()
}

/// The two parts again; `None` where the frame is broken.
#[must_use]
pub fn split(mut framed: &[u8]) -> Option<(&[u8], &[u8])> {
    let head = frame(&mut framed)?;
    Some((head, framed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_names_and_bytes() {
        let frames = [framed(b"scan", &framed(b"PK", &[])), framed(b"act", &framed(b"", &[]))];
        let expected = vec![("scan", b"PK".as_slice()), ("act", b"".as_slice())];
        assert_eq!(files(&frames.concat()), Some(expected));
        assert_eq!(files(b""), Some(vec![]));
    }

    #[test]
    fn a_head_and_a_body_come_apart_again() {
        let whole = framed(b"{}", b"body");
        assert_eq!(split(&whole), Some((b"{}".as_slice(), b"body".as_slice())));
        assert_eq!(split(b"\x03\0\0\0{}"), None);
    }

    #[test]
    fn broken_frames_are_no_files() {
        let whole = framed(b"scan", &framed(b"PK", &[]));
        for end in 1..whole.len() {
            assert_eq!(files(whole.get(..end).unwrap()), None, "{end}");
        }
        assert_eq!(files(&framed(b"\xff", &framed(b"PK", &[]))), None);
    }
}
