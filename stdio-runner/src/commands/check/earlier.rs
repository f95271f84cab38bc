//! The reports of an earlier check, by the ids of their people. Only places are kept in memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_host::job::Head;

use crate::exit::{Trouble, why};

pub(super) struct Earlier {
    files: Vec<PathBuf>,
    places: BTreeMap<String, Place>,
}

/// A line of a file.
#[derive(Clone, Copy)]
struct Place {
    file: usize,
    offset: u64,
    length: usize,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    step: &'a str,
}

impl Earlier {
    /// Opens what `check` wrote: a file with a report on each line, or the folder of `--out`.
    pub(super) fn open(path: &Path) -> Result<Self, Trouble> {
        let of = |error: io::Error| {
            Trouble::usage(format!("--previous cannot be read: {}", why(error.kind())))
        };
        let mut files = vec![path.to_owned()];
        if path.is_dir() {
            let entries = std::fs::read_dir(path).map_err(of)?;
            let paths = entries.map(|entry| entry.map(|entry| entry.path()));
            files = paths.collect::<io::Result<_>>().map_err(of)?;
            files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
            files.sort();
        }
        let mut earlier = Self { files: Vec::new(), places: BTreeMap::new() };
        for file in files {
            earlier.note(file).map_err(of)?;
        }
        if earlier.places.is_empty() {
            return Err(Trouble::usage("--previous holds no report with an id"));
        }
        Ok(earlier)
    }

    /// Notes where each report of a file is; of two with one id the later one counts.
    fn note(&mut self, path: PathBuf) -> io::Result<()> {
        let mut lines = BufReader::new(File::open(&path)?);
        let (mut offset, mut line) = (0, Vec::new());
        loop {
            line.clear();
            let length = lines.read_until(b'\n', &mut line)?;
            if length == 0 {
                break;
            }
            if let Ok(Named { id: Some(id), step: "done" }) = serde_json::from_slice(&line) {
                let place = Place { file: self.files.len(), offset, length };
                self.places.insert(id.get().to_owned(), place);
            }
            offset += u64::try_from(length).unwrap_or(u64::MAX);
        }
        self.files.push(path);
        Ok(())
    }

    /// The report on whom the JSON text of an id names.
    pub(super) fn find(&self, id: &str) -> Option<String> {
        let place = self.places.get(id)?;
        let mut file = File::open(self.files.get(place.file)?).ok()?;
        file.seek(SeekFrom::Start(place.offset)).ok()?;
        let mut line = vec![0; place.length];
        file.read_exact(&mut line).ok()?;
        let head = serde_json::from_slice::<Head<'_>>(&line).ok()?;
        head.output.map(|output| output.get().to_owned())
    }
}
