//! The allocator: that of the standard library, which wipes what it is given back.

use std::alloc::{GlobalAlloc, Layout, System};

struct Wiping;

#[global_allocator]
static ALLOCATOR: Wiping = Wiping;

// SAFETY: every block comes from `System` and goes back there with its layout.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block has as many bytes, and nobody uses it any more.
        unsafe {
            block.write_bytes(0, layout.size());
            // The compiler may not leave out what nobody reads.
            std::hint::black_box(block);
            System.dealloc(block, layout);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: a block that shrinks stays where it is, without its end; one that grows may move,
        // and is wiped where it was.
        unsafe {
            if size <= layout.size() {
                block.add(size).write_bytes(0, layout.size() - size);
                std::hint::black_box(block);
                return System.realloc(block, layout, size);
            }
            let larger = System.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !larger.is_null() {
                larger.copy_from_nonoverlapping(block, layout.size());
                self.dealloc(block, layout);
            }
            larger
        }
    }
}
