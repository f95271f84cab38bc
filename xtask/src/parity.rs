//! `cargo xtask parity`: the same answers from the core and from the modules, for any document.

mod tally;

use std::io::{BufWriter, Write};
use std::panic::catch_unwind;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use spravka_core::{Beside, dispatch_with};
use spravka_tests::generated::{Document, Generator};

use self::tally::Tally;
use crate::wasm;

#[derive(Args)]
pub(crate) struct Flags {
    /// How many documents are played
    #[arg(long, value_name = "N", default_value_t = DOCUMENTS)]
    documents: u64,

    /// Which documents they are
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,

    /// The number of the first one
    #[arg(long, value_name = "N", default_value_t = 0)]
    first: u64,
}

const DOCUMENTS: u64 = 40_000;
const SEED: u64 = 20_261_121;

impl Default for Flags {
    fn default() -> Self {
        Self { documents: DOCUMENTS, seed: SEED, first: 0 }
    }
}

/// Documents, and what the core has answered, go to Node.js as they are made.
pub(crate) fn run(flags: &Flags) -> Result<()> {
    let Flags { documents, seed, first } = *flags;
    println!("{documents} documents of the seed {seed}");
    let generator = Generator::new(&|call, body| {
        let step = dispatch_with(call.as_bytes(), Beside { body, files: &[] });
        String::from_utf8_lossy(&step).into()
    });
    let mut expected = Tally::default();
    for document in generator.unchanged() {
        expected.add(&document.operation, &answer(&document)?)?;
    }
    let mut node = wasm::parity()?.arg(first.to_string()).stdin(Stdio::piped()).spawn()?;
    let mut feed = BufWriter::with_capacity(1 << 20, node.stdin.take().context("its input")?);
    let mut tally = Tally::default();
    let played = (first..first + documents).try_for_each(|index| {
        let document = generator.document(seed, index);
        let again = || format!("cargo xtask parity --seed {seed} --first {index} --documents 1");
        let step = answer(&document).with_context(again)?;
        tally.add(&document.operation, &step).with_context(again)?;
        feed.write_all(&framed(&document, &step)?).context("Node.js has stopped reading")
    });
    let fed = feed.flush();
    drop(feed);
    let status = node.wait()?;
    print!("{tally}");
    ensure!(
        status.success(),
        "the modules differ: `--seed {seed} --first N` gives a document again"
    );
    played?;
    fed?;
    tally.is_rich(&expected)
}

fn answer(document: &Document) -> Result<Vec<u8>> {
    let files: Vec<_> = document.files.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    let beside = || Beside { body: document.body.as_deref(), files: &files };
    match catch_unwind(|| dispatch_with(&document.call, beside())) {
        Ok(step) => Ok(step),
        Err(_) => bail!("the core has panicked"),
    }
}

/// Byte strings, each after its length, after the length of them all: the step, the call, whether
/// there is a body, the body, and files with their names.
fn framed(document: &Document, step: &[u8]) -> Result<Vec<u8>> {
    let has_body: &[u8] = if document.body.is_some() { b"1" } else { b"" };
    let body = document.body.as_deref().unwrap_or_default();
    let mut parts = vec![step, &document.call, has_body, body];
    parts.extend(document.files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]));
    let mut frame = vec![0; 4];
    for part in parts {
        frame.extend(u32::try_from(part.len())?.to_le_bytes());
        frame.extend_from_slice(part);
    }
    let length = u32::try_from(frame.len() - 4)?.to_le_bytes();
    frame.splice(..4, length);
    Ok(frame)
}
