//! Lines of a stream, in pieces of any size.

use std::io::{self, Read};

use crate::lines::{Line, Lines};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The bytes: the cap (2), the size of the first piece (1), of the second (1), which alternate, then
/// the stream.
pub(super) fn run(data: &[u8]) {
    let [low, high, first, second, stream @ ..] = data else { return };
    let cap = usize::from(u16::from_le_bytes([*low, *high]));
    let pieces = [usize::from(*first) + 1, usize::from(*second) + 1];
    let whole = read(stream, cap, [stream.len().max(1); 2]);
    assert_eq!(whole, read(stream, cap, pieces));
    assert_eq!(whole, split(stream, cap));
}

/// A line, or nothing where it is too long.
pub(super) type Taken = Option<Vec<u8>>;

fn read(stream: &[u8], cap: usize, pieces: [usize; 2]) -> Vec<Taken> {
    let mut lines = Lines::new(Pieces { stream, pieces }, cap);
    let mut taken = Vec::new();
    while let Some(line) = lines.next().expect("memory does not fail") {
        taken.push(match line {
            Line::Whole(line) => Some(line.to_vec()),
            Line::TooLong => None,
        });
    }
    taken
}

/// The same by a plain split.
pub(super) fn split(stream: &[u8], cap: usize) -> Vec<Taken> {
    let lines = stream.strip_suffix(b"\n").unwrap_or(stream).split(|byte| *byte == b'\n');
    let cut = |(at, line): (usize, &[u8])| {
        let line = if at == 0 { line.strip_prefix(BOM).unwrap_or(line) } else { line };
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > cap {
            return Some(None);
        }
        let blank = line.iter().all(u8::is_ascii_whitespace);
        (!blank).then(|| Some(line.to_vec()))
    };
    lines.enumerate().filter_map(cut).collect()
}

/// Hands a stream out in pieces of two sizes.
pub(super) struct Pieces<'a> {
    pub(super) stream: &'a [u8],
    pub(super) pieces: [usize; 2],
}

impl Read for Pieces<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let taken = self.pieces[0].min(self.stream.len()).min(room.len());
        let (now, later) = self.stream.split_at(taken);
        room[..taken].copy_from_slice(now);
        self.stream = later;
        self.pieces.swap(0, 1);
        Ok(taken)
    }
}
