//! CSV: a header, and a person in each row.

use std::io::{self, Read};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use spravka_core::members::nearest;

use super::columns::{MEMBERS, bare, member};
use crate::exit::{Trouble, complain};
use crate::scheduler::{Fault, Numbered};

pub(crate) struct Table<R> {
    rows: Reader<Capped<R>>,
    /// The member of each column; `None`: it is left out.
    columns: Vec<Option<String>>,
    row: ByteRecord,
    cap: u64,
    /// Of the last row.
    number: u64,
}

/// Fails where one row takes too many bytes: a quote that is never closed would take all of them.
pub(crate) struct Capped<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let read = self.inner.read(room)?;
        self.left = self.left.saturating_sub(u64::try_from(read).unwrap_or(0));
        Ok(read)
    }
}

impl<R: Read> Table<R> {
    pub(super) fn new(
        input: R,
        delimiter: u8,
        cap: usize,
        ignored: &[String],
    ) -> Result<Self, Trouble> {
        let cap = u64::try_from(cap).unwrap_or(u64::MAX);
        let input = Capped { inner: input, left: cap };
        let mut rows = ReaderBuilder::new().delimiter(delimiter).from_reader(input);
        let header = rows.byte_headers().map_err(|_| unreadable())?;
        let mut columns = Vec::with_capacity(header.len());
        for name in header {
            let name = std::str::from_utf8(name).map_err(|_| unreadable())?.trim();
            let is_ignored = ignored.iter().any(|other| bare(other) == bare(name));
            columns.push((!is_ignored).then(|| member(name).to_owned()));
            if !is_ignored && !MEMBERS.contains(&member(name)) {
                complain(&unknown(columns.len(), name));
            }
        }
        Ok(Self { rows, columns, row: ByteRecord::new(), cap, number: 0 })
    }

    /// The number of a row is that of its line, or of the first of the blank lines before it.
    pub(super) fn next(&mut self) -> io::Result<Option<Numbered>> {
        self.rows.get_mut().left = self.cap;
        let line = self.rows.position().line();
        let text = match self.rows.read_byte_record(&mut self.row) {
            Ok(false) => return Ok(None),
            Ok(true) => person(&self.columns, &self.row).ok_or(Fault::Encoding),
            Err(error) => match error.into_kind() {
                ErrorKind::UnequalLengths { .. } => Err(Fault::Uneven),
                ErrorKind::Io(error) => return Err(error),
                _ => return Err(io::Error::from(io::ErrorKind::InvalidData)),
            },
        };
        // Lines that end in a carriage return alone are not counted.
        self.number = line.max(self.number + 1);
        Ok(Some(Numbered { number: self.number, text }))
    }
}

/// A row as a JSON object; `None` where it is not UTF-8. An empty field is no member, but for a column
/// that nobody knows.
fn person(columns: &[Option<String>], row: &ByteRecord) -> Option<Vec<u8>> {
    let mut members = Vec::with_capacity(columns.len());
    for (column, field) in columns.iter().zip(row) {
        let field = std::str::from_utf8(field).ok()?.trim();
        let Some(name) = column else { continue };
        if field.is_empty() && MEMBERS.contains(&name.as_str()) {
            continue;
        }
        let value = match field.parse::<i64>() {
            Ok(number) if name == "region" => number.to_string(),
            _ => serde_json::to_string(field).ok()?,
        };
        members.push(format!("{}:{value}", serde_json::to_string(name).ok()?));
    }
    Some(format!("{{{}}}", members.join(",")).into_bytes())
}

/// Every line fails by it, and says so without a number.
fn unknown(number: usize, name: &str) -> String {
    let near = nearest(&bare(name), &MEMBERS).map(|name| format!(" (is it `{name}`?)"));
    let near = near.unwrap_or_default();
    format!("column {number} of the header is unknown{near}: leave it out by --ignore NAME")
}

fn unreadable() -> Trouble {
    Trouble::input("the first line is neither a CSV header in UTF-8 nor a person in JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(csv: &str, delimiter: u8, ignored: &[&str]) -> Vec<(u64, String)> {
        let ignored: Vec<String> = ignored.iter().map(|name| (*name).to_owned()).collect();
        let mut table = Table::new(csv.as_bytes(), delimiter, 1_000, &ignored).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = table.next().unwrap() {
            let text = match row.text {
                Ok(text) => String::from_utf8(text).unwrap(),
                Err(fault) => format!("{fault:?}"),
            };
            rows.push((row.number, text));
        }
        rows
    }

    #[test]
    fn a_row_is_a_person() {
        let csv = "\u{feff}Фамилия;Имя;Регион;ИИН;Телефон\nОбразцов; Иван ;077;;\n\n\"О;\n\"\"\";a;b;c;1\n1;2\n";
        assert_eq!(
            all(csv, b';', &["телефон"]),
            [
                (2, r#"{"last_name":"Образцов","first_name":"Иван","region":77}"#.to_owned()),
                (3, r#"{"last_name":"О;\n\"","first_name":"a","region":"b","iin":"c"}"#.to_owned()),
                (6, "Uneven".to_owned()),
            ]
        );
        let numbers: Vec<u64> = all("inn\r1\r2\r", b',', &[]).iter().map(|row| row.0).collect();
        assert_eq!(numbers, [1, 2]);
        assert_eq!(all("x,inn\n,1\n", b',', &[])[0].1, r#"{"x":"","inn":"1"}"#);
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_somewhere() {
        let csv = format!("inn\n1\n\"{}", "x\n".repeat(60_000));
        let mut table = Table::new(csv.as_bytes(), b',', 1_000, &[]).unwrap();
        assert!(table.next().unwrap().is_some());
        assert!(table.next().is_err());
    }

    #[test]
    fn other_encodings_are_said_to_be_such() {
        let cp1251 = b"\xd4\xe0\xec\xe8\xeb\xe8\xff\n1\n";
        assert!(Table::new(&cp1251[..], b',', 1_000, &[]).is_err());
        let mut table = Table::new(&b"inn\n\xd4\n1\n"[..], b',', 1_000, &[]).unwrap();
        assert!(matches!(table.next().unwrap().unwrap().text, Err(Fault::Encoding)));
        assert!(table.next().unwrap().unwrap().text.is_ok());
    }
}
