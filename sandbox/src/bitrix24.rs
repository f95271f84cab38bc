//! Bitrix24, a portal's REST interface: `POST /rest/{user}/{webhook}/{method}`
//!
//! Source: the document of the REST API, by its methods. INFERRED: the order of the checks, the
//! words of some refusals, that every method costs 50 ms of operating time, and how values are shown
//! again where no example has them. All portals are one here: over HTTP they share an address.

mod batch;
mod comments;
mod contacts;
mod limits;
mod params;
mod people;
mod portal;
mod refused;
mod requisites;
mod user_fields;
mod values;

use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::http::{Call, json, page};
use crate::{Person, Reply, World};
use params::Param;
pub(crate) use portal::Portal;
use refused::Refused;

/// As long as a portal's own.
pub(crate) const WEBHOOK: &str = "sandboxwebhook01";
/// The administrator whose webhook it is, and a user who is none.
const ADMINISTRATOR: &str = "1";
const USERS: [&str; 2] = [ADMINISTRATOR, "2"];

pub(crate) fn people() -> Vec<Person> {
    people::people()
}

/// What a method gave.
struct Done {
    result: Box<RawValue>,
    total: Option<usize>,
    next: Option<usize>,
}

/// Why there is no result.
enum Stop {
    Refused(Refused),
    /// Something on the way.
    Wire(Reply),
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

type Result<T = Done, E = Stop> = std::result::Result<T, E>;

fn done<T: Serialize + ?Sized>(result: &T) -> Done {
    let result = serde_json::value::to_raw_value(result);
    let result = result.unwrap_or_else(|_| RawValue::NULL.to_owned());
    Done { result, total: None, next: None }
}

/// Who calls, when.
#[derive(Clone, Copy)]
struct Caller {
    is_administrator: bool,
    now_ms: i64,
}

struct Method {
    name: &'static str,
    subject: fn(&Param) -> Option<String>,
    act: fn(&mut World, &Param, Caller) -> Result,
}

const METHODS: &[Method] = &[
    Method { name: "crm.contact.userfield.add", subject: user_fields::name, act: user_fields::add },
    Method { name: "crm.contact.userfield.list", subject: |_| None, act: user_fields::list },
    Method {
        name: "crm.duplicate.findbycomm",
        subject: contacts::first_value,
        act: contacts::find_by_comm,
    },
    Method { name: "crm.item.get", subject: contacts::id, act: contacts::get },
    Method { name: "crm.item.update", subject: contacts::id, act: contacts::update },
    Method { name: "crm.requisite.list", subject: requisites::inn, act: requisites::list },
    Method { name: "crm.timeline.comment.add", subject: comments::owner, act: comments::add },
];

const BATCH: &str = "batch";

#[derive(Serialize)]
struct Success<'a> {
    result: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
    time: limits::Time,
}

pub(crate) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    let path = percent_decode_str(call.path).decode_utf8_lossy();
    let mut parts = path.trim_start_matches("/rest/").splitn(3, '/');
    let (user, webhook) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let Some(method) = parts.next().map(|method| method.trim_end_matches(".json")) else {
        return world.serve("bitrix24.unknown", None, |_| Err(refused::NO_AUTH.reply()));
    };
    let known = method == BATCH || METHODS.iter().any(|known| known.name == method);
    if !known {
        return world.serve("bitrix24.unknown", None, |_| Err(refused::NO_METHOD.reply()));
    }
    let params = params::of(call);
    let subject = params.as_ref().and_then(|params| subject(method, params));
    world.serve(&format!("bitrix24.{method}"), subject.as_deref(), |world| {
        if webhook != WEBHOOK || !USERS.contains(&user) {
            return Err(refused::CREDENTIALS.reply());
        }
        let params = params.ok_or_else(|| page(400, "Bad Request"))?;
        let caller = Caller { is_administrator: user == ADMINISTRATOR, now_ms: call.now_ms };
        world.bitrix24.pour(call.now_ms).map_err(|refused| refused.reply())?;
        let stop = |stop| match stop {
            // One that the table of people tells of is none of the request's fault.
            Stop::Wire(reply) => Ok(reply),
            Stop::Refused(refused) => Err(refused.reply()),
        };
        match play(world, method, &params, caller) {
            Ok(done) => {
                let Done { result, total, next } = done;
                let time = world.bitrix24.time(method, call.now_ms);
                Ok(json(200, &Success { result: &result, total, next, time }))
            }
            Err(stopped) => stop(stopped),
        }
    })
}

fn subject(method: &str, params: &Param) -> Option<String> {
    let known = METHODS.iter().find(|known| known.name == method);
    known.and_then(|known| (known.subject)(params))
}

/// One method, with what the table of people says of its subject.
fn play(world: &mut World, method: &str, params: &Param, caller: Caller) -> Result {
    if method == BATCH {
        return batch::play(world, params, caller);
    }
    let known = METHODS.iter().find(|known| known.name == method).ok_or(refused::NO_METHOD)?;
    world.bitrix24.spend(method, caller.now_ms)?;
    let subject = (known.subject)(params);
    let incident = subject.as_deref().and_then(|subject| people::incident(method, subject));
    let Some(incident) = incident else { return (known.act)(world, params, caller) };
    let turn = world.turn(format!("bitrix24.{method}/{}", subject.unwrap_or_default()));
    if turn > 0 && !incident.always {
        return (known.act)(world, params, caller);
    }
    if incident.executed {
        (known.act)(world, params, caller)?;
    }
    Err(Stop::Wire(incident.answer.play("", caller.now_ms)))
}
