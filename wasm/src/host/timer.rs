//! The host's `setTimeout`, cleared when nobody waits any more.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;

use super::interop::property;

/// Timers count to 2³¹ − 1 ms and fire at once beyond it; whoever waits longer looks again.
const MOST_MS: u64 = 2_147_483_647;

pub(super) struct Timer(Option<JsValue>);

impl Timer {
    /// A promise that is kept after so many milliseconds; `None` where the host has no timers.
    /// Of somebody else.
    pub(super) fn none() -> Self {
        Self(None)
    }

    pub(super) fn after(ms: u64) -> (Option<Promise>, Self) {
        let global = js_sys::global();
        let Some(set) = property(&global, "setTimeout").and_then(|set| set.dyn_into().ok()) else {
            return (None, Self(None));
        };
        let set: Function = set;
        #[expect(clippy::cast_precision_loss, reason = "31 bits")]
        let ms = JsValue::from_f64(ms.min(MOST_MS) as f64);
        let mut handle = None;
        let promise = Promise::new(&mut |keep, _| {
            handle = set.call2(&JsValue::UNDEFINED, &keep, &ms).ok();
        });
        (Some(promise), Self(handle))
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let Some(handle) = self.0.take() else { return };
        let clear = Reflect::get(&js_sys::global(), &JsValue::from_str("clearTimeout"));
        if let Some(clear) = clear.ok().and_then(|clear| clear.dyn_into::<Function>().ok()) {
            let _ = clear.call1(&JsValue::UNDEFINED, &handle);
        }
    }
}
