//! `POST /api/v1.0/search/group`: up to fifty questions in one task.
//!
//! INFERRED: that an element which is no search is refused with the whole group.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::question::{self, Question};
use super::{TOKEN, error};
use crate::Reply;
use crate::http::{Call, page};

const MOST: usize = 50;

#[derive(Deserialize)]
struct Body {
    token: Option<String>,
    request: Option<Vec<Element>>,
}

#[derive(Deserialize)]
struct Element {
    #[serde(rename = "type")]
    kind: u8,
    params: BTreeMap<String, Box<RawValue>>,
}

/// The token is a member of the body's root, and nowhere else.
pub(super) fn read(call: &Call<'_>) -> Result<Vec<Question>, Reply> {
    if call.method() != "POST" {
        return Err(page(405, "Method Not Allowed"));
    }
    let content_type = call.header("content-type").unwrap_or_default();
    let is_json = content_type.split(';').next().map(str::trim) == Some("application/json");
    if !is_json || call.params().next().is_some() {
        return Err(error(400, "Неверные параметры запроса"));
    }
    let body: Body = serde_json::from_slice(call.body())
        .map_err(|_| error(400, "Неверные параметры запроса"))?;
    if body.token.as_deref() != Some(TOKEN) {
        return Err(error(401, "Неверный токен"));
    }
    let elements = body.request.unwrap_or_default();
    match elements.len() {
        0 => Err(error(400, "Не указан обязательный параметр")),
        1..=MOST => elements.iter().map(|element| element.question()).collect(),
        _ => Err(error(400, "Не более 50 подзапросов в группе")),
    }
}

impl Element {
    fn question(&self) -> Result<Question, Reply> {
        let names = question::names(self.kind).ok_or("Неверный тип запроса");
        names
            .and_then(|names| question::written(names, &self.params))
            .and_then(|params| {
                Question::read(self.kind, |name| params.get(name).map(String::as_str))
            })
            .map_err(|exception| error(400, exception))
    }
}
