//! How often a provider is asked: at most so many requests in any so many seconds.
//!
//! A request counts from the moment at which it leaves until that many seconds after its answer: when
//! in between the provider counted it, nobody knows.

use std::collections::VecDeque;
use std::str::FromStr;

use spravka_core::operation::Limit;
use spravka_core::registry::{find, providers};
use spravka_core::value::Timestamp;

use crate::lanes::Gate;

/// `--rate`: in place of the catalogue's limits of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    pub provider: String,
    /// The one operation that it counts.
    operation: Option<String>,
    /// Requests and milliseconds; `None`: as many as one likes.
    most: Option<(usize, u64)>,
}

/// One limit, and what counts towards it.
#[derive(Debug)]
pub struct Window {
    most: usize,
    per_ms: u64,
    /// All of the provider's where none is named.
    operations: Vec<String>,
    under_way: usize,
    /// When the answers came, the latest last.
    past: VecDeque<Timestamp>,
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, most) = text.split_once('=').ok_or(EXPECTED)?;
        let most = if most == "off" { None } else { Some(most_of(most).ok_or(EXPECTED)?) };
        if providers().any(|provider| provider.name == name) {
            return Ok(Self { provider: name.to_owned(), operation: None, most });
        }
        let provider = find(name).and_then(|entry| entry.provider);
        let provider = provider.ok_or("there is no such provider or operation")?.name.to_owned();
        Ok(Self { provider, operation: Some(name.to_owned()), most })
    }
}

const EXPECTED: &str = "expected PROVIDER=100/h or OPERATION=100/h (/s, /m, /h, /d), or =off";

/// `100/h`
fn most_of(text: &str) -> Option<(usize, u64)> {
    let (number, unit) = text.split_once('/')?;
    let per_ms = match unit {
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|number| digits && (1..=1_000_000).contains(number))?;
    Some((number, per_ms))
}

impl Window {
    pub fn of_limit(limit: &Limit) -> Self {
        let operations = limit.operations.iter().map(|name| (*name).to_owned()).collect();
        let most = usize::try_from(limit.requests).unwrap_or(usize::MAX);
        Self::new(most, u64::from(limit.per_seconds) * 1_000, operations)
    }

    pub fn of_rate(rate: &Rate) -> Option<Self> {
        let (most, per_ms) = rate.most?;
        Some(Self::new(most, per_ms, rate.operation.iter().cloned().collect()))
    }

    fn new(most: usize, per_ms: u64, operations: Vec<String>) -> Self {
        Self { most, per_ms, operations, under_way: 0, past: VecDeque::new() }
    }

    fn counts(&self, operation: &str) -> bool {
        self.operations.is_empty() || self.operations.iter().any(|name| name == operation)
    }

    /// Whether one more may leave.
    pub fn gate(&self, operation: &str, now: Timestamp) -> Gate {
        if !self.counts(operation) {
            return Gate::Open;
        }
        let over = |at: &&Timestamp| at.plus_ms(self.per_ms) <= now;
        let gone = self.past.iter().take_while(over).count();
        let counted = self.past.len() - gone + self.under_way;
        match counted.checked_sub(self.most) {
            None => Gate::Open,
            // So many more have to be over.
            Some(more) => match self.past.get(gone + more) {
                Some(at) => Gate::At(at.plus_ms(self.per_ms)),
                None => Gate::Shut,
            },
        }
    }

    pub fn enter(&mut self, operation: &str) {
        if self.counts(operation) {
            self.under_way += 1;
        }
    }

    pub fn leave(&mut self, operation: &str, now: Timestamp) {
        if self.counts(operation) {
            self.under_way = self.under_way.saturating_sub(1);
            self.note(operation, now);
        }
    }

    /// One was answered at this moment.
    pub fn note(&mut self, operation: &str, at: Timestamp) {
        if self.counts(operation) {
            // What is older than as many as may leave decides nothing.
            if self.past.len() >= self.most {
                self.past.pop_front();
            }
            self.past.push_back(self.past.back().map_or(at, |last| at.max(*last)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_ms(1_000_000 + ms)
    }

    #[test]
    fn rates() {
        let rate = |text: &str| text.parse::<Rate>();
        let hour = rate("fssp=100/h").unwrap();
        assert_eq!((hour.provider.as_str(), hour.most), ("fssp", Some((100, 3_600_000))));
        let day = rate("fssp.search_group=5000/d").unwrap();
        assert_eq!(day.operation.as_deref(), Some("fssp.search_group"));
        assert_eq!(rate("kz_info=off").unwrap().most, None);
        for wrong in [
            "",
            "fssp",
            "fssp=",
            "fssp=1",
            "fssp=0/s",
            "fssp=+1/s",
            "fssp=1/w",
            "x=1/s",
            "fssp.x=1/s",
            "identifiers.check=1/s",
        ] {
            assert!(rate(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_window_slides() {
        let mut window = Window::new(2, 1_000, vec!["a".to_owned()]);
        assert_eq!(window.gate("b", at(0)), Gate::Open);
        window.enter("b");
        window.enter("a");
        assert_eq!(window.gate("a", at(0)), Gate::Open);
        window.enter("a");
        assert_eq!(window.gate("a", at(0)), Gate::Shut, "nobody knows when they end");
        window.leave("a", at(300));
        assert_eq!(window.gate("a", at(300)), Gate::At(at(1_300)));
        window.leave("a", at(700));
        assert_eq!(window.gate("a", at(1_299)), Gate::At(at(1_300)));
        assert_eq!(window.gate("a", at(1_300)), Gate::Open);
        window.enter("a");
        assert_eq!(window.gate("a", at(1_300)), Gate::At(at(1_700)));
        window.leave("a", at(1_400));
        assert_eq!(window.gate("a", at(1_400)), Gate::At(at(1_700)));
        assert_eq!(window.past.len(), 2);
    }

    /// Whatever comes and goes, never more than so many in any window.
    #[test]
    fn never_more_than_so_many() {
        let mut window = Window::new(3, 1_000, Vec::new());
        let (mut open, mut left) = (VecDeque::new(), Vec::new());
        let mut spread = 7_u64;
        for now in 0..20_000 {
            spread = spread.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            if window.gate("a", at(now)) == Gate::Open && spread >> 61 != 0 {
                window.enter("a");
                left.push(now);
                open.push_back(now + i64::try_from(spread >> 56).unwrap());
            }
            if open.front().is_some_and(|end| *end <= now) {
                open.pop_front();
                window.leave("a", at(now));
            }
        }
        assert!(left.len() > 30);
        assert!(left.windows(4).all(|four| four[3] - four[0] >= 1_000));
    }
}
