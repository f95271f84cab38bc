//! The stack below the present frame, where calls that have returned leave pieces of what they read.

use std::arch::wasm32::{u64x2, v128, v128_any_true, v128_or};
use std::hint::black_box;

/// A piece that is looked at at once, in vectors.
const BLOCK: usize = 4096 / size_of::<v128>();

/// Wipes what calls that have returned may have left: down to two blocks in a row that none has
/// touched, which is more than any frame leaves out.
#[inline(never)]
pub(crate) fn wipe() {
    let here = u64x2(0, 0);
    // The linker lays the stack from address 0 upwards, and it grows downwards: what is below this
    // frame belongs to nobody.
    let below = black_box(&raw const here).addr() / size_of::<v128>();
    // SAFETY: aligned, from after the null address up to this frame, and nobody's.
    let stack = unsafe {
        let bottom = std::ptr::with_exposed_provenance_mut::<v128>(size_of::<v128>());
        std::slice::from_raw_parts_mut(bottom, below - 1)
    };
    let mut clean = 0;
    for block in stack.rchunks_mut(BLOCK) {
        if v128_any_true(block.iter().fold(u64x2(0, 0), |all, word| v128_or(all, *word))) {
            block.fill(u64x2(0, 0));
            black_box(block);
            clean = 0;
        } else {
            clean += 1;
            if clean == 2 {
                break;
            }
        }
    }
}
