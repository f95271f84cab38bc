//! The core for JavaScript hosts.
//!
//! The raw door needs no import: functions over bytes, as `spravka_wasm_memory` passes them.
//!
//! ```text
//!  alloc(length) -> pointer                           memory for an input
//!  call(call, body, files) -> answer                  one call, one step
//!  fill(request, secrets, files) -> answer            a request with its secrets
//!  internal(call) -> answer                           the step for a call that trapped
//!  wide(pointer, length) -> answer                    an answer once more, as UTF-16
//!  free(pointer, length)                              the answer, once it was read
//! ```
//!
//! An input is a pointer and a length, an answer is both in one number. A host is in
//! `wasm/npm/src/raw.ts`.

mod filled;
#[cfg(feature = "bindgen")]
pub mod host;
pub mod raw;
mod wide;
