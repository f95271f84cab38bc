//! The secrets of the host: an object, or a function that is asked for each when a request leaves.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::Function;
use spravka_core::registry::providers;
use spravka_core::value::Timestamp;
use spravka_host::ar_rest;
use wasm_bindgen::prelude::*;

use super::interop::{function, is_plain, property, set, settled, text, wrong};

pub(super) struct Secrets {
    given: Given,
    store: Option<Function>,
    /// Those that were stored since; they win.
    newer: RefCell<BTreeMap<String, String>>,
}

enum Given {
    None,
    Object(JsValue),
    Function(Function),
}

impl Secrets {
    pub(super) fn read(options: &JsValue) -> Result<Self, JsValue> {
        let given = match property(options, "secrets") {
            None => Given::None,
            Some(given) => match given.dyn_into::<Function>() {
                Ok(function) => Given::Function(function),
                Err(given) if is_plain(&given) => Given::Object(given),
                Err(_) => return Err(wrong("secrets", "an object or a function")),
            },
        };
        let newer = RefCell::new(BTreeMap::new());
        Ok(Self { given, store: function(options, "store")?, newer })
    }

    /// A secret for a request that is sent now.
    pub(super) async fn find(&self, name: &str, now: Timestamp) -> Option<String> {
        if let Some(known) = self.known(name).await {
            return Some(known);
        }
        // A token that nobody issues is made.
        if name != ar_rest::TOKEN {
            return None;
        }
        let (login, password) =
            (self.known(ar_rest::LOGIN).await?, self.known(ar_rest::PASSWORD).await?);
        Some(ar_rest::token(&login, &password, now))
    }

    async fn known(&self, name: &str) -> Option<String> {
        let newer = self.newer.borrow().get(name).cloned();
        let known = match (&self.given, newer) {
            (_, Some(newer)) => Some(newer),
            (Given::None, None) => None,
            (Given::Object(object), None) => text(object, name),
            (Given::Function(find), None) => {
                let found = find.call1(&JsValue::UNDEFINED, &JsValue::from_str(name)).ok()?;
                settled(found).await.ok()?.as_string()
            }
        };
        known.filter(|secret| !secret.is_empty())
    }

    /// The names of those that there are, as a JSON list.
    pub(super) async fn names(&self, now: Timestamp) -> Option<String> {
        let slots = providers().flat_map(|provider| provider.slots);
        let mut names: Vec<&str> = slots.filter_map(|slot| slot.secret).collect();
        names.sort_unstable();
        names.dedup();
        let mut there = Vec::with_capacity(names.len());
        for name in names {
            if self.find(name, now).await.is_some() {
                there.push(name);
            }
        }
        serde_json::to_string(&there).ok()
    }

    pub(super) fn can_store(&self) -> bool {
        self.store.is_some()
    }

    /// Hands new secrets to the host; whether they are safe.
    pub(super) async fn store(&self, new: BTreeMap<String, String>) -> bool {
        let Some(store) = &self.store else { return false };
        let object = js_sys::Object::new();
        for (name, value) in &new {
            set(&object, name, &JsValue::from_str(value));
        }
        let Ok(stored) = store.call1(&JsValue::UNDEFINED, &object) else { return false };
        let is_safe = settled(stored).await.is_ok();
        if is_safe {
            self.newer.borrow_mut().extend(new);
        }
        is_safe
    }
}
