//! People, one a line: CSV with a header, or NDJSON.

mod columns;
mod table;

use std::io::{self, BufRead, BufReader, Cursor, Read};

use self::table::Table;
use crate::exit::Trouble;
use crate::lines::{Line, Lines};
use crate::scheduler::{Fault, Numbered, Source};

/// Nobody has a longer header.
const HEADER_CAP: u64 = 64 * 1024;

/// People as JSON objects of the person's members and an `id`, whatever they came as.
pub(crate) enum People<R> {
    Lines(Lines<Began<R>>),
    Table(Box<Table<Began<R>>>),
}

/// A stream whose beginning was looked at.
pub(crate) type Began<R> = io::Chain<Cursor<Vec<u8>>, BufReader<R>>;

impl<R: Read> People<R> {
    /// Looks at the first line, which tells the format. `ignored`: columns that are left out.
    ///
    /// # Errors
    /// The header cannot be read.
    pub(crate) fn of(input: R, cap: usize, ignored: &[String]) -> Result<Self, Trouble> {
        let mut input = BufReader::new(input);
        let mut first = Vec::new();
        while first.iter().all(u8::is_ascii_whitespace) {
            let read = (&mut input).take(HEADER_CAP).read_until(b'\n', &mut first)?;
            if read == 0 {
                break;
            }
        }
        let text = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
        let is_json = text.trim_ascii_start().starts_with(b"{");
        let began = Cursor::new(first.clone()).chain(input);
        if is_json {
            return Ok(Self::Lines(Lines::new(began, cap)));
        }
        Ok(Self::Table(Box::new(Table::new(began, delimiter(&first), cap, ignored)?)))
    }
}

impl<R: Read> Source for People<R> {
    fn next(&mut self) -> io::Result<Option<Numbered>> {
        match self {
            Self::Lines(lines) => lines.numbered(),
            Self::Table(table) => table.next(),
        }
    }

    fn has_more(&mut self) -> bool {
        match self {
            Self::Lines(lines) => lines.has_line(),
            // The reader of tables does not say.
            Self::Table(_) => false,
        }
    }
}

impl<R: Read> Lines<R> {
    /// The next line with its number.
    pub(crate) fn numbered(&mut self) -> io::Result<Option<Numbered>> {
        let text = match self.next()? {
            None => return Ok(None),
            Some(Line::Whole(line)) => Ok(line.to_vec()),
            Some(Line::TooLong) => Err(Fault::TooLong),
        };
        Ok(Some(Numbered { number: self.number(), text }))
    }
}

/// The sign that the header has most of.
fn delimiter(header: &[u8]) -> u8 {
    let count = |sign: u8| header.iter().filter(|byte| **byte == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}
