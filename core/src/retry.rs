//! Whether a request is sent again, and when: the one place that decides it.

use crate::error::{Code, Error, Happened};
use crate::protocol::Effect;

/// A failure of one send, with what the provider's table or the status says about a repeat.
#[derive(Debug)]
pub struct Fault {
    pub error: Box<Error>,
    pub retry: Retry,
}

/// Why a repeat may be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    Never,
    /// Certainly not executed: any request may be repeated.
    NotExecuted,
    /// Certainly not executed, by the provider's own document: repeated this often, not before so
    /// many milliseconds.
    Documented {
        times: u32,
        after_ms: u64,
    },
    /// Too many requests: not executed, wait first.
    Limited,
    /// The provider asks to come back later; it may have begun.
    Unavailable,
    /// It may have been executed.
    Lost,
    /// The provider failed inside; it may have been executed.
    ServerError,
}

impl Fault {
    #[must_use]
    pub fn new(code: Code, executed: Happened, retry: Retry) -> Self {
        Self { error: Box::new(Error::new(code).happened(executed)), retry }
    }

    /// Records the HTTP status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.error.provider_mut().status = Some(status);
        self
    }
}

/// How often and how soon a provider's requests are repeated, by effect.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Repeats after a loss.
    pub lost: u32,
    /// The shortest wait after a loss.
    pub lost_ms: u64,
    /// Repeats after a failure inside.
    pub server_error: u32,
    /// The shortest wait after a failure inside.
    pub server_error_ms: u64,
    /// The shortest wait after "too many requests" without a `Retry-After`.
    pub rate_limited_ms: u64,
}

impl Policy {
    /// What holds where a provider says nothing: what costs nothing but quota is repeated.
    #[must_use]
    pub const fn of(effect: Effect) -> Self {
        match effect {
            Effect::Read => Self {
                lost: 2,
                lost_ms: 0,
                server_error: 1,
                server_error_ms: 0,
                rate_limited_ms: 0,
            },
            Effect::Quota => Self {
                lost: 1,
                lost_ms: 0,
                server_error: 1,
                server_error_ms: 5_000,
                rate_limited_ms: 0,
            },
            Effect::PaidRead | Effect::Write | Effect::Create | Effect::Irreversible => Self {
                lost: 0,
                lost_ms: 0,
                server_error: 0,
                server_error_ms: 0,
                rate_limited_ms: 0,
            },
        }
    }
}

const BASE_MS: u64 = 1_000;
const CAP_MS: u64 = 30_000;

/// What is known when a send has failed.
pub(crate) struct Situation<'a> {
    pub(crate) retry: Retry,
    pub(crate) effect: Effect,
    pub(crate) policy: Policy,
    /// How often this request was sent so far, from 1.
    pub(crate) attempt: u32,
    pub(crate) max_attempts: u32,
    /// The host agreed to pay again.
    pub(crate) paid_retry: bool,
    /// What `Retry-After` asked for.
    pub(crate) retry_after_ms: Option<u64>,
    /// From which the jitter is drawn.
    pub(crate) request_key: &'a str,
}

/// The wait before the request is sent again in milliseconds, or `None`: not again.
pub(crate) fn again(situation: &Situation<'_>) -> Option<u64> {
    let most = repeats(situation).min(situation.max_attempts.saturating_sub(1));
    if situation.retry == Retry::Never || situation.attempt > most {
        return None;
    }
    let asked = situation.retry_after_ms.unwrap_or(0);
    let least = match situation.retry {
        Retry::Documented { after_ms, .. } => after_ms,
        Retry::ServerError => situation.policy.server_error_ms,
        Retry::Lost => situation.policy.lost_ms,
        // A date that is past names no time to come.
        Retry::Limited if asked == 0 => situation.policy.rate_limited_ms,
        _ => 0,
    };
    Some(back_off_ms(situation.request_key, situation.attempt).max(least).max(asked))
}

fn repeats(situation: &Situation<'_>) -> u32 {
    let paid_again = situation.effect == Effect::PaidRead && situation.paid_retry;
    let loss = |by_policy: u32| if paid_again { Policy::of(Effect::Read).lost } else { by_policy };
    match situation.retry {
        Retry::Never => 0,
        Retry::NotExecuted | Retry::Limited => u32::MAX,
        Retry::Documented { times, .. } => times,
        Retry::Lost | Retry::Unavailable => loss(situation.policy.lost),
        Retry::ServerError => loss(situation.policy.server_error),
    }
}

