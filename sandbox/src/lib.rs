//! The providers of Spravka, simulated: a pure, deterministic function from a request and a time to
//! an answer. It is the other side of the wire, so it knows nothing of `spravka-core`, is as strict
//! as the providers' documents, and can disagree with the core.
//!
//! ```text
//!  Request ─▶ respond(world, …, now_ms) ─▶ Reply::Response | Reply::Failure
//!                │        ▲
//!                └─ World ┘  tasks, applications, money spent, counters of everything that arrived
//! ```
//!
//! Whoever is not in the table below is known to nobody: FSSP, api-cloud, api-parser and
//! SpectrumData find nothing, KZ Info answers its 404, Sber its 401, Bitrix24 has no such contact, and
//! an application to УЦ Основание goes its way without an incident.
//! Where a document leaves an answer open, the place says INFERRED. Limits per minute, hour and day
//! are not enforced, since what the providers answer over them is published nowhere; those of
//! Bitrix24 are, by the time of the requests.
//!
//! `GET /__sandbox/counters` answers [`World::counters`] as JSON, `GET /__sandbox/arrivals`
//! [`World::arrivals`]; neither is counted itself.
//!
#![doc = include_str!("../PEOPLE.md")]

mod answer;
mod api_cloud;
mod bitrix24;
mod clock;
mod fssp;
mod http;
mod kz_info;
mod osnovanie;
mod parser_api;
mod people;
mod sber;
mod spectrum_data;
mod world;

use std::fmt;

use http::Call;
pub use people::{Holds, Person, people, people_table};
pub use world::World;

/// One request as it arrives, secrets filled in.
pub struct Request<'a> {
    pub method: &'a str,
    /// Absolute, or path and query.
    pub url: &'a str,
    pub headers: &'a [(String, String)],
    pub body: &'a [u8],
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({}, {} bytes of body)", self.method, self.body.len())
    }
}

#[derive(PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Larger than `body.len()` where the answer is cut off on the wire.
    pub declared_length: usize,
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, length) = (self.status, self.body.len());
        write!(f, "Response({status}, {length} of {} bytes)", self.declared_length)
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    Response(Response),
    /// No answer.
    Failure {
        /// `timeout`, `reset`, `connect`, `dns` or `tls`.
        kind: &'static str,
        /// `no`, or `maybe` where the request may have been carried out.
        sent: &'static str,
    },
}

/// The secrets that this sandbox accepts, by the names of the request's slots; SpectrumData's login
/// and password make another token of its.
#[must_use]
pub fn secrets() -> &'static [(&'static str, &'static str)] {
    &[
        ("api_cloud.token", api_cloud::TOKEN),
        ("bitrix24.webhook", bitrix24::WEBHOOK),
        ("fssp.token", fssp::TOKEN),
        ("kz_info.api_key", kz_info::API_KEY),
        ("osnovanie.login", osnovanie::LOGIN),
        ("osnovanie.password", osnovanie::PASSWORD),
        ("parser_api.key", parser_api::KEY),
        ("sber.access_token", sber::ACCESS_TOKEN),
        ("sber.authorization_code", sber::AUTHORIZATION_CODE),
        ("sber.client_secret", sber::CLIENT_SECRET),
        ("sber.refresh_token", sber::REFRESH_TOKEN),
        ("spectrum_data.login", spectrum_data::LOGIN),
        ("spectrum_data.password", spectrum_data::PASSWORD),
        ("spectrum_data.token", spectrum_data::TOKEN),
    ]
}

/// Answers one request at `now_ms`, Unix time in milliseconds, and notes in `world` that it came.
pub fn respond(world: &mut World, request: &Request<'_>, now_ms: i64) -> Reply {
    world.now_ms = now_ms;
    let mut reply = match Call::read(request, now_ms) {
        Some(call) => route(world, &call),
        None => world.serve("unknown", None, |_| Err(http::page(400, "Bad Request"))),
    };
    if let Reply::Response(response) = &mut reply {
        response.headers.push(("x-spravka-simulated".to_owned(), "true".to_owned()));
    }
    reply
}

struct Route {
    prefix: &'static str,
    answer: fn(&mut World, &Call<'_>) -> Reply,
}

/// Over HTTP all providers share one port, so that paths alone tell them apart; the first match
/// wins, hence the general prefix of api-cloud comes after the others that begin with it.
const ROUTES: &[Route] = &[
    Route { prefix: "/api/v1/backend/", answer: kz_info::answer },
    Route { prefix: "/api/v1.0/", answer: fssp::answer },
    Route { prefix: osnovanie::PREFIX, answer: osnovanie::answer },
    Route { prefix: "/api/", answer: api_cloud::answer },
    Route { prefix: "/fintech/", answer: sber::answer },
    Route { prefix: "/ic/sso/", answer: sber::answer },
    Route { prefix: "/parser/fssp_api/", answer: parser_api::answer },
    Route { prefix: "/rest/", answer: bitrix24::answer },
    Route { prefix: "/stat/", answer: parser_api::answer },
    Route { prefix: "/b2b/api/v1/", answer: spectrum_data::answer },
];

fn route(world: &mut World, call: &Call<'_>) -> Reply {
    match (call.method(), call.path) {
        ("GET", "/__sandbox/counters") => return http::json(200, world.counters()),
        ("GET", "/__sandbox/arrivals") => return http::json(200, world.arrivals()),
        _ => {}
    }
    match ROUTES.iter().find(|route| call.path.starts_with(route.prefix)) {
        Some(route) => (route.answer)(world, call),
        None => world.serve("unknown", None, |_| Err(http::page(404, "Not Found"))),
    }
}

#[cfg(test)]
mod tests;
