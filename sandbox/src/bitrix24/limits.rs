//! The two limits of a portal («Limits»): a bucket that leaks, and the time that methods may work.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::portal::Portal;
use super::refused::{self, Refused};

/// What one request adds to the bucket, in milliseconds until it has leaked away: two a second.
const DROP_MS: i64 = 500;
/// 50 requests.
const BUCKET_MS: i64 = 50 * DROP_MS;

const WINDOW_MS: i64 = 600_000;
/// The document's example.
const MOST_OPERATING_MS: i64 = 480_000;
const USUAL_OPERATING_MS: i64 = 50;

#[derive(Default)]
pub(super) struct Limits {
    full_ms: i64,
    poured_at: i64,
    /// By method: when a window began, and what was worked in it.
    windows: BTreeMap<String, (i64, i64)>,
}

/// The block `time` of a success, as far as anyone reads it.
#[derive(Serialize)]
pub(super) struct Time {
    start: Box<RawValue>,
    finish: Box<RawValue>,
    operating_reset_at: i64,
    operating: Box<RawValue>,
}

impl Portal {
    /// One request more in the bucket.
    pub(super) fn pour(&mut self, now_ms: i64) -> Result<(), Refused> {
        let limits = &mut self.limits;
        let leaked = now_ms.saturating_sub(limits.poured_at).max(0);
        limits.full_ms = limits.full_ms.saturating_sub(leaked).max(0);
        limits.poured_at = now_ms;
        if limits.full_ms > BUCKET_MS - DROP_MS {
            return Err(refused::TOO_MANY);
        }
        limits.full_ms += DROP_MS;
        Ok(())
    }

    /// A method works for a while, if it still may.
    pub(super) fn spend(&mut self, method: &str, now_ms: i64) -> Result<(), Refused> {
        let window = self.limits.windows.entry(method.to_owned()).or_insert((now_ms, 0));
        if now_ms.saturating_sub(window.0) >= WINDOW_MS {
            *window = (now_ms, 0);
        }
        if window.1 >= MOST_OPERATING_MS {
            return Err(refused::OPERATION_TIME);
        }
        window.1 += USUAL_OPERATING_MS;
        Ok(())
    }

    /// It works longer than usual.
    pub(super) fn work(&mut self, method: &str, ms: i64) {
        if let Some(window) = self.limits.windows.get_mut(method) {
            window.1 += ms;
        }
    }

    pub(super) fn time(&self, method: &str, now_ms: i64) -> Time {
        let (began, worked) = self.limits.windows.get(method).copied().unwrap_or((now_ms, 0));
        Time {
            start: seconds(now_ms),
            finish: seconds(now_ms.saturating_add(USUAL_OPERATING_MS)),
            operating_reset_at: began.saturating_add(WINDOW_MS).div_euclid(1000),
            operating: seconds(worked),
        }
    }
}

/// `1750684060.672`
fn seconds(ms: i64) -> Box<RawValue> {
    let text = format!("{}.{:03}", ms.div_euclid(1000), ms.rem_euclid(1000));
    RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
