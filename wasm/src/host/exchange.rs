//! One request: its secrets, its way to the provider within its time, and what came of it.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use js_sys::{Function, Uint8Array};
use serde::Deserialize;
use spravka_core::error::{Code, Error};
use spravka_core::value::Timestamp;
use spravka_host::event::{Kind, Sent};
use spravka_host::flow::json;
use spravka_host::job::in_input;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::answer;
use super::core::{Event, Files, Job};
use super::interop::{property, set, settled};
use super::mail::Came;
use super::settings::Settings;
use super::timer::Timer;

/// A request that leaves.
pub(super) struct Exchange {
    /// JSON.
    request: String,
    files: Files,
    /// What the host does with the step before; the request waits for it.
    kept: JsValue,
    now: Timestamp,
    controller: AbortController,
}

#[derive(Deserialize)]
struct Request {
    timeout_ms: u64,
    #[serde(default)]
    slots: Vec<Slot>,
}

#[derive(Deserialize)]
struct Slot {
    secret: Option<String>,
    file: Option<String>,
}

impl Exchange {
    pub(super) fn new(
        request: String,
        job: &Job,
        kept: JsValue,
        now: Timestamp,
        controller: AbortController,
    ) -> Self {
        let slots = serde_json::from_str::<Request>(&request).map(|request| request.slots);
        let mut files = job.files.clone();
        for member in slots.into_iter().flatten().filter_map(|slot| slot.file) {
            if !files.has(&member)
                && let Some(bytes) = in_input(job.input(), &member)
            {
                files = files.with(&member, &bytes);
            }
        }
        Self { request, files, kept, now, controller }
    }

    pub(super) async fn play(self, settings: Rc<Settings>) -> Came {
        let Ok(Request { timeout_ms, slots }) = serde_json::from_str(&self.request) else {
            return Came::Unsent(unkept());
        };
        if settled(self.kept).await.is_err() {
            return Came::Unsent(unkept());
        }
        let secrets = js_sys::Object::new();
        for name in slots.into_iter().filter_map(|slot| slot.secret) {
            let Some(secret) = settings.secrets.find(&name, self.now).await else {
                return Came::NoSecret(name);
            };
            set(&secrets, &name, &secret.into());
        }
        let filled = settings.core.fill(&self.request, &secrets, &self.files, &settings.origins);
        match filled {
            Ok(filled) => Came::Event(sent(&settings, &filled, timeout_ms, &self.controller).await),
            Err(error) => Came::Unsent(error),
        }
    }
}

/// The host could not keep a step before its request.
fn unkept() -> String {
    json(&Error::new(Code::Internal))
}

/// Sends a filled request, and waits for its answer no longer than the request says.
async fn sent(
    settings: &Settings,
    filled: &JsValue,
    timeout_ms: u64,
    controller: &AbortController,
) -> Event {
    let (late, _timer) = Timer::after(timeout_ms);
    let late = async {
        match late {
            Some(late) => drop(JsFuture::from(late).await),
            None => std::future::pending().await,
        }
    };
    let (mut answer, mut late) = (pin!(carried(settings, filled, controller)), pin!(late));
    let came = poll_fn(|context| match answer.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    });
    match came.await {
        Some(Ok(answer)) => hashed(settings, answer::event(&answer)).await,
        Some(Err(error)) => answer::thrown(&error),
        None => {
            controller.abort();
            Event::failure(Kind::Timeout, Sent::Maybe)
        }
    }
}

async fn carried(
    settings: &Settings,
    filled: &JsValue,
    controller: &AbortController,
) -> Result<JsValue, JsValue> {
    let Some(transport) = &settings.transport else { return fetched(filled, controller).await };
    let beside = js_sys::Object::new();
    set(&beside, "signal", &controller.signal());
    settled(transport.call2(&JsValue::UNDEFINED, filled, &beside)?).await
}

#[cfg(feature = "fetch")]
async fn fetched(filled: &JsValue, controller: &AbortController) -> Result<JsValue, JsValue> {
    super::fetch::send(filled, &controller.signal()).await
}

/// Without `fetch` no settings are made without a transport.
#[cfg(not(feature = "fetch"))]
async fn fetched(_: &JsValue, _: &AbortController) -> Result<JsValue, JsValue> {
    Err(JsValue::UNDEFINED)
}

/// With the SHA-256 of the body, computed by the host, where it can; the core can as well.
async fn hashed(settings: &Settings, event: Event) -> Event {
    let Some(body) = &event.body else { return event };
    let hash = match &settings.sha256 {
        Some(own) => match own.call1(&JsValue::UNDEFINED, body) {
            Ok(hash) => settled(hash).await.ok().and_then(|hash| hash.as_string()),
            Err(_) => None,
        },
        None => digest(body).await,
    };
    match hash {
        Some(hash) => event.with_sha256(&hash),
        None => event,
    }
}

/// By the Web Cryptography API.
async fn digest(body: &Uint8Array) -> Option<String> {
    let subtle = property(&property(&js_sys::global(), "crypto")?, "subtle")?;
    let digest = property(&subtle, "digest")?.dyn_into::<Function>().ok()?;
    let hash = digest.call2(&subtle, &JsValue::from_str("SHA-256"), body).ok()?;
    let hash = Uint8Array::new(&settled(hash).await.ok()?).to_vec();
    Some(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}
