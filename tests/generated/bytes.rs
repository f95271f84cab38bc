//! Changes to the bytes of an answer, whatever they are.

use fastrand::Rng;

/// Pages that stand where an answer should.
const PAGES: &[&[u8]] = &[
    b"",
    b"null",
    b"[]",
    b"{}",
    b"[[]]",
    b"\xef\xbb\xbf[]",
    b"<!DOCTYPE html><html><body>captcha</body></html>",
    "<html>Технические работы</html>".as_bytes(),
    b"<?xml version=\"1.0\"?><error/>",
    b"502 Bad Gateway",
    b"Subject not found",
    b"{\"detail\":\"Subject not found\"}",
    b"\x1f\x8b\x08\0\0\0\0\0\0\x03",
    b"PK\x03\x04",
    b"\0\0\0\0",
    b"{\"status\":\"error\",\"code\":401,\"exception\":\"x\"}",
    b"{\"status\":456,\"error\":\"x\"}",
    b"{\"error\":{\"code\":500,\"message\":\"x\"}}",
];

/// One change.
pub(super) fn change(rng: &mut Rng, body: &mut Vec<u8>) {
    let at = rng.usize(..=body.len());
    match rng.u8(..11) {
        0 | 1 => body.truncate(at),
        2 => {
            if let Some(byte) = body.get_mut(at) {
                *byte ^= 1 << rng.u8(..8);
            }
        }
        3 => body.insert(at, rng.u8(..)),
        4 => drop(body.splice(at..at, *rng.choice([b"\xff", b"\xc0", b"\xed"]).unwrap_or(b"\xff"))),
        5 => drop(body.splice(..0, *b"\xef\xbb\xbf")),
        6 => *body = cp1251(body),
        7 => {
            let units = String::from_utf8_lossy(body).into_owned();
            *body = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        8 => body.extend_from_slice(rng.choice([&b" \n"[..], b"x", b"{}", b"\0"]).unwrap_or(b"x")),
        9 => {
            let rest = body.split_off(at);
            body.splice(..0, rest);
        }
        _ => *body = rng.choice(PAGES).map(|page| page.to_vec()).unwrap_or_default(),
    }
}

/// Russian letters in one byte each, as old servers write them.
fn cp1251(body: &[u8]) -> Vec<u8> {
    let byte = |c: char| match c {
        'А'..='я' => u8::try_from(u32::from(c) - 0x410 + 0xc0).unwrap_or(b'?'),
        'Ё' => 0xa8,
        'ё' => 0xb8,
        '№' => 0xb9,
        c => u8::try_from(c).unwrap_or(b'?'),
    };
    String::from_utf8_lossy(body).chars().map(byte).collect()
}

/// The end of a character at or before this place.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
