//! Members of an input that belong to a login: who asks, and where the browser comes back.

use crate::error::{Error, Result, Text};
use crate::members::Members;

/// The application's number at the provider; no secret.
pub(super) fn client_id(members: &Members<'_>) -> Result<Option<String>> {
    text(members, "client_id", CLIENT, |id| {
        id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
    })
}

pub(super) fn redirect_uri(members: &Members<'_>) -> Result<Option<String>> {
    text(members, "redirect_uri", REDIRECT, |uri| {
        let of_scheme = |scheme: &str| uri.strip_prefix(scheme).map(host);
        let local = of_scheme("http://")
            .is_some_and(|(host, at)| matches!(host, "localhost" | "127.0.0.1") && !at);
        let safe = of_scheme("https://").is_some_and(|(host, at)| !host.is_empty() && !at);
        (safe || local) && uri.bytes().all(|b| b.is_ascii_graphic() && b != b'#')
    })
}

/// The host that an address without its scheme names, and whether a user name stands before it.
fn host(rest: &str) -> (&str, bool) {
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    (authority.split(':').next().unwrap_or_default(), authority.contains(['@', '\\']))
}

/// RFC 7636, 4.1 and 4.2: 43 to 128 unreserved characters.
pub(super) fn proof(members: &Members<'_>, name: &'static str) -> Result<Option<String>> {
    text(members, name, PROOF, |proof| {
        (43..=128).contains(&proof.len())
            && proof.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b))
    })
}

/// A text of 1 to 2000 characters that has a form.
pub(super) fn text(
    members: &Members<'_>,
    name: &'static str,
    expected: Text,
    has_form: impl Fn(&str) -> bool,
) -> Result<Option<String>> {
    match members.text(name)? {
        None => Ok(None),
        Some(text) if (1..=2000).contains(&text.len()) && has_form(&text) => {
            Ok(Some(text.into_owned()))
        }
        Some(_) => Err(Error::invalid(members.path(name), expected)),
    }
}

/// # Errors
/// `missing_member`.
pub(super) fn required<T>(value: Option<T>, members: &Members<'_>, name: &str) -> Result<T> {
    value.ok_or_else(|| Error::missing(members.path(name)))
}

const CLIENT: Text =
    Text { en: "the client id of the application", ru: "client_id приложения" };
const REDIRECT: Text = Text {
    en: "an https address without a fragment, as it was registered",
    ru: "адрес https без фрагмента, как он зарегистрирован",
};
const PROOF: Text = Text {
    en: "43 to 128 letters, digits, hyphens, dots, underscores and tildes",
    ru: "от 43 до 128 латинских букв, цифр и знаков - . _ ~",
};
