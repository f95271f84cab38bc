//! БИН, the business number of Kazakhstan: YYMM of the registration, kind, unit, five digits,
//! control digit.

use serde::Serialize;

use super::iin::kz_control_digit;
use super::{Fault, Value, digits};
use crate::error::Text;

/// 12 digits: a month 01 to 12, a known kind and unit, a valid control digit.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Bin {
    #[cfg_attr(
        feature = "schema",
        schemars(regex(pattern = r"^\d{2}(0[1-9]|1[0-2])[456][0-4]\d{6}$"))
    )]
    text: String,
    #[serde(skip)]
    kind: BinKind,
    #[serde(skip)]
    unit: BinUnit,
}

/// Whom a БИН was given to: its fifth digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BinKind {
    Resident,
    NonResident,
    /// Entrepreneurs who work jointly.
    SoleProprietor,
}

/// Which part of it: its sixth digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BinUnit {
    HeadOffice,
    Branch,
    RepresentativeOffice,
    Farm,
}

impl Bin {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn kind(&self) -> BinKind {
        self.kind
    }

    #[must_use]
    pub fn unit(&self) -> BinUnit {
        self.unit
    }
}

impl Value for Bin {
    const EXPECTED: Text = Text {
        en: "a BIN of 12 digits with a right control digit",
        ru: "БИН из 12 цифр с верной контрольной цифрой",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        let number: [u8; 12] = digits(text).ok_or(Fault::Form)?;
        let [_, _, tens, units, kind, unit, .., control] = number;
        let kind = match kind {
            4 => BinKind::Resident,
            5 => BinKind::NonResident,
            6 => BinKind::SoleProprietor,
            _ => return Err(Fault::Form),
        };
        let unit = match unit {
            0 => BinUnit::HeadOffice,
            1 => BinUnit::Branch,
            2 => BinUnit::RepresentativeOffice,
            // 3 in the OECD's sheet on Kazakhstan's numbers, 4 in other lists.
            3 | 4 => BinUnit::Farm,
            _ => return Err(Fault::Form),
        };
        if !(1..=12).contains(&(tens * 10 + units)) {
            return Err(Fault::Form);
        }
        if kz_control_digit(&number) == Some(control) {
            Ok(Self { text: text.to_owned(), kind, unit })
        } else {
            Err(Fault::CheckDigits)
        }
    }
}

impl std::fmt::Debug for Bin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bin(12 digits)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: [&str; 7] = [
        "941240000193",
        "940140000385",
        "971240001315",
        "020240000555",
        "010940000162",
        "940540000210",
        "040740000537",
    ];

    /// The number with these first 11 digits.
    fn numbered(body: &str) -> Result<Bin, Fault> {
        (0..10)
            .map(|control| Bin::parse(&format!("{body}{control}")))
            .reduce(|a, b| a.or(b))
            .unwrap()
    }

    #[test]
    fn published_vectors() {
        for bin in PUBLISHED {
            let read = Bin::parse(bin).unwrap();
            assert_eq!(read.as_str(), bin);
            assert_eq!((read.kind(), read.unit()), (BinKind::Resident, BinUnit::HeadOffice));
            let right =
                (0..10).filter(|c| Bin::parse(&format!("{}{c}", bin.split_at(11).0)).is_ok());
            assert_eq!(right.count(), 1, "{bin}");
        }
        assert_eq!(Bin::parse("941240000194"), Err(Fault::CheckDigits));
    }

    #[test]
    fn kinds_and_units() {
        for (body, kind, unit) in [
            ("94015100038", BinKind::NonResident, BinUnit::Branch),
            ("94014200038", BinKind::Resident, BinUnit::RepresentativeOffice),
            ("94126300019", BinKind::SoleProprietor, BinUnit::Farm),
            ("94126400019", BinKind::SoleProprietor, BinUnit::Farm),
        ] {
            let read = numbered(body).unwrap();
            assert_eq!((read.kind(), read.unit()), (kind, unit), "{body}");
        }
        let months = (0..100).filter(|m| numbered(&format!("94{m:02}4000038")) != Err(Fault::Form));
        assert!(months.eq(1..=12));
        for body in ["94013000038", "94017000038", "94014500038", "94014900038", "79102830272"] {
            assert_eq!(numbered(body), Err(Fault::Form), "{body}");
        }
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "94124000019",
            "9412400001930",
            "94124000019x",
            "94124000019\u{0}",
            "941240 00193",
            "941240000193 ",
            "９41240000193",
            "９412400001",
            "000000000000",
        ] {
            assert_eq!(Bin::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Bin::parse(&"4".repeat(100_000)), Err(Fault::Form));
    }

    #[test]
    fn written_as_a_string() {
        let written = serde_json::to_string(&Bin::parse("941240000193").unwrap()).unwrap();
        assert_eq!(written, r#""941240000193""#);
    }
}
