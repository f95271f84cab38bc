//! Records of exchanges, without secrets: requests are kept as they were before filling.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::exit::{Trouble, why};
use crate::inside::Event;

/// What tells one request from another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Asked<'a> {
    #[serde(borrow)]
    pub(crate) method: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) url: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Exchange<'a> {
    method: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    event: &'a RawValue,
}

pub(crate) struct Recorder(File);

impl Recorder {
    pub(crate) fn open(path: &Path) -> Result<Self, Trouble> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map(Self).map_err(|error| {
            Trouble::usage(format!("--record cannot be opened: {}", why(error.kind())))
        })
    }

    /// Appends one exchange, in one write, or nothing. What the answer repeats of these secrets is left out.
    pub(crate) fn add(
        &mut self,
        request: &str,
        event: &Event,
        secrets: &[String],
    ) -> Result<(), Trouble> {
        let lost = |_| Trouble::other("--record: the exchange could not be written");
        let asked: Asked<'_> = serde_json::from_str(request).map_err(lost)?;
        let exchange = Exchange {
            method: &asked.method,
            url: &asked.url,
            body: asked.body.as_deref(),
            event: &RawValue::from_string(without(event, secrets).whole()).map_err(lost)?,
        };
        let mut line = serde_json::to_vec(&exchange).map_err(lost)?;
        line.push(b'\n');
        let before = self.length();
        self.0.write_all(&line).map_err(|error| {
            self.take_back(before, line.len());
            Trouble::other(format!("--record cannot be written: {}", why(error.kind())))
        })
    }

    fn length(&self) -> Option<u64> {
        let about = self.0.metadata().ok().filter(std::fs::Metadata::is_file);
        about.map(|about| about.len())
    }

    /// Cuts off a piece of a line, which the next one would be glued to; not where somebody else has
    /// written behind it.
    fn take_back(&self, before: Option<u64>, most: usize) {
        if let (Some(before), Some(after)) = (before, self.length())
            && after.saturating_sub(before) < u64::try_from(most).unwrap_or(u64::MAX)
        {
            let _ = self.0.set_len(before);
        }
    }
}

/// The names of the secrets that a request is filled with.
pub(crate) fn secrets_of(request: &str) -> Vec<String> {
    #[derive(Deserialize)]
    struct Slots {
        #[serde(default)]
        slots: Vec<Slot>,
    }
    #[derive(Deserialize)]
    struct Slot {
        secret: Option<String>,
    }
    let read = serde_json::from_str(request).unwrap_or(Slots { slots: Vec::new() });
    read.slots.into_iter().filter_map(|slot| slot.secret).collect()
}

/// A shorter one is in many texts by chance.
const SHORTEST: usize = 6;

/// Stars in place of secrets: plain, as in JSON and in JSON within JSON, as in an address.
fn without(event: &Event, secrets: &[String]) -> Event {
    let mut forms = Vec::new();
    for secret in secrets.iter().filter(|secret| secret.len() >= SHORTEST) {
        // A provider that explains itself repeats our JSON within its own.
        let once = in_json(secret);
        forms.extend([in_json(&once), once]);
        let hexadecimal = [|b: u8| format!("%{b:02X}"), |b: u8| format!("%{b:02x}")];
        forms.extend(hexadecimal.map(|digits| percent(secret, digits)));
        forms.push(secret.clone());
    }
    // In the order of their lengths: one may be a part of another.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let json = starred(event.json.as_bytes(), &forms);
    Event {
        json: String::from_utf8(json).unwrap_or_default(),
        body: event.body.as_ref().map(|body| starred(body, &forms)),
    }
}

fn starred(bytes: &[u8], forms: &[String]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for form in forms {
        let found: Vec<usize> = memchr::memmem::find_iter(&bytes, form).collect();
        for at in found {
            if let Some(secret) = bytes.get_mut(at..at + form.len()) {
                secret.fill(b'*');
            }
        }
    }
    bytes
}

/// Without the quotes around it.
fn in_json(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.unwrap_or_default().to_owned()
}

fn percent(text: &str, digits: fn(u8) -> String) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    let each = |b: u8| if plain(b) { char::from(b).to_string() } else { digits(b) };
    text.bytes().map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_provider_repeats_is_left_out() {
        let secrets = ["a\"b c&Ё".to_owned(), "short".to_owned()];
        let event = Event {
            json: r#"{"response":{"status":403,"headers":{"x":"a\"b c&Ё, short"}}}"#.to_owned(),
            body: Some("a\"b c&Ё a%22b%20c%26%D0%81 a%22b%20c%26%d0%81 a b".as_bytes().to_vec()),
        };
        let left = without(&event, &secrets);
        assert_eq!(left.json, r#"{"response":{"status":403,"headers":{"x":"*********, short"}}}"#);
        let body = String::from_utf8(left.body.unwrap()).unwrap();
        let [plain, percent] = [8, 18].map(|length| "*".repeat(length));
        assert_eq!(body, format!("{plain} {percent} {percent} a b"));
    }
}
