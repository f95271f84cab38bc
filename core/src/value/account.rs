//! Bank accounts of Russia, settlement and correspondent, and their key with the bank's БИК.
//!
//! The key is that of the Bank of Russia's «Порядок расчёта контрольного ключа» 515 of 1997: under
//! the weights 7, 1, 3 three digits of the bank and the account's twenty sum up to tens.

use serde::Serialize;

use super::{Bik, Fault, Value, digits, weighted};
use crate::error::Text;

/// 20 digits. Whether they are right shows only together with the bank's БИК.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Account(#[cfg_attr(feature = "schema", schemars(regex(pattern = r"^\d{20}$")))] String);

impl Account {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the account's key is right in the bank with this БИК.
    ///
    /// An account that the Bank of Russia keeps, a bank's correspondent account (30101…) or any
    /// account in a settlement centre, takes a zero and the two digits of the region's office in
    /// place of the bank's own three.
    ///
    /// # Errors
    /// [`Fault::CheckDigits`] when account and БИК do not belong together.
    pub fn agrees_with(&self, bik: &Bik) -> Result<(), Fault> {
        let bank = bik.as_str().chars();
        let prefix: String = if bik.is_bank_of_russia() || self.0.starts_with("30101") {
            std::iter::once('0').chain(bank.skip(4).take(2)).collect()
        } else {
            bank.skip(6).collect()
        };
        let number: [u8; 23] = digits(&format!("{prefix}{}", self.0)).ok_or(Fault::Form)?;
        if weighted(&number, &WEIGHTS).is_multiple_of(10) {
            Ok(())
        } else {
            Err(Fault::CheckDigits)
        }
    }
}

const WEIGHTS: [u8; 23] = [7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1, 3, 7, 1];

impl Value for Account {
    const EXPECTED: Text = Text {
        en: "a bank account of 20 digits",
        ru: "номер банковского счёта из 20 цифр",
    };

    fn parse(text: &str) -> Result<Self, Fault> {
        digits::<20>(text).map(|_| Self(text.to_owned())).ok_or(Fault::Form)
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Account(20 digits)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn checked(bik: &str, account: &str) -> Result<(), Fault> {
        Account::parse(account)?.agrees_with(&Bik::parse(bik)?)
    }

    #[test]
    fn published_vectors() {
        for (bik, account) in [
            ("044525225", "30101810400000000225"),
            ("044525974", "30101810145250000974"),
            ("044525593", "30101810200000000593"),
            ("044525187", "30101810700000000187"),
            ("044525225", "40702810400000000225"),
            ("044525225", "40817810700000000001"),
            ("044525974", "40802810400000000001"),
            ("044525593", "40702810800000000001"),
            ("044525225", "40702810038120042645"),
            ("044525225", "40702810338303983276"),
            ("044525225", "40702840938403407174"),
            ("044525225", "40702840138737314908"),
        ] {
            assert_eq!(checked(bik, account), Ok(()), "{bik} {account}");
        }
        let other = checked("044525225", "40702810900000002453");
        assert_eq!(other, Err(Fault::CheckDigits));
    }

    /// Accounts of the treasury in offices of the Bank of Russia, as they stood on tax forms.
    #[test]
    fn settlement_centres() {
        for (bik, account) in
            [("044525000", "40101810045250010041"), ("044583001", "40101810800000010041")]
        {
            assert_eq!(checked(bik, account), Ok(()), "{bik} {account}");
        }
        assert_eq!(checked("044525225", "40101810045250010041"), Err(Fault::CheckDigits));
    }

    #[test]
    fn hostile_forms() {
        for text in [
            "",
            "4070281040000000022",
            "407028104000000002250",
            "40702 81040000000022",
            "40702.810.4.00000000",
            "4070281040000000022\u{0}",
            "４07028104000000002",
            "４0702810400000000",
            "4070281040000000022A",
        ] {
            assert_eq!(Account::parse(text), Err(Fault::Form), "{text}");
        }
        assert_eq!(Account::parse(&"4".repeat(100_000)), Err(Fault::Form));
    }

    proptest! {
        /// The weights have no common factor with ten.
        #[test]
        fn a_changed_digit_is_found(
            body in "4[0-9]{19}",
            bank in "04[0-9]{7}",
            at in 1_usize..20,
            by in 1_u8..10,
        ) {
            let right = (0..10)
                .map(|key| format!("{}{key}{}", body.split_at(8).0, body.split_at(9).1))
                .filter(|account| checked(&bank, account).is_ok())
                .collect::<Vec<_>>();
            prop_assert_eq!(right.len(), 1);
            let mut changed = right[0].clone().into_bytes();
            changed[at] = b'0' + (changed[at] - b'0' + by) % 10;
            let changed = String::from_utf8(changed).unwrap();
            prop_assert_eq!(checked(&bank, &changed), Err(Fault::CheckDigits));
        }
    }
}
