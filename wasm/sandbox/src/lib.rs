//! The simulated providers for JavaScript hosts, in a module of their own: they are never a part of
//! the core.
//!
//! ```text
//!  alloc(length) -> pointer             memory for an input
//!  respond(request, body) -> answer     one request, one answer; the world remembers it
//!  secrets() -> answer                  the secrets that it accepts, an object
//!  free(pointer, length)                the answer, once it was read
//! ```
//!
//! The world is the instance's: a new instance is a new world.

mod respond;

pub use respond::{respond, secrets};

#[expect(unsafe_code, reason = "memory crosses the border of the module as pointers")]
pub mod raw {
    use std::cell::RefCell;

    use spravka_sandbox::World;
    use spravka_wasm_memory::{Input, answer};

    thread_local! {
        static WORLD: RefCell<World> = RefCell::default();
    }

    /// Answers one request; the answer is that of [`super::respond()`].
    ///
    /// # Safety
    /// The inputs come from `alloc` with these lengths or are null, and are not used again.
    #[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
    pub unsafe extern "C" fn respond(
        request: *mut u8,
        request_length: usize,
        body: *mut u8,
        body_length: usize,
    ) -> u64 {
        // SAFETY: as the caller promises.
        let (request, body) =
            unsafe { (Input::take(request, request_length), Input::take(body, body_length)) };
        WORLD.with_borrow_mut(|world| answer(|| super::respond(world, &request, &body)))
    }

    /// The secrets that the sandbox accepts, by name.
    #[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
    pub extern "C" fn secrets() -> u64 {
        answer(super::secrets)
    }
}
