//! Requests whose answer is a new pair of tokens, which has to be put away.

use serde::Deserialize;
use spravka_core::error::{Code, Detail, Error, Happened, Text};

/// What is given for the pair; the endpoint takes it back, or in exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// Good once.
    Code,
    Refresh,
}

#[derive(Deserialize)]
struct Slots {
    #[serde(default)]
    slots: Vec<Slot>,
}

#[derive(Deserialize)]
struct Slot {
    secret: Option<String>,
    #[serde(rename = "in")]
    place: String,
}

impl Grant {
    /// That of a request, by the secrets that are filled into it.
    pub fn of(request: &str) -> Option<Self> {
        let Slots { slots } = serde_json::from_str(request).ok()?;
        let in_form = slots.iter().filter(|slot| slot.place == "form_body");
        in_form.filter_map(|slot| slot.secret.as_deref()).find_map(|secret| {
            match secret.split_once('.')?.1 {
                "authorization_code" => Some(Self::Code),
                "refresh_token" => Some(Self::Refresh),
                _ => None,
            }
        })
    }

    /// The pair came, and could not be put away.
    pub fn lost(self) -> Error {
        let advice = match self {
            Self::Code => LOST_BY_CODE,
            Self::Refresh => LOST_BY_REFRESH,
        };
        Error::new(Code::SecretsNotStored).because(Detail::Expected(advice)).happened(Happened::Yes)
    }
}

const LOST_BY_CODE: Text = Text {
    en: "a store for secrets that can be written; make it so and log in again: the code is spent and the new tokens are lost",
    ru: "хранилище секретов, доступное для записи; дайте к нему доступ и войдите заново: код уже использован, а новые токены потеряны",
};
const LOST_BY_REFRESH: Text = Text {
    en: "a store for secrets that can be written; make it so and begin again within an hour: until then the old refresh token gives the same new pair",
    ru: "хранилище секретов, доступное для записи; дайте к нему доступ и начните заново в течение часа: прежний токен обновления ещё выдаст ту же новую пару",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_the_slots() {
        let of = |slot: &str| {
            Grant::of(&format!(
                r#"{{"slots":[{{"secret":"sber.client_secret","in":"form_body","name":"x"}},{slot}]}}"#
            ))
        };
        let slot = |secret: &str, place: &str| {
            format!(r#"{{"secret":"{secret}","in":"{place}","name":"x"}}"#)
        };
        assert_eq!(of(&slot("sber.refresh_token", "form_body")), Some(Grant::Refresh));
        assert_eq!(of(&slot("any.authorization_code", "form_body")), Some(Grant::Code));
        assert_eq!(of(&slot("sber.access_token", "header")), None);
        assert_eq!(of(r#"{"file":"archive","in":"json_body","name":"file"}"#), None);
        assert_eq!(Grant::of("{}"), None);
    }
}
