//! The transport where the host names none: `fetch`, by gloo-net.

use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Object, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestRedirect, ResponseType,
};

use super::answer::BODY_CAP;
use super::interop::{entries, property, set, text};

#[wasm_bindgen]
extern "C" {
    /// gloo-net's own `send` forgets the cause of a failure, and with it whether anything has left.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn fetch(request: &web_sys::Request) -> Result<Promise, JsValue>;
}

/// Sends a filled request: no redirect is followed, no cookie sent, nothing cached.
///
/// # Errors
/// What `fetch` has thrown.
pub(super) async fn send(filled: &JsValue, signal: &AbortSignal) -> Result<JsValue, JsValue> {
    let method = match text(filled, "method").as_deref() {
        Some("POST") => Method::POST,
        _ => Method::GET,
    };
    let mut builder = RequestBuilder::new(&text(filled, "url").unwrap_or_default())
        .method(method)
        .redirect(RequestRedirect::Manual)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(signal));
    for (name, value) in entries(&property(filled, "headers").unwrap_or(JsValue::UNDEFINED)) {
        builder = builder.header(&name, &value.as_string().unwrap_or_default());
    }
    let request = match property(filled, "body") {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let request: web_sys::Request = request.map_err(JsError::from)?.into();
    let response: web_sys::Response = JsFuture::from(fetch(&request)?).await?.dyn_into()?;
    let response = Response::from(response);
    let answer = Object::new();
    // A browser shows no redirect, and says only that there was one.
    let is_redirect = response.type_() == ResponseType::Opaqueredirect;
    let status = if is_redirect { 302 } else { response.status() };
    set(&answer, "status", &status.into());
    let headers = Object::new();
    for (name, value) in response.headers().entries() {
        set(&headers, &name, &value.into());
    }
    set(&answer, "headers", &headers);
    match body(&response.into()).await? {
        Some(body) => set(&answer, "body", &body),
        None => set(&answer, "failure", &too_large()),
    }
    Ok(answer.into())
}

/// `None`: it is longer than any that is read. `arrayBuffer` would go on for as long as the server
/// does, and inflates a little into as much as there is memory.
async fn body(response: &web_sys::Response) -> Result<Option<Uint8Array>, JsValue> {
    let Some(stream) = response.body() else { return Ok(Some(Uint8Array::new_with_length(0))) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let (mut pieces, mut length) = (Vec::new(), 0);
    loop {
        let read = JsFuture::from(reader.read()).await?;
        let Some(piece) = property(&read, "value") else { break };
        let piece: Uint8Array = piece.dyn_into()?;
        length += piece.length();
        if length > BODY_CAP {
            // Nobody waits for the end of the connection; an error of it would end the process.
            spawn_local(async move { drop(JsFuture::from(reader.cancel()).await) });
            return Ok(None);
        }
        pieces.push(piece);
    }
    let whole = Uint8Array::new_with_length(length);
    let mut at = 0;
    for piece in pieces {
        whole.set(&piece, at);
        at += piece.length();
    }
    Ok(Some(whole))
}

fn too_large() -> JsValue {
    let failure = Object::new();
    set(&failure, "kind", &"too_large".into());
    set(&failure, "sent", &"maybe".into());
    failure.into()
}
