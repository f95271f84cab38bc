//! `GET /api/nsso.php?type=checkPolicy`: the liability policies of passenger carriers.

use serde::Serialize;
use time::{Date, Month};

use super::people::{self, Found, Play, Policy, Row, Shape};
use super::{PRICE, balance, charge, error, errors, forbidden, rubles, text};
use crate::http::Call;
use crate::{Reply, World, clock};

pub(super) fn check_policy(world: &mut World, call: &Call<'_>) -> Result<Reply, Reply> {
    let asked = Asked::read(call)?;
    if balance(world) < PRICE {
        return Err(error("498", "TOKEN_NO_MONEY"));
    }
    if let Some(failed) = errors::by_plate(asked.subject) {
        return Ok(failed);
    }
    let row = people::find(asked.subject);
    let turn = world.turn(format!("api_cloud.nsso/{}", asked.subject));
    let say = match row {
        Some(Row { first: Some(answer), .. }) if turn == 0 => Some(answer),
        Some(Row { play: Play::Say(answer), .. }) => Some(answer),
        _ => None,
    };
    if let Some(answer) = say {
        if answer.was_carried_out() {
            charge(world, PRICE)?;
        }
        return Ok(answer.play(asked.subject, call.now_ms));
    }
    match row {
        Some(Row { plate, play: Play::Find(found), .. }) => list(world, call, &asked, plate, found),
        _ => list(world, call, &asked, "", &Found { policies: &[], shape: Shape::Plain }),
    }
}

struct Asked<'a> {
    /// Plate or number of a policy.
    subject: &'a str,
    date: Date,
    only_actual: bool,
}

impl<'a> Asked<'a> {
    fn read(call: &'a Call<'_>) -> Result<Self, Reply> {
        let subject = match (call.param("gosNumber"), call.param("polis")) {
            (Some(_), Some(_)) => return Err(error("111", "PARAMETER_CONFLICT")),
            (None, None) => return Err(error("766", "MISSING_MANDATORY_PARAMETER")),
            (Some(plate), None) if !is_plate(plate) => return Err(forbidden("gosNumber")),
            (None, Some(policy)) if !is_policy(policy) => return Err(forbidden("polis")),
            (Some(subject), None) | (None, Some(subject)) => subject,
        };
        let date = match call.param("date") {
            None => clock::moscow(call.now_ms).date(),
            Some(date) => clock::parse_dotted(date).ok_or_else(|| error("015", "DATE_ERROR"))?,
        };
        let only_actual = match call.param("onlyActual") {
            None | Some("1") => true,
            Some("0") => false,
            Some(_) => return Err(forbidden("onlyActual")),
        };
        Ok(Self { subject, date, only_actual })
    }
}

/// `/^[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2}\d{2,3}$/u`
fn is_plate(text: &str) -> bool {
    let letter = |c: &char| "АВЕКМНОРСТУХ".contains(*c);
    let shape: String = text
        .chars()
        .map(|c| match c {
            _ if letter(&c) => 'L',
            _ if c.is_ascii_digit() => '0',
            _ => '?',
        })
        .collect();
    matches!(shape.as_str(), "L000LL00" | "L000LL000")
}

/// The document prints the mask `[a-zA-z0-9]`; what `A-z` lets through beyond letters is a slip.
fn is_policy(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn list(
    world: &mut World,
    call: &Call<'_>,
    asked: &Asked<'_>,
    plate: &str,
    found: &Found,
) -> Result<Reply, Reply> {
    let free = matches!(found.shape, Shape::Free);
    if !free {
        charge(world, PRICE)?;
    }
    let this_year = clock::moscow(call.now_ms).year();
    let result: Vec<_> = found
        .policies
        .iter()
        .map(|policy| (policy, this_year - i32::from(policy.years_ago)))
        .filter(|(_, year)| !asked.only_actual || asked.date.year() == *year)
        .filter_map(|(policy, year)| Item::new(policy, year))
        .collect();
    let count = match found.shape {
        Shape::Texts => format!("\"{}\"", result.len()),
        Shape::Claims(count) => count.to_string(),
        _ => result.len().to_string(),
    };
    let price = if free { 0 } else { PRICE };
    let balance = rubles(balance(world));
    let inquiry = match found.shape {
        Shape::NoInquiry => String::new(),
        Shape::Texts => inquiry(&format!("\"{}\"", rubles(price)), &format!("\"{balance}\"")),
        _ => inquiry(&rubles(price), &balance),
    };
    let result = serde_json::to_string(&result).unwrap_or_default().replace("{plate}", plate);
    let (date, only_actual) = (clock::dotted(asked.date), u8::from(asked.only_actual));
    Ok(text(&format!(
        r#"{{"status":200,"count":{count},"result":{result},"filters":{{"requestDate":"{date}","onlyActual":{only_actual}}}{inquiry}}}"#
    )))
}

fn inquiry(price: &str, balance: &str) -> String {
    format!(
        r#","inquiry":{{"price":{price},"balance":{balance},"credit":20000,"speed":26,"attempts":1}}"#
    )
}

#[derive(Serialize)]
struct Item {
    policy: Written,
    auto: &'static [people::Auto],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Written {
    policy_number: &'static str,
    policy_start: String,
    policy_stop: String,
    policy_company: &'static str,
    policy_holder: &'static str,
    #[serde(rename = "PolicyHolderINN")]
    policy_holder_inn: &'static str,
    #[serde(rename = "PolicyHolderKPP")]
    policy_holder_kpp: &'static str,
}

impl Item {
    /// A policy runs through a calendar year, so that "actual" does not depend on when one asks.
    fn new(policy: &'static Policy, year: i32) -> Option<Self> {
        let start = Date::from_calendar_date(year, Month::January, 1).ok()?;
        let stop = Date::from_calendar_date(year, Month::December, 31).ok()?;
        Some(Self {
            policy: Written {
                policy_number: policy.number,
                policy_start: clock::dotted(start),
                policy_stop: clock::dotted(stop),
                policy_company: policy.company,
                policy_holder: policy.holder,
                policy_holder_inn: policy.inn,
                policy_holder_kpp: policy.kpp,
            },
            auto: policy.autos,
        })
    }
}
