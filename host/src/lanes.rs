//! Who may send now: how many at once, in all and to each provider, and whom a provider holds up.

use std::collections::BTreeMap;

use spravka_core::error::Code;
use spravka_core::operation::Provider;
use spravka_core::registry::providers;
use spravka_core::value::Timestamp;

use crate::Id;
use crate::pace::{Rate, Window};
use crate::wish::Wanted;

/// Providers that are asked one at a time unless the user says otherwise. INFERRED: neither names a
/// figure.
const ONE_AT_A_TIME: [&str; 2] = ["fssp", "osnovanie"];

/// Jobs that are open at once where not all of them are played one after the other: most of them wait
/// for time to pass.
const WINDOW: usize = 64;
/// The same for each request that may be under way.
const WINDOW_OF_EACH: usize = 4;

/// `--concurrency`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AtOnce {
    All(usize),
    Provider(String, usize),
}

impl std::str::FromStr for AtOnce {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (provider, number) = match text.split_once('=') {
            Some((provider, number)) => (Some(provider), number),
            None => (None, text),
        };
        let number = number.parse().ok().filter(|number| (1..=256).contains(number));
        let number = number.ok_or_else(|| "expected N or PROVIDER=N, from 1 to 256".to_owned())?;
        match provider {
            None => Ok(Self::All(number)),
            Some(name) if providers().any(|known| known.name == name) => {
                Ok(Self::Provider(name.to_owned(), number))
            }
            Some(_) => Err("there is no such provider".to_owned()),
        }
    }
}

#[derive(Debug)]
pub struct Lanes {
    at_once: usize,
    under_way: usize,
    lanes: BTreeMap<String, Lane>,
}

#[derive(Debug)]
struct Lane {
    at_once: usize,
    under_way: usize,
    held: Option<(Timestamp, Code)>,
    /// Its answers may bring tokens, and no two flows may spend the same one: they go one by one.
    is_exclusive: bool,
    owner: Option<Id>,
    windows: Vec<Window>,
}

/// Whether a request may leave; the later, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    Open,
    /// Not before this moment.
    At(Timestamp),
    /// Not before another request or flow has ended.
    Shut,
}

impl Lanes {
    /// `rates`: in place of the catalogue's limits; `None`: nothing is paced.
    pub fn new(wanted: &[AtOnce], rates: Option<&[Rate]>) -> Self {
        let mut at_once = 1;
        let mut lanes: BTreeMap<String, Lane> =
            providers().map(|known| (known.name.to_owned(), Lane::new(known, rates))).collect();
        for wanted in wanted {
            match wanted {
                AtOnce::All(number) => at_once = *number,
                AtOnce::Provider(name, number) => {
                    if let Some(lane) = lanes.get_mut(name) {
                        lane.at_once = *number;
                    }
                }
            }
        }
        Self { at_once, under_way: 0, lanes }
    }

    /// Jobs that may be open at once. One at a time means one after the other: a line may count on
    /// what the line before it has done.
    pub fn window(&self) -> usize {
        if self.at_once == 1 { 1 } else { WINDOW.max(WINDOW_OF_EACH * self.at_once) }
    }

    pub fn is_full(&self) -> bool {
        self.under_way >= self.at_once
    }

    pub fn gate(&self, id: Id, wanted: &Wanted, now: Timestamp) -> Gate {
        if self.is_full() {
            return Gate::Shut;
        }
        match self.lanes.get(&wanted.provider) {
            Some(lane) => lane.gate(id, wanted, now),
            None => Gate::Open,
        }
    }

    /// A request leaves.
    pub fn enter(&mut self, id: Id, wanted: &Wanted) {
        self.under_way += 1;
        let Some(lane) = self.lanes.get_mut(&wanted.provider) else { return };
        lane.under_way += 1;
        lane.owner = lane.is_exclusive.then_some(id);
        if wanted.is_counted {
            lane.windows.iter_mut().for_each(|window| window.enter(&wanted.operation));
        }
    }

    /// Its answer has come.
    pub fn leave(&mut self, wanted: &Wanted, now: Timestamp) {
        self.under_way = self.under_way.saturating_sub(1);
        let Some(lane) = self.lanes.get_mut(&wanted.provider) else { return };
        lane.under_way = lane.under_way.saturating_sub(1);
        if wanted.is_counted {
            lane.windows.iter_mut().for_each(|window| window.leave(&wanted.operation, now));
        }
    }

    /// An answer came before this process began.
    pub fn note(&mut self, provider: &str, operation: &str, at: Timestamp) {
        if let Some(lane) = self.lanes.get_mut(provider) {
            lane.windows.iter_mut().for_each(|window| window.note(operation, at));
        }
    }

    /// A flow has ended.
    pub fn forget(&mut self, id: Id) {
        for lane in self.lanes.values_mut() {
            lane.owner.take_if(|owner| *owner == id);
        }
    }

    /// A provider has asked for patience, and why.
    pub fn hold(&mut self, provider: &str, until: Timestamp, why: Code) {
        if let Some(lane) = self.lanes.get_mut(provider)
            && lane.held.is_none_or(|(other, _)| other < until)
        {
            lane.held = Some((until, why));
        }
    }

    /// Until when a provider is held, and why.
    pub fn held(&self, provider: &str) -> Option<(Timestamp, Code)> {
        self.lanes.get(provider)?.held
    }
}

impl Lane {
    fn new(provider: &Provider, rates: Option<&[Rate]>) -> Self {
        let own = if ONE_AT_A_TIME.contains(&provider.name) { 1 } else { usize::MAX };
        let mut secrets = provider.slots.iter().filter_map(|slot| slot.secret);
        let is_exclusive = secrets.any(|secret| secret.ends_with(".refresh_token"));
        let rates = rates.map(|rates| {
            let of_provider = rates.iter().filter(|rate| rate.provider == provider.name);
            of_provider.collect::<Vec<_>>()
        });
        let windows = match rates {
            None => Vec::new(),
            Some(own) if own.is_empty() => provider.limits.iter().map(Window::of_limit).collect(),
            Some(own) => own.into_iter().filter_map(Window::of_rate).collect(),
        };
        Self { at_once: own, under_way: 0, held: None, is_exclusive, owner: None, windows }
    }

    fn gate(&self, id: Id, wanted: &Wanted, now: Timestamp) -> Gate {
        if self.under_way >= self.at_once
            || self.is_exclusive && self.owner.is_some_and(|owner| owner != id)
        {
            return Gate::Shut;
        }
        let held = match self.held {
            Some((until, _)) if now < until => Gate::At(until),
            _ => Gate::Open,
        };
        let windows = self.windows.iter().filter(|_| wanted.is_counted);
        windows.map(|window| window.gate(&wanted.operation, now)).fold(held, Gate::max)
    }
}
