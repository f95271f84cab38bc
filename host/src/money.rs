//! Amounts of the user's: exact, with their currency.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use spravka_core::registry::find;
use spravka_core::value::Decimal;

/// `0.75RUB`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    pub millionths: i128,
    pub currency: String,
}

/// `--price`: an operation and what each of its requests costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    pub operation: String,
    pub money: Money,
}

impl Money {
    /// `amount`: a decimal string that is not negative.
    pub fn of(amount: &str, currency: &str) -> Option<Self> {
        let plain = Decimal::parse(amount).filter(|read| read.tolerance().is_none())?.into_text();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let millionths = format!("{whole}{fraction:0<6}").parse().ok()?;
        let currency = (currency.len() == 3 && currency.bytes().all(|b| b.is_ascii_uppercase()))
            .then(|| currency.to_owned())?;
        (!plain.starts_with('-')).then_some(Self { millionths, currency })
    }
}

impl FromStr for Money {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let currency = text.strip_prefix(digits).unwrap_or_default();
        Self::of(digits, currency)
            .ok_or_else(|| "expected an amount and its currency: 500RUB, 0.75RUB".to_owned())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.millionths / 1_000_000, self.millionths % 1_000_000);
        let rest = format!("{rest:06}");
        let rest = rest.trim_end_matches('0');
        match rest {
            "" => write!(f, "{whole}{}", self.currency),
            _ => write!(f, "{whole}.{rest:0<2}{}", self.currency),
        }
    }
}

impl FromStr for Price {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (operation, money) =
            text.split_once('=').ok_or("expected OPERATION=AMOUNT: api_cloud.balance=0.75RUB")?;
        let known = find(operation).is_some_and(|entry| entry.provider.is_some());
        let operation = known
            .then(|| operation.to_owned())
            .ok_or("there is no such operation with requests")?;
        Ok(Self { operation, money: money.parse()? })
    }
}

/// By operation.
pub type Prices = BTreeMap<String, Money>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (text, millionths, written) in [
            ("500RUB", 500_000_000, "500RUB"),
            ("0.75RUB", 750_000, "0.75RUB"),
            ("0.7RUB", 700_000, "0.70RUB"),
            ("1.000001KZT", 1_000_001, "1.000001KZT"),
            ("0RUB", 0, "0RUB"),
        ] {
            let money: Money = text.parse().unwrap();
            assert_eq!((money.millionths, money.to_string().as_str()), (millionths, written));
            assert_eq!(money.to_string().parse::<Money>().unwrap(), money);
        }
        for wrong in
            ["", "500", "RUB", "-1RUB", "1,5RUB", "1e3RUB", "1 RUB", "1rub", "1RUBL", ".5RUB"]
        {
            assert!(wrong.parse::<Money>().is_err(), "{wrong}");
        }
        assert!("kz_info.exec_proc_info=1KZT".parse::<Price>().is_ok());
        for wrong in
            ["", "kz_info=1KZT", "x.y=1KZT", "identifiers.check=1KZT", "kz_info.exec_proc_info=1"]
        {
            assert!(wrong.parse::<Price>().is_err(), "{wrong}");
        }
    }
}
