//! What a scheduler is made of.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use spravka_host::budget::Budget;
use spravka_host::lanes::{AtOnce, Lanes};
use spravka_host::money::{Money, Price};
use spravka_host::pace::Rate;

use super::input::{Input, Opener};
use super::outlet::{Outlet, To};
use super::pool::Pool;
use super::progress::Progress;
use super::script::Script;
use super::{Carrier, Message, Scheduler, stopping};
use crate::host::Host;
use crate::journal::{Earlier, Journal};
use crate::transport::Way;

#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) at_once: Vec<AtOnce>,
    /// In place of the catalogue's limits; `None`: nothing is paced.
    pub(crate) rates: Option<Vec<Rate>>,
    /// Empty: nothing is bounded.
    pub(crate) budgets: Vec<Money>,
    pub(crate) prices: Vec<Price>,
    /// Records come as they are made, not in the order of the input.
    pub(crate) unordered: bool,
    /// No progress is shown.
    pub(crate) quiet: bool,
    /// The longest record that is written out.
    pub(crate) max_output: Option<usize>,
    /// Where each record gets a file of its own, in place of standard output.
    pub(crate) folder: Option<PathBuf>,
}

impl<S: Script> Scheduler<S> {
    /// Plays standard input.
    pub(crate) fn of_stream(
        script: S,
        host: Host,
        way: Way,
        settings: Settings,
        input: Opener,
    ) -> Self {
        let (back, messages) = channel();
        stopping::listen(back.clone());
        let input = Input::standard(input, back.clone());
        Self::new(script, host, Carrier::of(way, back), (input, messages), settings, None)
    }

    /// Plays one line, and keeps its record.
    pub(crate) fn of_line(script: S, host: Host, way: Way, line: Vec<u8>) -> Self {
        let (back, messages) = channel();
        let settings = Settings { quiet: true, ..Settings::default() };
        let input = (Input::of(line), messages);
        Self::new(script, host, Carrier::of(way, back), input, settings, Some(To::Kept))
    }

    /// Keeps what it does in a journal, and goes on from there.
    pub(crate) fn with_journal(mut self, journal: Option<(Journal, Earlier)>) -> Self {
        if let Some((journal, earlier)) = journal {
            self.journal = Some(journal);
            self.restore(earlier);
        }
        self
    }

    pub(super) fn new(
        script: S,
        host: Host,
        carrier: Carrier,
        (input, messages): (Input, Receiver<Message>),
        settings: Settings,
        to: Option<To>,
    ) -> Self {
        let lanes = Lanes::new(&settings.at_once, settings.rates.as_deref());
        let to = to.unwrap_or(settings.folder.map_or(To::Stdout, To::Folder));
        // Results on the same screen are progress enough.
        let quiet = settings.quiet || matches!(to, To::Stdout) && io::stdout().is_terminal();
        Self {
            script,
            host,
            carrier,
            journal: None,
            outlet: Outlet::new(to, !settings.unordered),
            messages,
            tasks: BTreeMap::new(),
            flows: BTreeMap::new(),
            queue: BTreeMap::new(),
            under_way: BTreeMap::new(),
            wakes: BTreeSet::new(),
            window: lanes.window(),
            lanes,
            budget: Budget::new(&settings.budgets, &settings.prices),
            weight: 0,
            next_gate: None,
            cancelled: BTreeSet::new(),
            has_callers: false,
            max_output: settings.max_output,
            is_closing: false,
            stop: None,
            progress: Progress::new(quiet, input.bytes),
            input,
        }
    }
}

impl Carrier {
    pub(super) fn of(way: Way, back: Sender<Message>) -> Self {
        match way {
            Way::None => Self::None,
            Way::Simulated(simulation) => Self::Simulated(simulation),
            Way::Real(transport) => Self::Threads(Pool::new(transport, back)),
        }
    }
}
