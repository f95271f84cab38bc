//! The simulated providers in this process: no network, no secret of the user's, no waiting.

use std::borrow::Cow;

use spravka_core::Filled;
use spravka_core::value::Timestamp;
use spravka_host::event::{Kind, Sent};
use spravka_sandbox::{Reply, Request, World, respond};

use super::Simulation;
use crate::inside::Event;

#[derive(Default)]
pub(crate) struct Sandbox {
    world: World,
}

impl Simulation for Sandbox {
    fn fills(&self) -> bool {
        true
    }

    fn exchange(&mut self, _: &str, filled: Option<Filled>, now: Timestamp) -> Event {
        let Some(filled) = filled else { return Event::simulated_failure(Kind::Connect, Sent::No) };
        let headers: Vec<(String, String)> =
            filled.headers.into_iter().map(|header| (header.name, header.value)).collect();
        let request = Request {
            method: &filled.method,
            url: &filled.url,
            headers: &headers,
            body: filled.body.as_deref().unwrap_or_default(),
        };
        event(respond(&mut self.world, &request, now.ms()))
    }
}

fn event(reply: Reply) -> Event {
    match reply {
        Reply::Failure { kind, sent } => {
            let kind = match kind {
                "timeout" => Kind::Timeout,
                "connect" => Kind::Connect,
                "dns" => Kind::Dns,
                "tls" => Kind::Tls,
                _ => Kind::Reset,
            };
            Event::simulated_failure(kind, if sent == "no" { Sent::No } else { Sent::Maybe })
        }
        // As every HTTP client has it: the connection broke in the middle of the answer.
        Reply::Response(response) if response.declared_length > response.body.len() => {
            Event::simulated_failure(Kind::Reset, Sent::Maybe)
        }
        Reply::Response(response) => {
            let headers = response.headers.iter();
            let headers = headers.map(|(name, value)| (name.as_str(), Cow::Borrowed(&**value)));
            Event::response(response.status, headers, response.body, true)
        }
    }
}
