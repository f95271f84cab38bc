//! Who answers calls: the host's `core`, or this module.

use js_sys::Uint8Array;
use spravka_core::Beside;
use spravka_core::error::{Code, Detail, Error, Text};
use spravka_core::fill;
use spravka_core::registry::Entry;
use spravka_host::flow;
use spravka_host::job;
use wasm_bindgen::prelude::*;

use super::interop::{entries, json, property, set, text};
use super::settings::Origins;

pub(super) type Job = job::Job<Files>;
pub(super) type Flow = flow::Flow<Core>;
/// The body is a `Uint8Array`, and never enters this module where the host has a core.
pub(super) type Event = spravka_host::event::Event<Uint8Array>;

/// By the input's members, each a `Uint8Array`.
#[derive(Clone)]
pub(super) struct Files(pub(super) JsValue);

#[wasm_bindgen]
extern "C" {
    /// A core that can be thrown away after a trap.
    #[wasm_bindgen(js_name = Core, typescript_type = "Core")]
    #[derive(Clone)]
    pub(super) type Outside;

    #[wasm_bindgen(method, catch, js_name = dispatchBytes)]
    fn dispatch(
        this: &Outside,
        call: &str,
        body: Option<&Uint8Array>,
        files: &JsValue,
    ) -> Result<Uint8Array, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn fill(
        this: &Outside,
        request: &str,
        secrets: &JsValue,
        files: &JsValue,
        allowed: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

#[derive(Clone)]
pub(super) enum Core {
    Outside(Outside),
    Inside,
}

impl Default for Files {
    fn default() -> Self {
        Self(JsValue::UNDEFINED)
    }
}

impl job::Files for Files {
    /// Paths are nothing here: files come as bytes beside the job.
    fn attach(
        _: &serde_json::value::RawValue,
        _: &'static Entry,
        _: Option<&str>,
    ) -> Result<(Self, Option<String>), Error> {
        Err(Error::new(Code::WrongType).at("/files").because(Detail::Expected(BESIDE)))
    }
}

const BESIDE: Text = Text {
    en: "files as bytes beside the job",
    ru: "файлы в виде байтов рядом с заданием",
};

impl flow::Core for Core {
    type Files = Files;
    type Body = Uint8Array;

    fn answer(
        &self,
        call: &str,
        body: Option<&Uint8Array>,
        files: &Files,
        step: &mut Vec<u8>,
    ) -> bool {
        match self {
            Self::Outside(core) => {
                let Ok(bytes) = core.dispatch(call, body, &files.0) else { return false };
                *step = bytes.to_vec();
            }
            Self::Inside => {
                let mut body = body.map(Uint8Array::to_vec);
                let mut files = files.owned();
                let beside: Vec<(&str, &[u8])> =
                    files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
                let beside = Beside { body: body.as_deref(), files: &beside };
                spravka_core::dispatch_into(call.as_bytes(), beside, step);
                body.iter_mut().for_each(|body| body.fill(0));
                files.iter_mut().for_each(|(_, bytes)| bytes.fill(0));
            }
        }
        true
    }
}

impl Core {
    /// The step of a transform.
    pub(super) fn pure(&self, call: &str) -> Vec<u8> {
        let mut step = Vec::new();
        if !flow::Core::answer(self, call, None, &Files::default(), &mut step) {
            step = job::internal();
        }
        step
    }

    /// A request with its slots filled, as the transport takes it.
    ///
    /// # Errors
    /// The core's error, as JSON.
    pub(super) fn fill(
        &self,
        request: &str,
        secrets: &JsValue,
        files: &Files,
        allowed: &Origins,
    ) -> Result<JsValue, String> {
        match self {
            Self::Outside(core) => {
                core.fill(request, secrets, &files.0, &allowed.given).map_err(|thrown| {
                    let error = property(&thrown, "error").and_then(|error| json(&error));
                    error.unwrap_or_else(|| flow::json(&Error::new(Code::Internal)))
                })
            }
            Self::Inside => {
                let secret = |name: &str| text(secrets, name);
                let file = |name: &str| files.bytes(name);
                let filled = fill(request, &secret, &file, &allowed.read);
                filled.map(object).map_err(|error| flow::json(&error))
            }
        }
    }
}

impl Files {
    fn owned(&self) -> Vec<(String, Vec<u8>)> {
        let bytes = |(name, bytes): (String, JsValue)| {
            Some((name, bytes.dyn_into::<Uint8Array>().ok()?.to_vec()))
        };
        entries(&self.0).into_iter().filter_map(bytes).collect()
    }

    fn bytes(&self, member: &str) -> Option<Vec<u8>> {
        Some(property(&self.0, member)?.dyn_into::<Uint8Array>().ok()?.to_vec())
    }

    /// With one more.
    pub(super) fn with(&self, member: &str, bytes: &[u8]) -> Self {
        let all = js_sys::Object::new();
        for (name, bytes) in entries(&self.0) {
            set(&all, &name, &bytes);
        }
        set(&all, member, &Uint8Array::from(bytes));
        Self(all.into())
    }

    pub(super) fn has(&self, member: &str) -> bool {
        property(&self.0, member).is_some()
    }
}

/// `{method, url, headers, body?, timeout_ms, tls_identity?}`
fn object(filled: spravka_core::Filled) -> JsValue {
    let object = js_sys::Object::new();
    set(&object, "method", &filled.method.into());
    set(&object, "url", &filled.url.into());
    let headers = js_sys::Object::new();
    for header in filled.headers {
        set(&headers, &header.name, &header.value.into());
    }
    set(&object, "headers", &headers);
    if let Some(body) = filled.body {
        set(&object, "body", &Uint8Array::from(body.as_slice()));
    }
    #[expect(clippy::cast_precision_loss, reason = "some minutes at the most")]
    set(&object, "timeout_ms", &JsValue::from_f64(filled.timeout_ms as f64));
    if let Some(identity) = filled.tls_identity {
        set(&object, "tls_identity", &identity.into());
    }
    object.into()
}
