//! ИИН, the individual number of Kazakhstan: YYMMDD, sex and century, four digits, control digit.

use serde::Serialize;

use super::{Date, Fault, Value, digits, weighted};
use crate::error::Text;

/// 12 digits with a valid control digit.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Iin(#[cfg_attr(feature = "schema", schemars(regex(pattern = r"^\d{12}$")))] String);

impl Iin {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The birth date that it stands for. The seventh digit tells sex and century: 1 and 2 for the
    /// 19th, 3 and 4 for the 20th, 5 and 6 for the 21st.
    #[must_use]
    pub fn birth_date(&self) -> Option<Date> {
        let [y, z, m, n, d, e, century, ..]: [u8; 12] = digits(&self.0)?;
        let first = match century {
            1 | 2 => 1800,
            3 | 4 => 1900,
            5 | 6 => 2000,
            _ => return None,
        };
        Date::new(first + i32::from(y * 10 + z), m * 10 + n, d * 10 + e)
    }
}

impl Value for Iin {
    const EXPECTED: Text = Text {
        en: "an IIN of 12 digits with a right control digit",
        ru: "ИИН из 12 цифр с верной контрольной цифрой",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let digits: [u8; 12] = digits(text).ok_or(Fault::Form)?;
        if kz_control_digit(&digits) == digits.last().copied() {
            Ok(Self(text.to_owned()))
        } else {
            Err(Fault::CheckDigits)
        }
    }
}

impl std::fmt::Debug for Iin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Iin(12 digits)")
    }
}

/// The control digit of an ИИН or БИН over its first 11 digits; `None` for a number that is never
/// issued, because both passes give 10.
pub(super) fn kz_control_digit(digits: &[u8]) -> Option<u8> {
    const FIRST: [u8; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const SECOND: [u8; 11] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
    [FIRST, SECOND]
        .iter()
        .map(|weights| weighted(digits, weights) % 11)
        .find(|rest| *rest < 10)
        .and_then(|rest| u8::try_from(rest).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors() {
        for iin in ["791028302728", "800101300706", "800101300016"] {
            assert!(Iin::parse(iin).is_ok(), "{iin}");
        }
        assert_eq!(Iin::parse("840101300001").err(), Some(Fault::CheckDigits));
        for never_issued in 0..10 {
            let iin = format!("80010130072{never_issued}");
            assert_eq!(Iin::parse(&iin).err(), Some(Fault::CheckDigits), "{iin}");
        }
        for form in ["", "79102830272", "7910283027281", "79102830272x", "７91028302728"] {
            assert_eq!(Iin::parse(form).err(), Some(Fault::Form), "{form}");
        }
    }
    #[test]
    fn the_seventh_digit_tells_the_century() {
        for (written, born) in [
            ("79102830272", Some("1979-10-28")),
            ("12011510001", Some("1812-01-15")),
            ("12011560001", Some("2012-01-15")),
            ("12011570001", None),
            ("12133130001", None),
        ] {
            let digits: Vec<u8> = written.bytes().map(|digit| digit - b'0').collect();
            let control = kz_control_digit(&digits).unwrap();
            let iin = Iin::parse(&format!("{written}{control}")).unwrap();
            assert_eq!(iin.birth_date(), born.and_then(Date::parse_iso), "{written}");
        }
    }
}
