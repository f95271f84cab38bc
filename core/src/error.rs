//! One error for everything that can go wrong, with codes, places and numbers; of what a provider
//! wrote, only its code.

mod code;
mod next;

pub use code::{Class, Code};
pub use next::{Choice, Decision, Next, Reconcile};

use serde::{Serialize, Serializer};

use crate::value::Timestamp;

/// A sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub en: &'static str,
    pub ru: &'static str,
}

/// Whether something happened at the provider: a request was carried out, money was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    #[default]
    No,
    Maybe,
    Yes,
}

impl Happened {
    pub(crate) const ALL: [Self; 3] = [Self::No, Self::Maybe, Self::Yes];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Maybe => "maybe",
            Self::Yes => "yes",
        }
    }
}

/// What the error is about, beside its code. Only words of our own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    #[default]
    None,
    /// What was expected at `path`.
    Expected(Text),
    /// The known name nearest to the one that was met.
    Nearest(&'static str),
    /// A limit that was passed, with its unit.
    Limit(u64, &'static str),
    /// Line and column of a broken JSON text, both from 1.
    Position(usize, usize),
    /// A secret that is missing, and the operation that wants it.
    Secret(&'static str, &'static str),
    /// An advice of the provider's own, in place of the code's hint.
    Hint(Text),
}

/// Who refused, in the provider's own numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderSays {
    pub name: &'static str,
    /// The provider's code: a number, or a word of its documented table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The provider's number for this call, for its support desk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_id: Option<String>,
    /// Its own words, at most 500 characters and masked; only with `options.provider_text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub code: Code,
    pub detail: Detail,
    /// JSON Pointer to the member at fault; an unknown member is `*`.
    pub path: Option<String>,
    pub executed: Happened,
    pub charged: Happened,
    pub next: Next,
    pub retry_at: Option<Timestamp>,
    pub provider: Option<Box<ProviderSays>>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: Detail::None,
            path: None,
            executed: Happened::No,
            charged: Happened::No,
            next: code.next(),
            retry_at: None,
            provider: None,
        }
    }

    /// The member at `path` is not what it has to be.
    #[must_use]
    pub fn invalid(path: impl Into<String>, expected: Text) -> Self {
        Self::new(Code::InvalidValue).at(path).because(Detail::Expected(expected))
    }

    /// Nobody knows whether it was carried out; where there is something to look it up, a person
    /// decides.
    pub(crate) fn outcome_unknown(reconcile: Option<&'static Reconcile>) -> Self {
        let error = Self::new(Code::OutcomeUnknown);
        let decided = reconcile.map(|reconcile| Next::reconcile(reconcile, Vec::new()));
        Self { next: decided.unwrap_or(error.next), ..error }
    }

    #[must_use]
    pub fn missing(path: impl Into<String>) -> Self {
        Self::new(Code::MissingMember).at(path)
    }

    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    #[must_use]
    pub fn because(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }

    #[must_use]
    pub fn then(mut self, next: Next) -> Self {
        self.next = next;
        self
    }

    #[must_use]
    pub fn happened(mut self, executed: Happened) -> Self {
        self.executed = executed;
        self
    }

    /// Records the provider's own code; anything but a short code word is left out, and so are six
    /// digits in a row, which may be somebody's number.
    #[must_use]
    pub fn says(mut self, code: impl AsRef<str>) -> Self {
        let code = code.as_ref();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        let numbers = code.as_bytes().windows(6).any(|six| six.iter().all(u8::is_ascii_digit));
        if (1..=40).contains(&code.len()) && code.bytes().all(plain) && !numbers {
            self.provider_mut().code = Some(code.to_owned());
        }
        self
    }

    /// Whether the provider answered with this HTTP status.
    pub(crate) fn came_with(&self, status: u16) -> bool {
        self.provider.as_ref().is_some_and(|provider| provider.status == Some(status))
    }

    pub(crate) fn provider_mut(&mut self) -> &mut ProviderSays {
        self.provider.get_or_insert_default()
    }

    /// The sentence in English: lower case, no full stop.
    #[must_use]
    pub fn message(&self) -> String {
        let base = self.code.text().en;
        match &self.detail {
            Detail::None | Detail::Hint(_) => base.to_owned(),
            Detail::Expected(what) => format!("{base}: expected {}", what.en),
            Detail::Nearest(name) => format!("{base}: the nearest known one is `{name}`"),
            Detail::Limit(limit, unit) => format!("{base}: the limit is {limit} {unit}"),
            Detail::Position(line, column) => format!("{base}: line {line}, column {column}"),
            Detail::Secret(secret, operation) => format!(
                "{base}: `{operation}` needs `{secret}` (in `spravka`: variable {})",
                variable(secret)
            ),
        }
    }

    /// The sentence for a clerk.
    #[must_use]
    pub fn message_ru(&self) -> String {
        let base = self.code.text().ru;
        match &self.detail {
            Detail::None | Detail::Hint(_) => base.to_owned(),
            Detail::Expected(what) => format!("{base}; нужно: {}", what.ru),
            Detail::Nearest(name) => format!("{base}; похоже на `{name}`"),
            Detail::Limit(limit, unit) => format!("{base} (предел — {limit} {})", unit_ru(unit)),
            Detail::Position(line, column) => format!("{base}: строка {line}, позиция {column}"),
            Detail::Secret(secret, operation) => format!(
                "{base}: для `{operation}` нужен `{secret}` (в `spravka` — переменная {})",
                variable(secret)
            ),
        }
    }

    #[must_use]
    pub fn hint_ru(&self) -> &'static str {
        match self.detail {
            Detail::Hint(hint) => hint.ru,
            _ => self.code.hint_ru(),
        }
    }
}

