//! The host's `AbortSignal`.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::super::interop::{function, wrong};
use super::super::mail::{Mail, Message};

pub(super) struct Watch {
    signal: JsValue,
    heard: Closure<dyn FnMut()>,
}

impl Watch {
    /// # Errors
    /// It is no `AbortSignal`.
    pub(super) fn over(signal: &JsValue, mail: &Mail) -> Result<Self, JsValue> {
        let listen = function(signal, "addEventListener")?
            .ok_or_else(|| wrong("signal", "an AbortSignal"))?;
        let mail = mail.clone();
        let heard = Closure::new(move || mail.post(Message::Aborted));
        listen.call2(signal, &JsValue::from_str("abort"), heard.as_ref())?;
        Ok(Self { signal: signal.clone(), heard })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let forget: Option<Function> = function(&self.signal, "removeEventListener").ok().flatten();
        if let Some(forget) = forget {
            let _ = forget.call2(&self.signal, &JsValue::from_str("abort"), self.heard.as_ref());
        }
    }
}
