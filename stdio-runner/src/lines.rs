//! Lines of a stream, read in large pieces, no longer than a cap.

use std::io::{self, ErrorKind, Read};
use std::ops::Range;

use memchr::memchr;

const CHUNK: usize = 256 * 1024;
/// A buffer that grew beyond this is given back once its line is done.
const KEPT: usize = 1024 * 1024;
const BOM: &[u8] = b"\xef\xbb\xbf";

pub(crate) enum Line<'a> {
    /// Without its end (`\n` or `\r\n`); never blank.
    Whole(&'a [u8]),
    /// Over the cap; its bytes were skipped.
    TooLong,
}

pub(crate) struct Lines<R> {
    from: R,
    cap: usize,
    buffer: Vec<u8>,
    /// What was read and not yet handed out.
    unread: Range<usize>,
    /// Up to where `unread` was searched for a newline.
    searched: usize,
    newline: Option<usize>,
    skipping: bool,
    first: bool,
    number: u64,
    /// Blank lines that were passed before the next one.
    passed: u64,
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(from: R, cap: usize) -> Self {
        let buffer = Vec::new();
        let (unread, searched, newline) = (0..0, 0, None);
        Self {
            from,
            cap,
            buffer,
            unread,
            searched,
            newline,
            skipping: false,
            first: true,
            number: 0,
            passed: 0,
        }
    }

