//! The options of a host in JavaScript.

use std::collections::BTreeMap;

use js_sys::Function;
use spravka_core::protocol::Allowed;
use spravka_core::registry::providers;
use spravka_core::value::Timestamp;
use spravka_host::budget::Budget;
use spravka_host::lanes::{AtOnce, Lanes};
use spravka_host::money::{Money, Price};
use spravka_host::options::Defaults;
use spravka_host::pace::Rate;
use spravka_host::stopped::Stopped;
use wasm_bindgen::prelude::*;

use super::core::{Core, Outside};
use super::interop::{entries, function, is_plain, list, property, switch, text_option, wrong};
use super::names;
use super::secrets::Secrets;

/// The longest wait that is slept through where nothing is said.
const MAX_WAIT_MS: u64 = 60_000;
/// Requests at once about one person: sources do not depend on each other.
const TOGETHER: usize = 4;

/// What of the limits between flows is for whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Paced {
    /// One flow.
    No,
    /// Jobs one after the other where nothing is said.
    Alone,
    Together,
}

pub(super) struct Settings {
    pub(super) core: Core,
    pub(super) secrets: Secrets,
    pub(super) origins: Origins,
    pub(super) defaults: Defaults,
    pub(super) max_wait_ms: u64,
    pub(super) is_ordered: bool,
    pub(super) signal: Option<JsValue>,
    pub(super) transport: Option<Function>,
    pub(super) on_step: Option<Function>,
    pub(super) sha256: Option<Function>,
    sleep: Option<Function>,
    now: Option<Function>,
    at_once: Vec<AtOnce>,
    /// In place of the catalogue's limits; `None`: nothing is paced.
    rates: Option<Vec<Rate>>,
    budgets: Vec<Money>,
    prices: Vec<Price>,
    keeps_going: bool,
}

/// Origins beside the listed ones.
pub(super) struct Origins {
    pub(super) read: Allowed,
    pub(super) given: JsValue,
}

impl Settings {
    /// # Errors
    /// A `TypeError` that names the option.
    pub(super) fn read(options: &JsValue, paced: Paced) -> Result<Self, JsValue> {
        names::check(options, "options", names::OPTIONS)?;
        let signal = property(options, "signal");
        let transport = function(options, "transport")?;
        if transport.is_none() && !has_fetch() {
            return Err(wrong("transport", "a function, since there is no fetch"));
        }
        let origins = Origins::read(options)?;
        let allowed = origins.read.clone();
        Ok(Self {
            core: core(options)?,
            secrets: Secrets::read(options)?,
            origins,
            defaults: Defaults::new(text_option(options, "keySalt")?, allowed),
            max_wait_ms: milliseconds(options, "maxWait")?.unwrap_or(MAX_WAIT_MS),
            is_ordered: switch(options, "ordered")?.unwrap_or(true),
            signal,
            transport,
            on_step: function(options, "onStep")?,
            sha256: function(options, "sha256")?,
            sleep: sleep(options)?,
            now: function(options, "now")?,
            at_once: at_once(options, paced)?,
            rates: if paced == Paced::No { None } else { rates(options)? },
            budgets: budgets(options)?,
            prices: prices(options)?,
            keeps_going: switch(options, "keepGoing")?.unwrap_or(false),
        })
    }

    pub(super) fn lanes(&self) -> Lanes {
        Lanes::new(&self.at_once, self.rates.as_deref())
    }

    pub(super) fn budget(&self) -> Budget {
        Budget::new(&self.budgets, &self.prices)
    }

    pub(super) fn stopped(&self) -> Option<Stopped> {
        (!self.keeps_going).then(Stopped::default)
    }

    pub(super) fn now(&self) -> Timestamp {
        let told = self.now.as_ref().and_then(|now| now.call0(&JsValue::UNDEFINED).ok());
        let told = told.and_then(|now| moment(&now));
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
        let own = || Timestamp::from_ms(js_sys::Date::now() as i64);
        told.unwrap_or_else(own)
    }

    /// The host's own way of waiting, where it has one.
    pub(super) fn sleep(&self, ms: u64) -> Option<JsValue> {
        #[expect(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
        let ms = JsValue::from_f64(ms as f64);
        let signal = self.signal.clone().unwrap_or(JsValue::UNDEFINED);
        self.sleep.as_ref()?.call2(&JsValue::UNDEFINED, &ms, &signal).ok()
    }

    pub(super) fn is_aborted(&self) -> bool {
        let aborted = self.signal.as_ref().and_then(|signal| property(signal, "aborted"));
        aborted.is_some_and(|aborted| aborted.is_truthy())
    }
}

impl Origins {
    fn read(options: &JsValue) -> Result<Self, JsValue> {
        const EXPECTED: &str = "an object of providers with origins as https://HOST";
        let given = property(options, "allowed").unwrap_or(JsValue::UNDEFINED);
        if !given.is_undefined() && !is_plain(&given) {
            return Err(wrong("allowed", "an object"));
        }
        names::check(&given, "allowed", names::ALLOWED)?;
        let origin = |(provider, origin): (String, JsValue)| {
            let is_known = providers().any(|known| known.name == provider);
            let origin = origin.as_string().filter(|_| is_known);
            let origin = origin.map(|origin| (provider, origin));
            origin.ok_or_else(|| wrong("allowed.origins", EXPECTED))
        };
        let origins = match property(&given, "origins") {
            Some(origins) => named(&origins, "allowed.origins", EXPECTED)?,
            None => Vec::new(),
        };
        let origins: BTreeMap<String, String> =
            origins.into_iter().map(origin).collect::<Result<_, _>>()?;
        let read = Allowed { test_origin: text_option(&given, "test_origin")?, origins };
        Ok(Self { read, given })
    }
}

