//! Documents without end: calls and answers made of the conversations by a generator that gives the
//! same ones for the same seed.
//!
//! A document is a turn of a conversation, changed in none to four ways: members of the answer are
//! left out, doubled, renamed or of another type, numbers and texts are spelled oddly, bytes are cut
//! or in another encoding; the status, headers, event, time, state, input or options are others.

mod bytes;
mod json;
mod members;
mod turn;

use std::collections::BTreeMap;

use fastrand::Rng;

use self::turn::Turn;
use crate::cases;
use crate::hostile::{self, Host};

/// A call, and what comes beside it.
#[derive(Debug, Default)]
pub struct Document {
    /// Whose conversation it was made of.
    pub operation: String,
    /// Mostly a JSON text.
    pub call: Vec<u8>,
    pub body: Option<Vec<u8>>,
    /// By the member of the input that describes each.
    pub files: Vec<(String, Vec<u8>)>,
}

/// The turns that documents are made of, by operation, so that each has as many documents as any
/// other.
#[derive(Debug)]
pub struct Generator(Vec<Turns>);

/// Of one operation. Most conversations are of failures, and most documents should not be.
#[derive(Debug, Default)]
struct Turns {
    operation: String,
    done: Vec<Turn>,
    others: Vec<Turn>,
}

/// A longer call takes the time of many.
const LONGEST: usize = 64 * 1024;

impl Generator {
    /// Every turn of the conversations, and every place where a body is read, as this host comes
    /// there.
    #[must_use]
    pub fn new(host: Host<'_>) -> Self {
        let mut operations: BTreeMap<String, Turns> = BTreeMap::new();
        let mut add = |operation: &str, call: &str, body: Option<&[u8]>| {
            let step = host(call, body);
            let own = operations.entry(operation.to_owned()).or_default();
            if call.len() <= LONGEST {
                let is_done = step.starts_with(r#"{"step":"done""#);
                let turns = if is_done { &mut own.done } else { &mut own.others };
                turns.push(Turn::new(call, body));
            }
            step
        };
        for case in cases() {
            let operation = case.name.rsplit_once('/').unwrap_or_default().0.replace('/', ".");
            case.play(&mut |call| add(&operation, call, None));
        }
        for reading in hostile::readings(host) {
            let operation = operation_of(&reading.resume);
            for plant in reading.plants {
                add(&operation, &reading.resume, Some(&hostile::planted(plant, b"\"1\"")));
            }
        }
        let named = |(operation, turns)| Turns { operation, ..turns };
        Self(operations.into_iter().map(named).collect())
    }

    /// The turns as they are, without any change.
    pub fn unchanged(&self) -> impl Iterator<Item = Document> {
        self.0.iter().flat_map(|Turns { operation, done, others }| {
            done.iter().chain(others).map(|turn| turn.document(operation))
        })
    }

    /// The document of this number: the same for the same seed, whatever was asked for before.
    #[must_use]
    pub fn document(&self, seed: u64, index: u64) -> Document {
        // The golden ratio: neighbours are far apart.
        let mut rng = Rng::with_seed(seed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let (operation, turn) = self.any(&mut rng);
        let mut turn = turn.clone();
        for _ in 0..rng.choice([0, 1, 1, 1, 1, 2, 2, 4]).unwrap_or(1) {
            let (_, other) = self.any(&mut rng);
            turn.change(&mut rng, other);
        }
        turn.told(&mut rng, operation)
    }

    fn any(&self, rng: &mut Rng) -> (&str, &Turn) {
        let Turns { operation, done, others } = &self.0[rng.usize(..self.0.len())];
        let turns = if others.is_empty() || !done.is_empty() && rng.bool() { done } else { others };
        (operation, &turns[rng.usize(..turns.len())])
    }
}

/// Whose state it is.
fn operation_of(call: &str) -> String {
    let name = call.split(r#""operation":""#).nth(1).and_then(|rest| rest.split('"').next());
    name.unwrap_or_default().to_owned()
}
