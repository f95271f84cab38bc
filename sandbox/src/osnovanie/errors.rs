//! What the API says when it says no (the tables "Ошибки" of every section). Texts of .NET come
//! plain; those of its own come as a JSON string, quotes and all, as a public client shows.

use std::collections::BTreeMap;

use crate::Reply;
use crate::http::{json, respond, with_header};

pub(super) fn plain(status: u16, text: &str) -> Reply {
    respond(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

pub(super) fn quoted(status: u16, text: &str) -> Reply {
    json(status, text)
}

/// The document's own example of a 500.
pub(super) fn format() -> Reply {
    plain(500, "Input string was not in a correct format.")
}

pub(super) fn not_json() -> Reply {
    plain(400, "Unexpected character encountered while parsing the body.")
}

pub(super) fn unauthorized() -> Reply {
    quoted(401, "Неверный логин или пароль")
}

/// §9.2: "В статусе 22 работа по API с заявкой невозможна".
pub(super) fn busy(id: i64) -> Reply {
    quoted(500, &format!("Заявка №{id} находится в обработке"))
}

/// For calls that the document gives no status of their own for this.
pub(super) fn unknown(id: i64) -> Reply {
    quoted(500, &format!("Заявка №{id} не найдена"))
}

/// §5 (403) and §10 (404) use the same sentence.
pub(super) const NOT_YOURS: &str =
    "Заявка не найдена или недостаточно прав для получения информации";

/// §11 and §12.
pub(super) fn wrong_input() -> Reply {
    quoted(400, "Переданы неверные входные данные")
}

pub(super) fn method(method: &str) -> Reply {
    let text = format!("The requested resource does not support http method '{method}'.");
    with_header(json(405, &BTreeMap::from([("Message", text)])), "allow", "POST".to_owned())
}

pub(super) fn content_type(given: &str) -> Reply {
    let text = format!("The media type '{given}' is not supported for this resource.");
    json(415, &BTreeMap::from([("Message", text)]))
}
