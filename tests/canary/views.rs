//! A text as it reads when it is decoded: whole, or what in it looks encoded.

use std::collections::BTreeSet;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Encodings within encodings, such as a text in JSON, in an answer, in base64.
const DEEPEST: usize = 3;
/// Shorter runs of letters are words.
const LEAST_RUN: usize = 11;

/// The bytes as text, and as every text that they may be the encoding of.
pub(super) fn of(bytes: &[u8]) -> BTreeSet<String> {
    let mut views = BTreeSet::new();
    for from in [0, 1] {
        let pairs = || bytes.get(from..).unwrap_or_default().as_chunks::<2>().0.iter();
        // Only what has an empty or a Russian half in every other place.
        if bytes.contains(&0) || bytes.contains(&4) {
            let big: Vec<u16> = pairs().map(|pair| u16::from_be_bytes(*pair)).collect();
            let little: Vec<u16> = pairs().map(|pair| u16::from_le_bytes(*pair)).collect();
            views.extend([big, little].map(|units| String::from_utf16_lossy(&units)));
        }
    }
    // Level by level: a text that can be come by in two ways is looked into as far as the shorter
    // one leaves.
    let mut level = vec![String::from_utf8_lossy(bytes).into_owned()];
    for _ in 0..DEEPEST {
        let next: BTreeSet<String> = level.iter().flat_map(|text| decoded(text)).collect();
        views.extend(level);
        // What is no text has nothing in it that is encoded.
        let is_text =
            |view: &String| view.matches(char::REPLACEMENT_CHARACTER).count() * 8 < view.len();
        let (texts, others): (BTreeSet<_>, BTreeSet<_>) = next.into_iter().partition(is_text);
        views.extend(others);
        level = texts.difference(&views).cloned().collect();
    }
    views.extend(level);
    views
}

/// In each way in which something of it may be encoded.
fn decoded(text: &str) -> Vec<String> {
    let mut decoded = Vec::from(runs(text));
    if text.contains('\\') {
        decoded.push(unescaped(text));
    }
    if text.contains('%') {
        decoded.push(percent(text));
    }
    if text.contains('+') {
        decoded.push(percent(&text.replace('+', " ")));
    }
    decoded
}

/// JSON's escapes.
fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let c = if c == '\\' {
            rest.next().unwrap_or('\\')
        } else {
            units.extend(c.encode_utf16(&mut [0; 2]).iter());
            continue;
        };
        let digits = rest.as_str().get(..4).filter(|_| c == 'u');
        match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(unit) => {
                units.push(unit);
                rest = rest.as_str()[4..].chars();
            }
            None => units.extend(c.encode_utf16(&mut [0; 2]).iter()),
        }
    }
    String::from_utf16_lossy(&units)
}

fn percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.first_chunk::<2>().filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What is written as base64, in hexadecimal, or as a list of bytes, one run after the other: texts,
/// and what is none.
fn runs(text: &str) -> [String; 2] {
    let is_base64 = |b: &u8| b.is_ascii_alphanumeric() || b"+/-_".contains(b);
    let lenient = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let standard = GeneralPurpose::new(&alphabet::STANDARD, lenient);
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    let mut keep = |bytes: Vec<u8>| {
        let into = if std::str::from_utf8(&bytes).is_ok() { &mut texts } else { &mut others };
        into.extend(bytes);
        into.push(b'\n');
    };
    for run in text.as_bytes().chunk_by(|a, b| is_base64(a) == is_base64(b)) {
        if run.len() < LEAST_RUN || !is_base64(&run[0]) {
            continue;
        }
        let same = |b: &u8| match b {
            b'-' => b'+',
            b'_' => b'/',
            b => *b,
        };
        let letters: Vec<u8> = run.iter().map(same).collect();
        for part in [&letters[..], &letters[1..], &letters[2..], &letters[3..]] {
            let whole = part.len() - usize::from(part.len() % 4 == 1);
            keep(standard.decode(&part[..whole]).unwrap_or_default());
        }
        for from in [0, 1] {
            let pairs = run[from..].as_chunks::<2>().0;
            let byte =
                |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
            if run.iter().all(u8::is_ascii_hexdigit) {
                keep(pairs.iter().filter_map(byte).collect());
            }
        }
    }
    if text.contains(", ") {
        let number =
            |part: &str| part.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u8>().ok();
        keep(text.split(',').filter_map(number).collect());
    }
    [texts, others].map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
