//! An answer: its body, whether it refuses, and what the operation reads in it.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Machine;
use crate::error::{Class, Code, Error, Result};
use crate::file::{is_sha256, sha256_hex};
use crate::http::{Body, Incoming, by_status, receive};
use crate::operation::Recognised;
use crate::protocol::{BodyFrom, Response};
use crate::retry::{Fault, Retry};

/// The largest body that is read, in bytes.
const BODY_CAP: usize = 16 * 1024 * 1024;

/// The same for an answer that holds files.
const LARGE_BODY_CAP: usize = 32 * 1024 * 1024;

impl<'a> Machine<'a, '_, '_> {
    pub(super) fn answered(&mut self, response: Response<'a>) -> Result<()> {
        // The sandbox marks what it answers, whoever carried it here.
        self.state.simulated |= response.simulated
            || response.headers.first("x-spravka-simulated").is_some()
            || self.is_tested();
        let body = body_of(&response, self.visit.body.take())?;
        self.note_evidence(&response, &body)?;
        let incoming =
            Incoming { status: response.status, headers: &response.headers, now: self.now };
        let mut decoded = String::new();
        let cap = if self.plan.is_large(&self.state) { LARGE_BODY_CAP } else { BODY_CAP };
        let answer = receive(&incoming, &body, cap, &mut decoded, &mut self.notes);
        let refusal = match (self.provider.recognise)(self.visit.entry.about.name, &answer) {
            Recognised::Answer => None,
            Recognised::Refusal(fault) => Some(fault.with_status(answer.status)),
            Recognised::ByStatus => by_status(&answer),
        };
        if let Some(fault) = refusal {
            self.failed(fault, Some(&answer));
            return Ok(());
        }
        match self.plan.read(&mut self.state, &answer, &mut self.notes, self.visit.out) {
            Ok(after) => self.follow(Ok(after)),
            Err(mut error) => {
                error.provider_mut().status = Some(answer.status);
                // An unreadable answer may be read the second time; a refusal stays one.
                let unreadable = error.code.class() == Class::BadBody;
                let retry = if unreadable { Retry::Lost } else { Retry::Never };
                self.failed(Fault { error: Box::new(error), retry }, Some(&answer));
            }
        }
        Ok(())
    }

    fn note_evidence(&mut self, response: &Response<'_>, body: &Body<'_>) -> Result<()> {
        let from = match body {
            Body::Bytes(_) => BodyFrom::Bytes,
            Body::Text(_) => BodyFrom::Text,
        };
        self.evidence = match &response.body_sha256 {
            Some(hash) if is_sha256(hash) => Some((hash.to_ascii_lowercase(), from)),
            Some(_) => {
                let path = "/event/response/body_sha256";
                return Err(Error::new(Code::InvalidValue).at(path));
            }
            None if self.visit.options.evidence.unwrap_or(false) => {
                Some((sha256_hex(body.bytes()), from))
            }
            None => None,
        };
        Ok(())
    }
}

/// The body from the one place where it was given.
fn body_of<'a>(response: &Response<'a>, beside: Option<&'a [u8]>) -> Result<Body<'a>> {
    let Response { body, body_base64, json, .. } = response;
    match (beside, body, body_base64, json) {
        (None, None, None, None) => Ok(Body::Bytes(Cow::Borrowed(&[]))),
        (Some(bytes), None, None, None) => Ok(Body::Bytes(Cow::Borrowed(bytes))),
        (None, Some(text), None, None) => Ok(Body::Text(text.0.clone())),
        (None, None, Some(base64), None) => match STANDARD.decode(base64.as_bytes()) {
            Ok(bytes) => Ok(Body::Bytes(Cow::Owned(bytes))),
            Err(_) => Err(Error::new(Code::InvalidValue).at("/event/response/body_base64")),
        },
        (None, None, None, Some(json)) => Ok(Body::Text(Cow::Borrowed(json.get()))),
        _ => Err(Error::new(Code::ConflictingMembers).at("/event/response")),
    }
}