/// The host's, or this module.
fn core(options: &JsValue) -> Result<Core, JsValue> {
    let Some(core) = property(options, "core") else { return Ok(Core::Inside) };
    let is_core = property(&core, "dispatchBytes").is_some_and(|answer| answer.is_function());
    let outside = is_core.then(|| Core::Outside(core.unchecked_into::<Outside>()));
    outside.ok_or_else(|| wrong("core", "a core of spravka/raw"))
}

fn has_fetch() -> bool {
    cfg!(feature = "fetch") && property(&js_sys::global(), "fetch").is_some()
}

/// Without a way of waiting nothing could be waited for.
fn sleep(options: &JsValue) -> Result<Option<Function>, JsValue> {
    let own = function(options, "sleep")?;
    if own.is_none() && property(&js_sys::global(), "setTimeout").is_none() {
        return Err(wrong("sleep", "a function, since there is no setTimeout"));
    }
    Ok(own)
}

/// A `Date`, milliseconds since 1970, or RFC 3339.
fn moment(value: &JsValue) -> Option<Timestamp> {
    if let Some(text) = value.as_string() {
        return Timestamp::parse(&text);
    }
    // A `Date` may be of another realm.
    let ms = function(value, "getTime").ok().flatten().and_then(|get| get.call0(value).ok());
    let ms = ms.as_ref().unwrap_or(value).as_f64().filter(|ms| ms.is_finite())?;
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    Some(Timestamp::from_ms(ms as i64))
}

fn whole(value: &JsValue) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    let whole = |number: f64| number as u32;
    value
        .as_f64()
        .filter(|number| (0.0..=256.0).contains(number) && number.fract() == 0.0)
        .map(whole)
}

fn milliseconds(options: &JsValue, name: &str) -> Result<Option<u64>, JsValue> {
    let Some(value) = property(options, name) else { return Ok(None) };
    match value.as_f64() {
        Some(ms) if ms == f64::INFINITY => Ok(Some(u64::MAX / 2)),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
        Some(ms) if (0.0..=9e15).contains(&ms) => Ok(Some(ms as u64)),
        _ => Err(wrong(name, "milliseconds")),
    }
}

/// A number, or an object of providers with `default`.
fn at_once(options: &JsValue, paced: Paced) -> Result<Vec<AtOnce>, JsValue> {
    const EXPECTED: &str = "a number from 1 to 256, or an object of providers with such numbers";
    let usual = AtOnce::All(if paced == Paced::Alone { 1 } else { TOGETHER });
    let Some(given) = property(options, "concurrency") else { return Ok(vec![usual]) };
    let read = |text: String| text.parse::<AtOnce>().map_err(|_| wrong("concurrency", EXPECTED));
    let number = |value: &JsValue| whole(value).map(|number| number.to_string());
    if let Some(number) = number(&given) {
        return Ok(vec![read(number)?]);
    }
    let mut all = vec![usual];
    for (name, value) in named(&given, "concurrency", EXPECTED)? {
        let number = number(&value).ok_or_else(|| wrong("concurrency", EXPECTED))?;
        all.push(read(if name == "default" { number } else { format!("{name}={number}") })?);
    }
    Ok(all)
}

/// `"off"`, or an object of providers and operations.
fn rates(options: &JsValue) -> Result<Option<Vec<Rate>>, JsValue> {
    const EXPECTED: &str = "\"off\", or an object as {\"fssp\":\"100/h\"}";
    let Some(given) = property(options, "limits") else { return Ok(Some(Vec::new())) };
    if given.as_string().is_some_and(|text| text == "off") {
        return Ok(None);
    }
    let rate = |(name, value): (String, JsValue)| {
        let rate = value.as_string().and_then(|text| format!("{name}={text}").parse().ok());
        rate.ok_or_else(|| wrong("limits", EXPECTED))
    };
    let given = named(&given, "limits", EXPECTED)?;
    given.into_iter().map(rate).collect::<Result<_, _>>().map(Some)
}

fn prices(options: &JsValue) -> Result<Vec<Price>, JsValue> {
    const EXPECTED: &str = "an object of operations with amounts as 0.75RUB";
    let Some(given) = property(options, "prices") else { return Ok(Vec::new()) };
    let price = |(operation, value): (String, JsValue)| {
        let price = value.as_string().and_then(|text| format!("{operation}={text}").parse().ok());
        price.ok_or_else(|| wrong("prices", EXPECTED))
    };
    named(&given, "prices", EXPECTED)?.into_iter().map(price).collect()
}

/// An empty list would be no budget at all.
fn budgets(options: &JsValue) -> Result<Vec<Money>, JsValue> {
    let Some(given) = property(options, "budget") else { return Ok(Vec::new()) };
    let read = |value: &JsValue| value.as_string().and_then(|text| text.parse().ok());
    let budgets: Option<Vec<Money>> = list(&given).iter().map(read).collect();
    budgets
        .filter(|budgets| !budgets.is_empty())
        .ok_or_else(|| wrong("budget", "an amount as 500RUB, or a list of such"))
}

/// The members of an option that is an object.
fn named(given: &JsValue, name: &str, expected: &str) -> Result<Vec<(String, JsValue)>, JsValue> {
    is_plain(given).then(|| entries(given)).ok_or_else(|| wrong(name, expected))
}
