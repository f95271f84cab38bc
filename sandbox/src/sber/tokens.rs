//! The tokens that this world has issued.
//!
//! ```text
//!              refresh                        refresh
//!   in use ───────────────▶ in reserve ─────────────────▶ over
//!      │    a new pair          │ ▲   the new pair is used,
//!      │                        └─┘   or two hours are over
//!      └─ 180 days ─▶ over   refresh: the same new pair
//! ```
//!
//! Source: page "oauth-token-post": a refresh token that was used is kept in reserve for two hours
//! after the new pair was issued, so that a lost answer can be asked for again. INFERRED: that a
//! reserve ends where the new pair is used, and that a repeated answer counts the seconds down.

use super::{ACCESS_TOKEN, AUTHORIZATION_CODE, REFRESH_TOKEN};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const CODE_LIVES: i64 = 2 * MINUTE;
const ACCESS_LIVES: i64 = HOUR;
const RESERVE: i64 = 2 * HOUR;
const REFRESH_LIVES: i64 = 180 * 24 * HOUR;

#[derive(Default)]
pub(crate) struct Tokens {
    /// The first is the one that the world begins with.
    pairs: Vec<Pair>,
    code_is_spent: bool,
}

struct Pair {
    access: String,
    refresh: String,
    issued_ms: i64,
    /// The pair that it was changed for.
    next: Option<usize>,
}

/// What the token endpoint hands out.
pub(super) struct Grant {
    pub(super) access: String,
    pub(super) refresh: String,
    pub(super) expires_in: i64,
    /// Whether it was issued for this request.
    pub(super) is_new: bool,
}

impl Tokens {
    /// Sber's first request in this world: its tokens and its code are as old as that.
    pub(super) fn begin(&mut self, now_ms: i64) {
        if self.pairs.is_empty() {
            let (access, refresh) = (ACCESS_TOKEN.to_owned(), REFRESH_TOKEN.to_owned());
            self.pairs.push(Pair { access, refresh, issued_ms: now_ms, next: None });
        }
    }

    pub(super) fn opens(&self, access: &str, now_ms: i64) -> bool {
        let pair = self.pairs.iter().find(|pair| pair.access == access);
        pair.is_some_and(|pair| pair.age(now_ms) < ACCESS_LIVES)
    }

    /// The code works once.
    pub(super) fn exchange(&mut self, code: &str, now_ms: i64) -> Option<Grant> {
        let age = self.pairs.first()?.age(now_ms);
        if code != AUTHORIZATION_CODE || self.code_is_spent || age >= CODE_LIVES {
            return None;
        }
        self.code_is_spent = true;
        Some(self.issue(now_ms))
    }

    pub(super) fn refresh(&mut self, refresh: &str, now_ms: i64) -> Option<Grant> {
        let at = self.pairs.iter().position(|pair| pair.refresh == refresh)?;
        let used = self.pairs.get(at).filter(|pair| pair.age(now_ms) < REFRESH_LIVES)?;
        if let Some(next) = used.next {
            let next = self.pairs.get(next)?;
            let is_kept = next.next.is_none() && next.age(now_ms) < RESERVE;
            return is_kept.then(|| next.grant(now_ms, false));
        }
        let next = self.pairs.len();
        self.pairs.get_mut(at)?.next = Some(next);
        Some(self.issue(now_ms))
    }

    fn issue(&mut self, now_ms: i64) -> Grant {
        let number = self.pairs.len();
        let pair = Pair {
            access: format!("acce55ed-0000-4000-8000-{number:012}-1"),
            refresh: format!("4ef4e5ed-0000-4000-8000-{number:012}-1"),
            issued_ms: now_ms,
            next: None,
        };
        let grant = pair.grant(now_ms, true);
        self.pairs.push(pair);
        grant
    }
}

impl Pair {
    fn age(&self, now_ms: i64) -> i64 {
        now_ms.saturating_sub(self.issued_ms)
    }

    fn grant(&self, now_ms: i64, is_new: bool) -> Grant {
        let left = ACCESS_LIVES.saturating_sub(self.age(now_ms)).clamp(0, ACCESS_LIVES);
        Grant {
            access: self.access.clone(),
            refresh: self.refresh.clone(),
            expires_in: left / 1000,
            is_new,
        }
    }
}
