//! FSSP API v1.0: `GET /api/v1.0/search/physical`, `/api/v1.0/status`, `/api/v1.0/result`
//!
//! Source: the service's page "About" as its public clients quote it, and answers that were
//! recorded while it ran; the real service is switched off. INFERRED: the HTTP status and `code` of
//! an error envelope (400 bad parameters, 401 bad token), the answer for an unknown task, the empty
//! list of a result that is asked for too early, times of Moscow.

mod people;
mod row;
mod task;

use serde::Serialize;

use crate::http::{Call, json, page};
use crate::{Person, Reply, World, clock};
use row::{Play, Row};
pub(crate) use task::Task;
use task::{Part, Twist};

/// 12 characters, as clients of the service had.
pub(crate) const TOKEN: &str = "sandbox-fssp";

pub(crate) fn people() -> Vec<Person> {
    people::ROWS.iter().map(Row::person).collect()
}

/// Parameters that the service does not know are ignored, as it did: a misspelt `birthdate` widens
/// the search.
pub(crate) fn answer(world: &mut World, call: &Call<'_>) -> Reply {
    let task = call.param("task");
    match call.path {
        "/api/v1.0/search/physical" => {
            let subject = PHYSICAL.iter().filter_map(|name| call.param(name)).collect::<Vec<_>>();
            let subject = subject.join(" ");
            world.serve("fssp.search_physical", Some(&subject), |world| search(world, call))
        }
        "/api/v1.0/status" => world.serve("fssp.status", task, |world| status(world, call)),
        "/api/v1.0/result" => world.serve("fssp.result", task, |world| result(world, call)),
        _ => world.serve("fssp.unknown", None, |_| Err(page(404, "Not Found"))),
    }
}

const PHYSICAL: [&str; 5] = ["lastname", "firstname", "secondname", "birthdate", "region"];

/// What a search for a person asks.
struct Physical<'a> {
    last_name: &'a str,
    first_name: &'a str,
    patronymic: Option<&'a str>,
    birth_date: Option<&'a str>,
    region: i16,
}

fn search(world: &mut World, call: &Call<'_>) -> Result<Reply, Reply> {
    authorise(call)?;
    let asked = physical(call)?;
    let row = people::ROWS.iter().find(|row| row.is_called(asked.last_name));
    let job = match row.map(|row| &row.play) {
        None => &people::NOTHING,
        Some(Play::Refuse(answer)) => return Ok(answer.play(asked.last_name, call.now_ms)),
        Some(Play::Job(job)) => job,
        Some(Play::AtFirst(answer, job)) => {
            let turn = world.turn(format!("fssp/{}", asked.last_name));
            if turn == 0 {
                return Ok(answer.play(asked.last_name, call.now_ms));
            }
            job
        }
    };
    let params = [
        ("region", Some(asked.region.to_string())),
        ("firstname", Some(asked.first_name.to_lowercase())),
        ("secondname", asked.patronymic.map(str::to_lowercase)),
        ("lastname", Some(asked.last_name.to_lowercase())),
        ("birthdate", asked.birth_date.map(str::to_owned)),
    ];
    let records = row.map(|row| row.records(job, &asked)).unwrap_or_default();
    let part = Part { kind: 1, params: params.to_vec(), records };
    let task = task::submit(world, Task { submitted_ms: call.now_ms, parts: vec![part], job });
    Ok(success(&Submitted { task }))
}

fn physical<'a>(call: &'a Call<'_>) -> Result<Physical<'a>, Reply> {
    let given = |name| call.param(name).filter(|value| !value.trim().is_empty());
    let required = |name| given(name).ok_or_else(|| error(400, "Не указан обязательный параметр"));
    let asked = Physical {
        region: required("region")?
            .parse()
            .ok()
            .filter(|region| matches!(region, -1 | 1..=78 | 82 | 86 | 87 | 89 | 91 | 92))
            .ok_or_else(|| error(400, "Неверный код региона"))?,
        first_name: required("firstname")?,
        last_name: required("lastname")?,
        patronymic: given("secondname"),
        birth_date: given("birthdate"),
    };
    if asked.birth_date.is_some_and(|date| clock::parse_dotted(date).is_none()) {
        return Err(error(400, "Неверный формат даты рождения"));
    }
    Ok(asked)
}

fn status(world: &mut World, call: &Call<'_>) -> Result<Reply, Reply> {
    authorise(call)?;
    let task = find(world, call)?;
    Ok(match task.job.twist {
        Twist::Status(answer) => answer.play("", call.now_ms),
        _ => success(&task.progress(call.now_ms)),
    })
}

fn result(world: &mut World, call: &Call<'_>) -> Result<Reply, Reply> {
    authorise(call)?;
    let twist = find(world, call)?.job.twist;
    let turn = world.turn(format!("fssp.result/{}", call.param("task").unwrap_or_default()));
    let reply = success(&find(world, call)?.result(call.now_ms));
    Ok(match twist {
        Twist::Result(answer) => answer.play("", call.now_ms),
        Twist::ResultAtFirst(answer) if turn == 0 => answer.play("", call.now_ms),
        Twist::Escaped => escape(reply),
        _ => reply,
    })
}

fn authorise(call: &Call<'_>) -> Result<(), Reply> {
    if call.method() != "GET" {
        return Err(page(405, "Method Not Allowed"));
    }
    // The service once read a JSON body of a GET; a client that counts on it breaks at any proxy.
    if !call.body().is_empty() || call.repeats_a_param() {
        return Err(error(400, "Неверные параметры запроса"));
    }
    match call.param("token") {
        Some(TOKEN) => Ok(()),
        _ => Err(error(401, "Неверный токен")),
    }
}

fn find<'a>(world: &'a World, call: &Call<'_>) -> Result<&'a Task, Reply> {
    let task = world.tasks.get(call.param("task").unwrap_or_default());
    task.filter(|task| task.is_kept(call.now_ms)).ok_or_else(|| error(400, "Задача не найдена"))
}

#[derive(Serialize)]
struct Submitted {
    task: String,
}

#[derive(Serialize)]
struct Envelope<'a, T> {
    status: &'static str,
    code: u16,
    exception: &'static str,
    response: Option<&'a T>,
}

fn success<T: Serialize>(response: &T) -> Reply {
    json(200, &Envelope { status: "success", code: 0, exception: "", response: Some(response) })
}

fn error(status: u16, exception: &'static str) -> Reply {
    json(status, &Envelope::<()> { status: "error", code: status, exception, response: None })
}

/// Writes everything outside ASCII as `\uXXXX`, as the service's bodies may.
fn escape(mut reply: Reply) -> Reply {
    if let Reply::Response(response) = &mut reply {
        let mut escaped = String::new();
        for c in String::from_utf8_lossy(&response.body).chars() {
            if c.is_ascii() {
                escaped.push(c);
            } else {
                let mut units = [0; 2];
                let units = c.encode_utf16(&mut units).iter();
                escaped.extend(units.map(|unit| format!("\\u{unit:04x}")));
            }
        }
        response.declared_length = escaped.len();
        response.body = escaped.into_bytes();
    }
    reply
}
