//! The functions that the raw door exports.
#![expect(unsafe_code, reason = "memory crosses the border of the module as pointers")]

use spravka_core::{Beside, dispatch_with, internal_failure_of};
use spravka_wasm_memory::{Input, answer, files, hand_over};

use crate::{filled, wide};

/// Answers one call with one step. `files` are frames: the name of each, then its bytes.
///
/// # Safety
/// The inputs come from `alloc` with these lengths or are null, and are not used again.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn call(
    call: *mut u8,
    call_length: usize,
    body: *mut u8,
    body_length: usize,
    beside: *mut u8,
    beside_length: usize,
) -> u64 {
    // SAFETY: as the caller promises.
    let (call, body, beside) = unsafe {
        (
            Input::take(call, call_length),
            Input::take(body, body_length),
            Input::take(beside, beside_length),
        )
    };
    answer(|| {
        let step = match files(&beside) {
            Some(files) => dispatch_with(&call, Beside { body: body.given(), files: &files }),
            // The host's own fault.
            None => internal_failure_of(&call),
        };
        trap_on_demand(&call);
        step
    })
}

/// Fills the slots of a request; the answer is a head as JSON, by its length, and the body.
///
/// # Safety
/// The inputs come from `alloc` with these lengths or are null, and are not used again.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn fill(
    request: *mut u8,
    request_length: usize,
    secrets: *mut u8,
    secrets_length: usize,
    beside: *mut u8,
    beside_length: usize,
) -> u64 {
    // SAFETY: as the caller promises.
    let (request, secrets, beside) = unsafe {
        (
            Input::take(request, request_length),
            Input::take(secrets, secrets_length),
            Input::take(beside, beside_length),
        )
    };
    answer(|| {
        let filled = filled::fill(&request, &secrets, &beside);
        trap_on_demand(&request);
        filled
    })
}

/// The step for a call that trapped in another instance.
///
/// # Safety
/// The call comes from `alloc` with this length or is null, and is not used again.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn internal(call: *mut u8, call_length: usize) -> u64 {
    // SAFETY: as the caller promises.
    let call = unsafe { Input::take(call, call_length) };
    answer(|| internal_failure_of(&call))
}

/// An answer as UTF-16, which Node.js makes a string of several times faster; nothing where it is
/// ASCII and can be read as it is. The answer stays.
///
/// # Safety
/// `pointer` and `length` are those of an answer that was not freed.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub unsafe extern "C" fn wide(pointer: *const u8, length: usize) -> u64 {
    // SAFETY: as the caller promises.
    let text = unsafe { std::slice::from_raw_parts(pointer, length) };
    wide::utf16(text).map_or(0, hand_over)
}

/// In tests of hosts, what the text asks for.
fn trap_on_demand(text: &[u8]) {
    if cfg!(feature = "trap") && text.windows(6).any(|word| word == b"\"trap\"") {
        std::process::abort();
    }
}
