//! The core for JavaScript hosts, without any import: three functions over bytes.
//!
//! ```text
//!  pointer = alloc(length)                         write the call, and the body beside it
//!  answer  = call(call, length, body, length)      high half: pointer, low half: length
//!  free(pointer, length)                           the answer, once it was read
//! ```
//!
//! `call` takes its inputs over, wipes them and frees them.
#![expect(unsafe_code, reason = "memory crosses the border of the module as pointers")]

use spravka_core::Beside;

/// Memory of `length` bytes for an input.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Gives back memory of `alloc` or an answer of `call`.
///
/// # Safety
/// `pointer` and `length` are those of one `alloc` or one answer, and are not used again.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn free(pointer: *mut u8, length: usize) {
    // SAFETY: as the caller promises, this is a slice that this module boxed.
    drop(unsafe { owned(pointer, length) });
}

/// Answers one call with one step. A body of length 0 at a null pointer is none.
///
/// # Safety
/// Both inputs come from `alloc` with these lengths, and are not used again.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn call(
    call: *mut u8,
    call_length: usize,
    body: *mut u8,
    body_length: usize,
) -> u64 {
    // SAFETY: as the caller promises.
    let (mut call, mut body) =
        unsafe { (owned(call, call_length), (!body.is_null()).then(|| owned(body, body_length))) };
    let mut step = spravka_core::dispatch_with(&call, Beside { body: body.as_deref(), files: &[] });
    // Bodies hold personal data, and the module's memory never shrinks.
    call.fill(0);
    body.iter_mut().for_each(|body| body.fill(0));
    step.shrink_to_fit();
    let length = step.len();
    let pointer: *mut u8 = Box::into_raw(step.into_boxed_slice()).cast();
    (pointer as u64) << 32 | length as u64
}

/// # Safety
/// `pointer` and `length` are those of one boxed slice of bytes that nobody else holds.
unsafe fn owned(pointer: *mut u8, length: usize) -> Box<[u8]> {
    // SAFETY: as the caller promises.
    unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(pointer, length)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_answered_and_everything_freed() {
        let text = br#"{"call":"operations"}"#;
        let pointer = alloc(text.len());
        // SAFETY: the pointers and lengths are those that the functions gave.
        let step = unsafe {
            std::ptr::copy_nonoverlapping(text.as_ptr(), pointer, text.len());
            let answer = call(pointer, text.len(), std::ptr::null_mut(), 0);
            // On a 64-bit host the pointer's upper half does not fit: only the length is read.
            (answer & 0xffff_ffff) as usize
        };
        assert_eq!(step, spravka_core::dispatch(text).len());
    }
}
