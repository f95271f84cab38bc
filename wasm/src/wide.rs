//! UTF-8 as UTF-16.

/// The lower byte of each unit first; `None` where all of it is ASCII, or it is no UTF-8.
pub(crate) fn utf16(text: &[u8]) -> Option<Vec<u8>> {
    if text.is_ascii() {
        return None;
    }
    let text = simdutf8::basic::from_utf8(text).ok()?;
    let mut wide = Wide { bytes: vec![0; text.len() * 2 + ROOM], length: 0 };
    let mut at = 0;
    while let Some(taken) = wide.run(text.as_bytes().get(at..)?).or_else(|| wide.unit(text, at)) {
        at += taken;
    }
    wide.bytes.truncate(wide.length);
    Some(wide.bytes)
}

/// What one run may write, in bytes.
const ROOM: usize = 32;

struct Wide {
    bytes: Vec<u8>,
    length: usize,
}

impl Wide {
    /// Writes one character and tells how long it was; nothing at the end.
    fn unit(&mut self, text: &str, at: usize) -> Option<usize> {
        let char = text.get(at..)?.chars().next()?;
        for unit in char.encode_utf16(&mut [0; 2]) {
            if let Some(place) = self.bytes.get_mut(self.length..self.length + 2) {
                place.copy_from_slice(&unit.to_le_bytes());
            }
            self.length += 2;
        }
        Some(char.len_utf8())
    }

    /// Writes the first few characters at once where they are all ASCII or all of two bytes, as
    /// Cyrillic is, and tells how long they were.
    #[cfg(target_feature = "simd128")]
    fn run(&mut self, text: &[u8]) -> Option<usize> {
        use std::arch::wasm32::{
            u8x16_bitmask, u16x8, u16x8_bitmask, u16x8_eq, u16x8_extend_high_u8x16,
            u16x8_extend_low_u8x16, u16x8_shl, u16x8_shr, u16x8_splat, v128_and, v128_or,
        };

        let from = text.first_chunk::<16>()?;
        let to = self.bytes.get_mut(self.length..)?.first_chunk_mut::<ROOM>()?;
        let bytes = simd::load(from);
        let ascii = u8x16_bitmask(bytes).trailing_zeros().min(16) as usize;
        if ascii > 0 {
            let halves = [u16x8_extend_low_u8x16(bytes), u16x8_extend_high_u8x16(bytes)];
            simd::store(halves, to);
            self.length += ascii * 2;
            return Some(ascii);
        }
        // 110xxxxx 10xxxxxx, the first byte being the lower one of its lane.
        let is_pair = u16x8_eq(v128_and(bytes, u16x8_splat(0xc0e0)), u16x8_splat(0x80c0));
        let pairs = (!u16x8_bitmask(is_pair)).trailing_zeros() as usize;
        if pairs == 0 {
            return None;
        }
        let high = u16x8_shl(v128_and(bytes, u16x8_splat(0x1f)), 6);
        let low = v128_and(u16x8_shr(bytes, 8), u16x8_splat(0x3f));
        simd::store([v128_or(high, low), u16x8(0, 0, 0, 0, 0, 0, 0, 0)], to);
        self.length += pairs * 2;
        Some(pairs * 2)
    }

    #[cfg(not(target_feature = "simd128"))]
    #[expect(clippy::unused_self, reason = "without vectors no run is faster than its characters")]
    fn run(&mut self, _: &[u8]) -> Option<usize> {
        None
    }
}

#[cfg(target_feature = "simd128")]
#[expect(unsafe_code, reason = "vectors have no other way into memory")]
mod simd {
    use std::arch::wasm32::{v128, v128_load, v128_store};

    pub(super) fn load(from: &[u8; 16]) -> v128 {
        // SAFETY: there are as many bytes as a vector has, and it may begin anywhere.
        unsafe { v128_load(from.as_ptr().cast()) }
    }

    pub(super) fn store(halves: [v128; 2], to: &mut [u8; super::ROOM]) {
        let to: *mut v128 = to.as_mut_ptr().cast();
        let [first, second] = halves;
        // SAFETY: there are as many bytes as two vectors have, and they may begin anywhere.
        unsafe {
            v128_store(to, first);
            v128_store(to.add(1), second);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ascii_gets_wide() {
        assert_eq!(utf16("Я€😀".as_bytes()).unwrap(), b"\x2f\x04\xac\x20\x3d\xd8\x00\xde");
        assert_eq!(utf16(b"ASCII"), None);
        assert_eq!(utf16(b"\xff"), None);
    }
}