    /// The next line that is not blank; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        loop {
            let Some(range) = self.locate()? else { return Ok(None) };
            let (line, is_blank) = (self.trimmed(range.clone()), self.is_blank(range));
            let skipped = std::mem::take(&mut self.skipping);
            self.first = false;
            self.passed += 1;
            if is_blank {
                continue;
            }
            self.number += std::mem::take(&mut self.passed);
            if skipped || line.len() > self.cap {
                return Ok(Some(Line::TooLong));
            }
            return Ok(self.buffer.get(line).map(Line::Whole));
        }
    }

    /// The number of the last line, from 1; blank ones are counted.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// Whether a whole line that is not blank lies ready, without reading on: who waits for the next
    /// one may wait for ever.
    pub(crate) fn has_line(&mut self) -> bool {
        while self.has_end() {
            let end = self.newline.unwrap_or(self.unread.end);
            if !self.is_blank(self.unread.start..end) {
                return true;
            }
            self.pass(end);
            self.first = false;
            self.passed += 1;
        }
        false
    }

    /// Whether the end of a line lies ready.
    fn has_end(&mut self) -> bool {
        if self.newline.is_none() {
            let rest = self.buffer.get(self.searched..self.unread.end).unwrap_or_default();
            self.newline = memchr(b'\n', rest).map(|at| self.searched + at);
            self.searched = self.newline.unwrap_or(self.unread.end);
        }
        self.newline.is_some()
    }

    /// Goes on behind the line that ends there.
    fn pass(&mut self, end: usize) {
        self.newline = None;
        self.unread.start = end + 1;
        self.searched = end + 1;
    }

    /// Finds the end of the next line, or of the stream.
    fn locate(&mut self) -> io::Result<Option<Range<usize>>> {
        loop {
            if self.has_end() {
                let end = self.newline.unwrap_or(self.unread.end);
                let line = self.unread.start..end;
                self.pass(end);
                return Ok(Some(line));
            }
            // One byte more for the `\r` that does not count.
            if self.skipping || self.unread.len() > self.cap.saturating_add(1 + BOM.len()) {
                self.skipping = true;
                self.unread.start = self.unread.end;
            }
            if !self.fill()? {
                let rest = std::mem::replace(&mut self.unread, 0..0);
                self.searched = 0;
                return Ok((self.skipping || !rest.is_empty()).then_some(rest));
            }
        }
    }

    fn fill(&mut self) -> io::Result<bool> {
        self.make_room();
        let room = self.buffer.get_mut(self.unread.end..).unwrap_or_default();
        loop {
            match self.from.read(room) {
                Ok(read) => {
                    self.unread.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn make_room(&mut self) {
        if self.unread.start > 0 {
            self.buffer.copy_within(self.unread.clone(), 0);
            self.unread = 0..self.unread.len();
            self.searched = self.unread.end;
        }
        if self.unread.is_empty() && self.buffer.len() > KEPT {
            self.buffer = Vec::new();
        }
        if self.buffer.len() < self.unread.end + CHUNK {
            let more = CHUNK.max(self.buffer.len() / 2);
            self.buffer.resize(self.unread.end + more, 0);
        }
    }

    /// Whether a line counts for nothing: one that is too long does not.
    fn is_blank(&self, range: Range<usize>) -> bool {
        let range = self.trimmed(range);
        let line = self.buffer.get(range.clone()).unwrap_or_default();
        !self.skipping && range.len() <= self.cap && line.iter().all(u8::is_ascii_whitespace)
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let line = self.buffer.get(range.clone()).unwrap_or_default();
        let start =
            if self.first && line.starts_with(BOM) { range.start + BOM.len() } else { range.start };
        let end = if line.ends_with(b"\r") { range.end - 1 } else { range.end };
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Hands out pieces of these sizes, over and over.
    struct Pieces<'a>(&'a [u8], std::iter::Cycle<std::slice::Iter<'a, usize>>);

    impl Read for Pieces<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            let size = *self.1.next().unwrap();
            Dribble(self.0, size).read(room).inspect(|n| self.0 = &self.0[*n..])
        }
    }

    /// The lines of a text that is there as a whole.
    fn at_once(text: &[u8], cap: usize) -> Vec<String> {
        let text = text.strip_prefix(BOM).unwrap_or(text);
        let lines = text.split(|byte| *byte == b'\n');
        let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let blank = |line: &[u8]| line.len() <= cap && line.iter().all(u8::is_ascii_whitespace);
        lines.filter(|line| !blank(line)).map(|line| shown(line, cap)).collect()
    }

    fn shown(line: &[u8], cap: usize) -> String {
        if line.len() > cap {
            "<too long>".to_owned()
        } else {
            String::from_utf8_lossy(line).into()
        }
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(
            text in "(\u{feff})?[a-c \r\n\u{feff}]{0,60}",
            cap in 0_usize..20,
            sizes in prop::collection::vec(1_usize..9, 1..8),
        ) {
            let mut lines = Lines::new(Pieces(text.as_bytes(), sizes.iter().cycle()), cap);
            let mut seen = Vec::new();
            while let Some(line) = lines.next().unwrap() {
                seen.push(match line {
                    Line::Whole(line) => shown(line, cap),
                    Line::TooLong => "<too long>".to_owned(),
                });
            }
            prop_assert_eq!(seen, at_once(text.as_bytes(), cap));
        }
    }

    /// Hands out `0` bytes at the end, else at most so many.
    struct Dribble<'a>(&'a [u8], usize);

    impl Read for Dribble<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(self.0.len()).min(room.len());
            room[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn all(text: &[u8], cap: usize, piece: usize) -> Vec<String> {
        let mut lines = Lines::new(Dribble(text, piece), cap);
        let mut seen = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            seen.push(match line {
                Line::Whole(line) => String::from_utf8_lossy(line).into_owned(),
                Line::TooLong => "<too long>".to_owned(),
            });
        }
        seen
    }

    #[test]
    fn lines_do_not_depend_on_the_pieces() {
        let text = "\u{feff}one\r\n\n \r\ntwo\nthree3\r\nfour44\n\u{feff}\nend".as_bytes();
        let expected = ["one", "two", "<too long>", "<too long>", "\u{feff}", "end"];
        for piece in 1..40 {
            assert_eq!(all(text, 5, piece), expected, "{piece}");
        }
    }

    #[test]
    fn a_blank_line_is_none_that_lies_ready() {
        let mut lines = Lines::new(&b"\n\r\none\n\n \ntwo\n\nlong\n\r\n"[..], 3);
        let mut seen = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            let text = if let Line::Whole(line) = line { line.to_vec() } else { b"-".to_vec() };
            let more = lines.has_line();
            seen.push((String::from_utf8(text).unwrap(), lines.number(), more));
        }
        let expected = [("one", 3, true), ("two", 6, true), ("-", 8, false)];
        assert_eq!(seen, expected.map(|(text, number, more)| (text.to_owned(), number, more)));
    }

    #[test]
    fn a_line_as_long_as_the_cap_is_whole() {
        for piece in 1..8 {
            assert_eq!(all(b"12345\r\n123456\n", 5, piece), ["12345", "<too long>"], "{piece}");
            assert_eq!(all(b"12345", 5, piece), ["12345"], "{piece}");
            assert_eq!(all(b"", 5, piece), [""; 0], "{piece}");
            assert_eq!(all(b"123456", 5, piece), ["<too long>"], "{piece}");
        }
    }

    #[test]
    fn a_long_line_costs_no_memory() {
        let text = [vec![b'x'; 40 * CHUNK], b"\nend\n".to_vec()].concat();
        let mut lines = Lines::new(&text[..], 1000);
        assert!(matches!(lines.next().unwrap(), Some(Line::TooLong)));
        assert!(matches!(lines.next().unwrap(), Some(Line::Whole(b"end"))));
        assert!(lines.buffer.len() <= 2 * CHUNK, "{}", lines.buffer.len());
    }
}
