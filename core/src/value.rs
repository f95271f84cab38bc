//! Values with one `parse` each: what a caller may write, and the one form that is sent.
//!
//! Control digits are checked here, for our own input. What a provider answers is never checked.

mod account;
mod bik;
mod bin;
mod date;
mod decimal;
mod email;
mod iin;
mod inn;
mod issuer_code;
mod kpp;
mod line;
mod lookalike;
mod ogrn;
mod osago_policy;
mod passport;
mod person;
mod phone;
mod plate;
mod pointer;
mod policy_number;
mod proceeding_number;
mod region;
mod separator;
mod snils;
mod timestamp;

pub use account::Account;
pub use bik::Bik;
pub use bin::{Bin, BinKind, BinUnit};
pub use date::Date;
pub use decimal::Decimal;
pub use email::Email;
pub use iin::Iin;
pub use inn::{Inn, Inn10, Inn12};
pub use issuer_code::IssuerCode;
pub use kpp::Kpp;
pub use line::{Address, CompanyName, Line};
pub use ogrn::{Ogrn, Ogrnip};
pub use osago_policy::OsagoPolicy;
pub use passport::Passport;
pub use person::PersonName;
pub use phone::Phone;
pub use plate::Plate;
pub use pointer::Pointer;
pub use policy_number::PolicyNumber;
pub use proceeding_number::ProceedingNumber;
pub use region::Region;
pub use snils::Snils;
pub use timestamp::Timestamp;

use crate::error::{Code, Text};

/// Why a text is not the value it should be. It does not hold the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Wrong length, alphabet or form.
    Form,
    /// Right form, wrong control digits.
    CheckDigits,
}

impl Fault {
    pub(crate) const fn code(self) -> Code {
        match self {
            Self::Form => Code::InvalidValue,
            Self::CheckDigits => Code::CheckDigits,
        }
    }
}

/// A value of the input: parsed once, then right by construction.
pub trait Value: Sized {
    /// The form a caller has to write, as the end of "expected …".
    const EXPECTED: Text;

    /// # Errors
    /// [`Fault`] when the text does not have the form, or its control digits are wrong.
    fn parse(text: &str) -> Result<Self, Fault>;

    /// The tolerance that was applied, if any: the code of a quirk.
    fn quirk(&self) -> Option<&'static str> {
        None
    }
}

/// The decimal digits of `text`, if there are exactly `N` and nothing else.
fn digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|b| b - b'0'))
}

/// Σ digit · weight.
fn weighted(digits: &[u8], weights: &[u8]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| u32::from(*d) * u32::from(*w)).sum()
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    fn shown<V: Value + Debug>(text: &str) -> String {
        format!("{:?}", V::parse(text).unwrap())
    }

    #[test]
    fn values_show_what_they_are_and_not_what_they_hold() {
        let shown = [
            (shown::<Account>("40817810099910004312"), "Account(20 digits)"),
            (shown::<Address>("Тестовая улица, 1"), "Address(17 characters)"),
            (shown::<Bik>("044525225"), "Bik(9 digits)"),
            (shown::<Bin>("941240000193"), "Bin(12 digits)"),
            (shown::<CompanyName>("ООО Пример"), "CompanyName(10 characters)"),
            (shown::<Date>("1900-01-01"), "Date(…)"),
            (shown::<Email>("person@example.com"), "Email(18 bytes)"),
            (shown::<Iin>("000101300019"), "Iin(12 digits)"),
            (shown::<Inn10>("7707083893"), "Inn10(10 digits)"),
            (shown::<Inn12>("500100732259"), "Inn12(12 digits)"),
            (shown::<Inn>("7707083893"), "Organisation(Inn10(10 digits))"),
            (shown::<Inn>("500100732259"), "Person(Inn12(12 digits))"),
            (shown::<IssuerCode>("770-001"), "IssuerCode(6 digits)"),
            (shown::<Kpp>("770701001"), "Kpp(9 characters)"),
            (shown::<Line>("директор"), "Line(8 characters)"),
            (shown::<Ogrn>("1022500001325"), "Ogrn(13 digits)"),
            (shown::<Ogrnip>("304500116000157"), "Ogrnip(15 digits)"),
            (shown::<OsagoPolicy>("XXX0000000001"), "OsagoPolicy(13 characters)"),
            (shown::<Passport>("0000 000001"), "Passport(10 digits)"),
            (shown::<PersonName>("Образцов"), "PersonName(8 characters)"),
            (shown::<Phone>("89990000000"), "Phone(11 digits)"),
            (shown::<Plate>("Х001ХХ799"), "Plate(9 characters)"),
            (shown::<PolicyNumber>("0000000000000001"), "PolicyNumber(16 characters)"),
            (shown::<ProceedingNumber>("10001/24/77010-ИП"), "ProceedingNumber(17 characters)"),
            (shown::<Snils>("112-233-445 95"), "Snils(11 digits)"),
        ];
        for (shown, expected) in shown {
            assert_eq!(shown, expected);
        }
    }
}
