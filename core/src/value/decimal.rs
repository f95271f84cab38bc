//! Amounts: decimal strings, never floats.

use std::borrow::Cow;
use std::cmp::Ordering;

/// A decimal number in the form `-?\d{1,18}(\.\d{1,6})?`, with the scale it was sent with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal<'a> {
    text: Cow<'a, str>,
    /// A tolerance that was applied, as the tail of a quirk's code.
    tolerance: Option<&'static str>,
}

const WHOLE_DIGITS: usize = 18;
const FRACTION_DIGITS: usize = 6;

impl<'a> Decimal<'a> {
    /// Reads what providers write: `790.00`, `144167.000`, `212776,4`, `1e3`.
    ///
    /// A comma and an exponent are tolerated where the value stays exact.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        if is_plain(text) {
            return Some(Self { text: Cow::Borrowed(text), tolerance: None });
        }
        if text.contains(',') {
            let dotted = text.replacen(',', ".", 1);
            return is_plain(&dotted)
                .then_some(Self { text: Cow::Owned(dotted), tolerance: Some("decimal_comma") });
        }
        let plain = without_exponent(text)?;
        Some(Self { text: Cow::Owned(plain), tolerance: Some("exponent") })
    }

    #[must_use]
    pub fn tolerance(&self) -> Option<&'static str> {
        self.tolerance
    }

    #[must_use]
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.text.bytes().all(|b| matches!(b, b'0' | b'.' | b'-'))
    }

    /// By value: `790.00` is equal to `790`. `None` only beyond the form's digits.
    #[must_use]
    pub fn compare(&self, other: &Decimal<'_>) -> Option<Ordering> {
        let scale = self.scale().max(other.scale());
        Some(self.units(scale)?.cmp(&other.units(scale)?))
    }

    /// Below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.text.starts_with('-') && !self.is_zero()
    }

    /// The exact sum, with the larger of the two scales; `None` beyond the form's 18 digits.
    #[must_use]
    pub fn plus(&self, other: &Decimal<'_>) -> Option<Decimal<'static>> {
        let scale = self.scale().max(other.scale());
        let sum = self.units(scale)?.checked_add(other.units(scale)?)?;
        let sign = if sum < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", sum.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at_checked(digits.len() - scale)?;
        let text =
            if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
        is_plain(&text).then_some(Decimal { text: Cow::Owned(text), tolerance: None })
    }

    fn scale(&self) -> usize {
        self.text.split_once('.').map_or(0, |(_, fraction)| fraction.len())
    }

    /// The value in units of 10^-scale.
    fn units(&self, scale: usize) -> Option<i128> {
        let pad = u32::try_from(scale.checked_sub(self.scale())?).ok()?;
        let digits: i128 = self.text.replace('.', "").parse().ok()?;
        digits.checked_mul(10_i128.checked_pow(pad)?)
    }
}

fn is_plain(text: &str) -> bool {
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole, WHOLE_DIGITS) && digits(fraction, FRACTION_DIGITS),
        None => digits(unsigned, WHOLE_DIGITS),
    }
}

/// `1.5e3` as `1500`: the point moved, no digit lost. A fraction's trailing zeros carry nothing.
fn without_exponent(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() || whole.len() > WHOLE_DIGITS || fraction.len() > WHOLE_DIGITS {
        return None;
    }
    let exponent = match exponent.strip_prefix('+') {
        Some(unsigned) if unsigned.starts_with(['+', '-']) => return None,
        Some(unsigned) => unsigned,
        None => exponent,
    };
    let exponent: i32 = exponent.parse().ok()?;
    let digits = format!("{whole}{fraction}");
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()?.checked_add(exponent)?;
    if !(-32..=32).contains(&point) {
        return None;
    }
    let leading = usize::try_from(1 - point).unwrap_or(0);
    let padded = format!("{}{digits}", "0".repeat(leading));
    let point = usize::try_from(point.max(1)).ok()?;
    let padded = format!("{padded:0<point$}");
    let (whole, fraction) = padded.split_at_checked(point)?;
    let fraction = fraction.trim_end_matches('0');
    let whole = Some(whole.trim_start_matches('0')).filter(|w| !w.is_empty()).unwrap_or("0");
    let plain = if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    };
    is_plain(&plain).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(input: &str) -> Option<String> {
        Decimal::parse(input).map(|d| d.into_text().into_owned())
    }

    #[test]
    fn keeps_the_scale() {
        for amount in ["790.00", "144167.000", "0.75", "14200.32", "14700", "-0", "-1.5"] {
            assert_eq!(text(amount).as_deref(), Some(amount));
        }
    }

    #[test]
    fn tolerates_what_stays_exact() {
        for (sent, read) in [
            ("212776,4", "212776.4"),
            ("1e3", "1000"),
            ("1.50E+1", "15"),
            ("-2.5e-3", "-0.0025"),
            ("0e9", "0"),
            ("1E-6", "0.000001"),
            ("123456789012345678e0", "123456789012345678"),
            ("0.123456789012345678e18", "123456789012345678"),
        ] {
            assert_eq!(text(sent).as_deref(), Some(read), "{sent}");
        }
        assert_eq!(Decimal::parse("1e3").and_then(|d| d.tolerance()), Some("exponent"));
    }

    #[test]
    fn refuses_the_rest() {
        for sent in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "1.2345678",
            "1234567890123456789",
            "1e19",
            "1e-7",
            "NaN",
            "1,2,3",
            "1 000",
            "１",
            "1e",
            "e1",
            "1e99999999999",
            "--1",
            "0x10",
            "1_0",
            "1.2e+-3",
        ] {
            assert_eq!(text(sent), None, "{sent}");
        }
    }

    #[test]
    fn compares_by_value() {
        let compare = |a, b| Decimal::parse(a)?.compare(&Decimal::parse(b)?);
        assert_eq!(compare("790.00", "790"), Some(Ordering::Equal));
        assert_eq!(compare("499999.99", "500000"), Some(Ordering::Less));
        assert_eq!(compare("-1", "-1.5"), Some(Ordering::Greater));
    }

    #[test]
    fn sums_are_exact() {
        for (a, b, sum) in [
            ("0.1", "0.2", "0.3"),
            ("212776.4", "14894.35", "227670.75"),
            ("-1", "0.005", "-0.995"),
            ("999999999999999999", "0", "999999999999999999"),
        ] {
            let sum_of = |a, b| Decimal::parse(a)?.plus(&Decimal::parse(b)?);
            let read = sum_of(a, b).map(|d| d.into_text().into_owned());
            assert_eq!(read.as_deref(), Some(sum));
        }
        let most = Decimal::parse("999999999999999999").unwrap();
        assert_eq!(most.plus(&most), None);
    }
}
