//! FSSP API v1.0: `GET /api/v1.0/search/physical`, `…/legal`, `…/ip`, `POST /api/v1.0/search/group`,
//! `GET /api/v1.0/status`, `/api/v1.0/result`
//!
//! Source: the service's page "About" as its public clients quote it, and answers that were
//! recorded while it ran; the real service is switched off. INFERRED: the HTTP status and `code` of
//! an error envelope (400 bad parameters, 401 bad token), the answer for an unknown task, the empty
//! list of a result that is asked for too early, times of Moscow.
//!
//! A group is answered from the rows of the single searches: what happens to one of its questions
//! stays with its part, unless it concerns the task as a whole.

mod group;
mod people;
mod question;
mod row;
mod task;

use serde::Serialize;

use crate::http::{Call, json, page};
use crate::{Person, Reply, World};
use question::Question;
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
    let single = |world: &mut World, name: &str, kind: u8, params: &[&str]| {
        let subject = params.iter().filter_map(|name| call.param(name)).collect::<Vec<_>>();
        let subject = subject.join(" ");
        world.serve(name, Some(&subject), |world| {
            authorise(call)?;
            let question = Question::read(kind, |name| call.param(name));
            Ok(search(world, call, vec![question.map_err(|exception| error(400, exception))?]))
        })
    };
    match call.path {
        "/api/v1.0/search/physical" => single(world, "fssp.search_physical", 1, question::PERSON),
        "/api/v1.0/search/legal" => single(world, "fssp.search_legal", 2, question::COMPANY),
        "/api/v1.0/search/ip" => single(world, "fssp.search_ip", 3, question::NUMBER),
        "/api/v1.0/search/group" => world.serve("fssp.search_group", None, |world| {
            let questions = group::read(call)?;
            Ok(search(world, call, questions))
        }),
        "/api/v1.0/status" => world.serve("fssp.status", task, |world| status(world, call)),
        "/api/v1.0/result" => world.serve("fssp.result", task, |world| result(world, call)),
        _ => world.serve("fssp.unknown", None, |_| Err(page(404, "Not Found"))),
    }
}

/// Makes a task, unless one of the questions is refused.
fn search(world: &mut World, call: &Call<'_>, questions: Vec<Question>) -> Reply {
    let mut parts = Vec::new();
    for question in questions {
        let row = people::ROWS.iter().find(|row| row.is_asked(&question));
        let job = match row.map(|row| &row.play) {
            None => &people::NOTHING,
            Some(Play::Refuse(answer)) => return answer.play(question.key(), call.now_ms),
            Some(Play::Job(job)) => job,
            Some(Play::AtFirst(answer, job)) => {
                let turn = world.turn(format!("fssp/{}", question.key()));
                if turn == 0 {
                    return answer.play(question.key(), call.now_ms);
                }
                job
            }
        };
        let records = row.map(|row| row.records(job, &question)).unwrap_or_default();
        parts.push(Part { kind: question.kind(), params: question.echo(), records, job });
    }
    let task = task::submit(world, Task { submitted_ms: call.now_ms, parts });
    success(&Submitted { task })
}

fn status(world: &mut World, call: &Call<'_>) -> Result<Reply, Reply> {
    authorise(call)?;
    let task = find(world, call)?;
    Ok(match task.twist() {
        Twist::Status(answer) => answer.play("", call.now_ms),
        _ => success(&task.progress(call.now_ms)),
    })
}

fn result(world: &mut World, call: &Call<'_>) -> Result<Reply, Reply> {
    authorise(call)?;
    let twist = find(world, call)?.twist();
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
