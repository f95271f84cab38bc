//! The time: real, or a simulation's own, which passes only by waiting.

use std::time::Duration;

use spravka_core::value::Timestamp;

#[derive(Debug)]
pub(crate) enum Clock {
    Real,
    Virtual(Timestamp),
}

impl Clock {
    /// A clock that begins now and stands still between waits.
    pub(crate) fn simulated() -> Self {
        Self::Virtual(real_now())
    }

    pub(crate) fn now(&self) -> Timestamp {
        match self {
            Self::Real => real_now(),
            Self::Virtual(now) => *now,
        }
    }

    pub(crate) fn is_virtual(&self) -> bool {
        matches!(self, Self::Virtual(_))
    }

    /// Lets a simulation's time pass; real time passes by itself.
    pub(crate) fn jump(&mut self, to: Timestamp) {
        if let Self::Virtual(now) = self {
            *now = to.max(*now);
        }
    }
}

#[expect(clippy::disallowed_types, reason = "hosts have a clock; this is the runner's only one")]
pub(crate) fn real_now() -> Timestamp {
    let since_epoch = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let ms = since_epoch.map_or(0, |since| since.as_millis());
    Timestamp::from_ms(i64::try_from(ms).unwrap_or(i64::MAX))
}

/// A moment after which nobody waits any more.
#[expect(clippy::disallowed_types, reason = "timeouts are measured, not told")]
pub(crate) struct Deadline(std::time::Instant, Duration);

#[expect(clippy::disallowed_types, reason = "timeouts are measured, not told")]
impl Deadline {
    pub(crate) fn in_ms(ms: u64) -> Self {
        Self(std::time::Instant::now(), Duration::from_millis(ms))
    }

    /// What is left, zero once it has passed.
    pub(crate) fn left(&self) -> Duration {
        self.1.saturating_sub(self.0.elapsed())
    }
}
