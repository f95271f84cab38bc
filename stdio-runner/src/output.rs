//! Standard output: whole records, each in one write.

use std::io::{self, IsTerminal, Write};

use crate::pretty::pretty;

/// Writes `record`, which ends with its newline.
pub(crate) fn write(record: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(record)?;
    out.flush()
}

/// Writes a JSON document: indented for eyes, on one line for pipes.
pub(crate) fn document(json: &[u8]) -> io::Result<()> {
    let mut record = if io::stdout().is_terminal() { pretty(json) } else { json.to_vec() };
    record.push(b'\n');
    write(&record)
}
