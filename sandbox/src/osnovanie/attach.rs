//! `attach_file` (§6): the archive of documents, its signature, the request, the signed request.
//!
//! INFERRED: how far the contents are looked at, and that a wrong file ends in 500. The file's name
//! "в системе не используется".

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::body::{Malformed, Object};
use super::slip::{carry_out, done};
use super::{archive, errors};
use crate::{Reply, World};

const TYPES: &[i64] = &[0, 8, 9, 17, 20];

/// `attach_file.8`, and `attach_file` for a type that there is not.
pub(super) fn name(body: &Object) -> String {
    match body.checked::<i64>("fileType") {
        Some(file_type) if TYPES.contains(&file_type) => format!("attach_file.{file_type}"),
        _ => "attach_file".to_owned(),
    }
}

pub(super) fn attach(world: &mut World, body: &Object, now_ms: i64) -> Result<Reply, Reply> {
    let id = body.application_id()?;
    body.member::<String>("fileName")?;
    let file_type: Option<i64> = body.member("fileType")?;
    let file_type = file_type.ok_or_else(errors::format)?;
    let application = world.osnovanie.find(id).ok_or_else(|| errors::unknown(id))?;
    application.accepts(id, file_type, now_ms)?;
    let file = file(body)?.ok_or_else(|| errors::quoted(500, "Файл не передан"))?;
    let wanted = match file_type {
        8 => archive::check(
            &file,
            application.info.kind() == 3,
            application.needs_revocation(now_ms),
        ),
        17 => archive::names(&file).map(drop).ok_or("Файл не является ZIP-архивом".to_owned()),
        20 if is_der(&file) => Ok(()),
        20 => Err("Подписанный запрос должен быть в base64 без заголовков".to_owned()),
        _ if is_der(&file) || file.starts_with(b"-----BEGIN") => Ok(()),
        _ => Err("Неверный формат файла".to_owned()),
    };
    wanted.map_err(|fault| errors::quoted(500, &fault))?;
    let row = application.row;
    Ok(carry_out(world, (&name(body), &id.to_string()), row, now_ms, |world| {
        if let Some(application) = world.osnovanie.find_mut(id) {
            application.take(file_type, file, now_ms);
        }
        (id, done())
    }))
}

/// The member `file`, decoded; lines of MIME are accepted, as a public client sends them.
pub(super) fn file(body: &Object) -> Result<Option<Vec<u8>>, Malformed> {
    let text: Option<String> = body.member("file")?;
    let decode = |text: String| STANDARD.decode(text.replace("\r\n", "")).map_err(|_| Malformed);
    Ok(text.map(decode).transpose()?.filter(|file| !file.is_empty()))
}

/// A SEQUENCE, with which a request, a signature and a certificate begin.
pub(super) fn is_der(file: &[u8]) -> bool {
    file.starts_with(&[0x30])
}