/// The environment variable in which the runner looks for a secret.
#[must_use]
pub fn variable(secret: &str) -> String {
    format!("SPRAVKA_{}", secret.replace('.', "_").to_ascii_uppercase())
}

fn unit_ru(unit: &'static str) -> &'static str {
    match unit {
        "bytes" => "байт",
        "levels" => "уровней",
        "polls" => "опросов",
        "records" => "записей",
        "minutes" => "минут",
        other => other,
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}

/// The error as a host sees it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "error"))]
pub(crate) struct Wire<'a> {
    code: Code,
    class: Class,
    /// English, lower case, no full stop.
    message: String,
    /// The same for a clerk.
    message_ru: String,
    /// What the clerk can do about it.
    hint_ru: &'static str,
    /// Not before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_at: Option<Timestamp>,
    /// Whether the provider carried the request out.
    executed: Happened,
    /// Whether it took money for it.
    charged: Happened,
    next: &'a Next,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider: Option<&'a ProviderSays>,
    /// JSON Pointer into the input, the call or the answer; an unknown member is `*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        Wire {
            code: self.code,
            class: self.code.class(),
            message: self.message(),
            message_ru: self.message_ru(),
            hint_ru: self.hint_ru(),
            retry_at: self.retry_at,
            executed: self.executed,
            charged: self.charged,
            next: &self.next,
            provider: self.provider.as_deref(),
            path: self.path.as_deref(),
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_has_its_unit() {
        let of = |unit| Error::new(Code::BodyTooLarge).because(Detail::Limit(20, unit));
        for (unit, ru) in [
            ("bytes", "байт"),
            ("levels", "уровней"),
            ("polls", "опросов"),
            ("records", "записей"),
            ("minutes", "минут"),
            ("pages", "pages"),
        ] {
            let error = of(unit);
            assert!(error.message_ru().ends_with(&format!("(предел — 20 {ru})")), "{unit}");
            assert!(error.to_string().ends_with(&format!(": the limit is 20 {unit}")), "{unit}");
        }
    }

    #[test]
    fn a_code_of_a_provider_is_a_word_or_a_short_number() {
        for (code, shown) in [
            ("ACCESS_DENIED", true),
            ("12345", true),
            (&*"a".repeat(40), true),
            (&*"a".repeat(41), false),
            ("", false),
            ("123456", false),
            ("a123456b", false),
            ("12345_12345", true),
            ("two words", false),
            ("отказ", false),
            ("a-b", false),
        ] {
            let said = Error::new(Code::ProviderError).says(code).provider;
            let expected = shown.then(|| code.to_owned());
            assert_eq!(said.and_then(|provider| provider.code), expected, "{code}");
        }
    }

    #[test]
    fn who_can_look_it_up_decides() {
        assert_eq!(Error::outcome_unknown(None).next, Code::OutcomeUnknown.next());
    }
}
