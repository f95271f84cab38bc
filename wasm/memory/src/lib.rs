//! How bytes cross the border of a WASM module: as a pointer and a length into its memory.
//!
//! ```text
//!  pointer = alloc(length)                  the host writes an input there
//!  pointer = shrink(pointer, length, less)  where it turned out shorter
//!  answer  = a function(inputs…)            takes them over; high half: pointer, low half: length
//!  free(pointer, length)                    the answer, once the host has read it
//! ```
//!
//! Whatever is freed is wiped, and so is the stack below an answer: bodies hold personal data and requests hold secrets, while the memory
//! of a module never shrinks and can be read by whoever holds the instance.
#![expect(unsafe_code, reason = "memory crosses the border of the module as pointers")]

mod frames;
#[cfg(target_feature = "simd128")]
mod stack;
#[cfg(target_family = "wasm")]
mod wiping;

use std::ops::Deref;

pub use frames::{files, framed, split};

/// Memory of `length` bytes for an input.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Box::into_raw(Box::<[u8]>::new_uninit_slice(length)).cast()
}

/// Gives back the end of memory of `alloc`, for an input whose length was not known before: where it
/// is now, with `less` bytes.
///
/// # Safety
/// `pointer` and `length` are those of one `alloc`, whose first `less` bytes were written.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn shrink(pointer: *mut u8, length: usize, less: usize) -> *mut u8 {
    // SAFETY: as the caller promises; no more than `less` bytes are looked at.
    let mut bytes = unsafe { Vec::from_raw_parts(pointer, less.min(length), length) };
    bytes.shrink_to_fit();
    Box::into_raw(bytes.into_boxed_slice()).cast()
}

/// Gives back memory of `alloc`, or an answer. Nothing at a null pointer is nothing to give back.
///
/// # Safety
/// `pointer` and `length` are those of one `alloc` or one answer, and are not used again.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn free(pointer: *mut u8, length: usize) {
    // SAFETY: as the caller promises.
    drop(unsafe { Input::take(pointer, length) });
}

/// What the host wrote into memory of [`alloc`].
#[derive(Default)]
pub struct Input(Option<Box<[u8]>>);

impl Input {
    /// Takes an input over; nothing at a null pointer is none.
    ///
    /// # Safety
    /// `pointer` and `length` are those of one `alloc` whose memory was written, and are not used
    /// again.
    #[must_use]
    pub unsafe fn take(pointer: *mut u8, length: usize) -> Self {
        let slice = std::ptr::slice_from_raw_parts_mut(pointer, length);
        // SAFETY: as the caller promises, this is a slice that this module boxed.
        Self((!pointer.is_null()).then(|| unsafe { Box::from_raw(slice) }))
    }

    /// The bytes, where there is an input.
    #[must_use]
    pub fn given(&self) -> Option<&[u8]> {
        self.0.as_deref()
    }
}

/// The bytes; none where there is no input.
impl Deref for Input {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.given().unwrap_or_default()
    }
}

/// An input may hold anything.
impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Input({} bytes)", self.len())
    }
}

/// Makes an answer and hands it to the host, which frees it.
#[must_use]
pub fn answer(work: impl FnOnce() -> Vec<u8>) -> u64 {
    let bytes = apart(work);
    #[cfg(target_feature = "simd128")]
    stack::wipe();
    hand_over(bytes)
}

/// The same with what is there already.
#[must_use]
pub fn hand_over(bytes: Vec<u8>) -> u64 {
    let bytes = bytes.into_boxed_slice();
    let length = bytes.len();
    let pointer: *mut u8 = Box::into_raw(bytes).cast();
    (pointer as u64) << 32 | length as u64
}

/// In a frame of its own, so that it is gone when the stack is wiped.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_is_what_was_written() {
        let pointer = alloc(3);
        // SAFETY: the pointer and the length are those of the memory above.
        let input = unsafe {
            std::ptr::copy_nonoverlapping(b"abc".as_ptr(), pointer, 3);
            Input::take(pointer, 3)
        };
        assert_eq!(input.given(), Some(b"abc".as_slice()));
        assert_eq!(format!("{input:?}"), "Input(3 bytes)");
    }

    #[test]
    fn an_input_may_turn_out_shorter() {
        let pointer = alloc(8);
        // SAFETY: the pointer and the lengths are those of the memory above.
        let input = unsafe {
            std::ptr::copy_nonoverlapping(b"abc".as_ptr(), pointer, 3);
            Input::take(shrink(pointer, 8, 3), 3)
        };
        assert_eq!(&*input, b"abc");
    }

    #[test]
    fn nothing_is_told_from_an_empty_input() {
        // SAFETY: null is none, and the other pointer is that of the memory for an empty input.
        let (none, empty) =
            unsafe { (Input::take(std::ptr::null_mut(), 0), Input::take(alloc(0), 0)) };
        assert_eq!((none.given(), &*none), (None, [].as_slice()));
        assert_eq!(empty.given(), Some([].as_slice()));
    }

    #[test]
    fn an_answer_tells_its_length() {
        // On a 64-bit host the pointer's upper half does not fit: only the length is read.
        assert_eq!(answer(|| b"step".to_vec()) & 0xffff_ffff, 4);
    }
}
