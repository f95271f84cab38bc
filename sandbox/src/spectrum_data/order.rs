//! The body of an order: who is asked about. INFERRED: that members that are not known, and values
//! of another form, are refused as Spring refuses what it cannot bind.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Order {
    query_type: String,
    query: String,
    data: Option<Data>,
    #[serde(rename = "idempotenceKey")]
    _idempotence_key: Option<String>,
    #[serde(default)]
    options: Options,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    last_name: String,
    first_name: String,
    patronymic: Option<String>,
    birth: String,
    passport: Option<String>,
    passport_date: Option<String>,
    phone: Option<String>,
    inn: Option<String>,
    driver_license: Option<String>,
    driver_license_date: Option<String>,
    region: Option<Vec<u8>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    #[serde(default, rename = "FORCE")]
    force: bool,
    #[serde(rename = "webhook")]
    _webhook: Option<BTreeMap<String, String>>,
}

impl Order {
    /// Of people: the query itself is a space.
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        let order: Self = serde_json::from_slice(body).ok()?;
        let Data { birth, passport_date, driver_license_date, .. } = order.data.as_ref()?;
        let dates = [Some(birth), passport_date.as_ref(), driver_license_date.as_ref()];
        let Data { passport, phone, inn, .. } = order.data.as_ref()?;
        let digits = |text: &Option<String>, count| {
            let fits =
                |text: &String| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
            text.as_ref().is_none_or(fits)
        };
        let fits = order.query_type == "MULTIPART"
            && order.query == " "
            && dates.into_iter().flatten().all(|date| is_iso(date))
            && digits(passport, 10)
            && digits(inn, 12)
            && phone.as_ref().is_none_or(|phone| phone.bytes().all(|b| b.is_ascii_digit()));
        fits.then_some(order)
    }

    pub(super) fn is_forced(&self) -> bool {
        self.options.force
    }

    pub(super) fn subject(&self) -> &str {
        self.data.as_ref().map_or("", |data| &data.last_name)
    }

    pub(super) fn asks_for(&self, last_name: &str, first_name: &str, birth: &str) -> bool {
        let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        self.data.as_ref().is_some_and(|data| {
            same(&data.last_name, last_name)
                && same(&data.first_name, first_name)
                && data.birth == birth
        })
    }

    /// The same for the same question.
    pub(super) fn question(&self) -> String {
        let Some(data) = &self.data else { return String::new() };
        let texts = [
            Some(&data.last_name),
            Some(&data.first_name),
            data.patronymic.as_ref(),
            Some(&data.birth),
            data.passport.as_ref(),
            data.passport_date.as_ref(),
            data.phone.as_ref(),
            data.inn.as_ref(),
            data.driver_license.as_ref(),
            data.driver_license_date.as_ref(),
        ];
        let texts = texts.map(|text| text.map(String::as_str).unwrap_or_default());
        format!("{} {:?}", texts.join("|"), data.region)
    }
}

/// `YYYY-MM-DD`
fn is_iso(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([4, 2, 2]) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}
