//! A stream of calls, answered line by line.

use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use spravka_core::{Beside, dispatch_into, internal_failure, internal_failure_of, line_too_long};

use crate::cut::cut;
use crate::lines::{Line, Lines};

const FLUSH: usize = 256 * 1024;
/// A buffer that grew beyond this is given back.
const KEPT: usize = 4 * 1024 * 1024;

/// Writes a step for each line that is not blank; `cap` is the longest line that is read, `most` the
/// longest that is written.
pub(crate) fn steps(
    input: impl Read,
    mut output: impl Write,
    cap: usize,
    most: Option<usize>,
) -> io::Result<()> {
    let mut lines = Lines::new(input, cap);
    let mut out = Vec::with_capacity(FLUSH);
    while let Some(line) = lines.next()? {
        let begin = out.len();
        match line {
            Line::Whole(call) => {
                let answered =
                    AssertUnwindSafe(|| dispatch_into(call, Beside::default(), &mut out));
                if catch_unwind(answered).is_err() {
                    out.truncate(begin);
                    let failure = catch_unwind(|| internal_failure_of(call));
                    out.extend(failure.unwrap_or_else(|_| internal_failure()));
                }
            }
            Line::TooLong => out.extend(line_too_long(u64::try_from(cap).unwrap_or(u64::MAX))),
        }
        if most.is_some_and(|most| out.len() - begin > most) {
            let step = out.split_off(begin);
            out.extend(cut(step, most));
        }
        out.push(b'\n');
        if out.len() >= FLUSH || !lines.has_line() {
            output.write_all(&out)?;
            output.flush()?;
            out.clear();
            if out.capacity() > KEPT {
                out = Vec::with_capacity(FLUSH);
            }
        }
    }
    Ok(())
}
