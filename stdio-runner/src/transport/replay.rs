//! Answers from a record: each once, in the order in which they were recorded.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;
use spravka_core::Filled;
use spravka_core::value::Timestamp;
use spravka_host::event::{Kind, Sent};

use super::Simulation;
use crate::exit::{Trouble, why};
use crate::inside::Event;
use crate::record::Asked;

pub(crate) struct Replay {
    /// By the request as JSON text.
    exchanges: BTreeMap<String, VecDeque<Event>>,
}

#[derive(Deserialize)]
struct EventOf<'a> {
    #[serde(borrow)]
    event: &'a RawValue,
}

impl Replay {
    pub(crate) fn open(path: &Path) -> Result<Self, Trouble> {
        let record = std::fs::read_to_string(path).map_err(|error| {
            Trouble::usage(format!(
                "--transport replay: the file cannot be read: {}",
                why(error.kind())
            ))
        })?;
        let mut exchanges: BTreeMap<String, VecDeque<Event>> = BTreeMap::new();
        let lines = record.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        for (index, line) in lines {
            let (asked, event) = read(line).ok_or_else(|| {
                let line = index + 1;
                Trouble::usage(format!(
                    "--transport replay: line {line} is not a recorded exchange"
                ))
            })?;
            exchanges.entry(asked).or_default().push_back(event);
        }
        Ok(Self { exchanges })
    }
}

impl Simulation for Replay {
    /// What is answered from a record is sent nowhere.
    fn fills(&self) -> bool {
        false
    }

    fn exchange(&mut self, request: &str, _: Option<Filled>, _: Timestamp) -> Event {
        let exchanges = key(request).and_then(|asked| self.exchanges.get_mut(&asked));
        let recorded = exchanges.and_then(VecDeque::pop_front);
        recorded.unwrap_or_else(|| Event::simulated_failure(Kind::Connect, Sent::No))
    }
}

fn read(line: &str) -> Option<(String, Event)> {
    let EventOf { event } = serde_json::from_str(line).ok()?;
    Some((key(line)?, Event::parse(event.get(), true)?))
}

fn key(request: &str) -> Option<String> {
    let asked: Asked<'_> = serde_json::from_str(request).ok()?;
    serde_json::to_string(&asked).ok()
}