/// Doubles from one second to thirty, with a jitter over the upper half that depends on the
/// request and the attempt only: the same call always gives the same step.
fn back_off_ms(request_key: &str, attempt: u32) -> u64 {
    let doubled = BASE_MS.checked_shl(attempt.saturating_sub(1).min(16)).unwrap_or(CAP_MS);
    let full = doubled.min(CAP_MS);
    let half = full / 2;
    // FNV-1a: any even spread will do.
    let spread = request_key
        .bytes()
        .chain(attempt.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    half + spread % (half + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EFFECTS: [Effect; 6] = [
        Effect::Read,
        Effect::Quota,
        Effect::PaidRead,
        Effect::Write,
        Effect::Create,
        Effect::Irreversible,
    ];

    fn situation(retry: Retry, effect: Effect, attempt: u32) -> Situation<'static> {
        Situation {
            retry,
            effect,
            policy: Policy::of(effect),
            attempt,
            max_attempts: 3,
            paid_retry: false,
            retry_after_ms: None,
            request_key: "k",
        }
    }

    #[test]
    fn only_what_was_not_executed_is_always_repeated() {
        for effect in EFFECTS {
            assert!(again(&situation(Retry::NotExecuted, effect, 1)).is_some());
            assert!(again(&situation(Retry::Never, effect, 1)).is_none());
            let repeated = matches!(effect, Effect::Read | Effect::Quota);
            for retry in [Retry::Lost, Retry::ServerError, Retry::Unavailable] {
                let sent_again = again(&situation(retry, effect, 1)).is_some();
                assert_eq!(sent_again, repeated, "{effect:?} {retry:?}");
            }
        }
    }

    #[test]
    fn consent_covers_paid_reads_only() {
        for effect in EFFECTS {
            let consent = Situation { paid_retry: true, ..situation(Retry::Lost, effect, 1) };
            let read = matches!(effect, Effect::Read | Effect::Quota | Effect::PaidRead);
            assert_eq!(again(&consent).is_some(), read, "{effect:?}");
        }
    }

    #[test]
    fn never_more_often_than_allowed() {
        assert!(again(&situation(Retry::NotExecuted, Effect::Read, 2)).is_some());
        assert!(again(&situation(Retry::NotExecuted, Effect::Read, 3)).is_none());
        assert!(again(&situation(Retry::ServerError, Effect::Read, 2)).is_none());
        let once = Situation { max_attempts: 1, ..situation(Retry::NotExecuted, Effect::Read, 1) };
        assert!(again(&once).is_none());
    }

    #[test]
    fn waits_no_shorter_than_asked() {
        let limited = situation(Retry::Limited, Effect::Read, 1);
        let asked = Situation { retry_after_ms: Some(120_000), ..limited };
        assert_eq!(again(&asked), Some(120_000));
        let policy = Policy { rate_limited_ms: 60_000, ..Policy::of(Effect::Read) };
        for (retry_after_ms, wait) in [(None, 60_000), (Some(0), 60_000), (Some(20_000), 20_000)] {
            let limited = situation(Retry::Limited, Effect::Read, 1);
            let told = Situation { policy, retry_after_ms, ..limited };
            assert_eq!(again(&told), Some(wait));
        }
        let documented = Retry::Documented { times: 1, after_ms: 30_000 };
        assert_eq!(again(&situation(documented, Effect::PaidRead, 1)), Some(30_000));
        assert_eq!(again(&situation(documented, Effect::PaidRead, 2)), None);
    }

    #[test]
    fn each_reason_has_its_shortest_wait() {
        let policy = Policy {
            lost: 1,
            lost_ms: 40_000,
            server_error: 1,
            server_error_ms: 50_000,
            rate_limited_ms: 60_000,
        };
        let wait = |retry, retry_after_ms| {
            let situation = situation(retry, Effect::Read, 1);
            again(&Situation { policy, retry_after_ms, ..situation }).unwrap()
        };
        assert_eq!(wait(Retry::Lost, None), 40_000);
        assert_eq!(wait(Retry::ServerError, None), 50_000);
        assert_eq!(wait(Retry::Limited, None), 60_000);
        // What the provider asks for is better than our guess, and never too short.
        assert_eq!(wait(Retry::Limited, Some(5_000)), 5_000);
        assert_eq!(wait(Retry::Lost, Some(5_000)), 40_000);
        for retry in [Retry::NotExecuted, Retry::Unavailable] {
            assert!((500..=1_000).contains(&wait(retry, None)), "{retry:?}");
        }
    }

    #[test]
    fn jitter_stays_in_the_upper_half_and_repeats_exactly() {
        for attempt in 1..40 {
            let full = (1_000 << (attempt - 1).min(16)).min(30_000);
            for key in ["", "a", "0123456789abcdef"] {
                let wait = back_off_ms(key, attempt);
                assert!((full / 2..=full).contains(&wait), "{attempt} {wait}");
                assert_eq!(wait, back_off_ms(key, attempt));
            }
        }
    }
}
