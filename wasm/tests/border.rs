//! The raw door as a host uses it, and as a clumsy one does: for Miri, under a target whose pointers
//! have 32 bits as those of WASM have, so that an answer tells where it is.
//!
//! `cargo xtask miri`; elsewhere an answer's pointer is cut, and there is nothing to test.
#![cfg(target_pointer_width = "32")]
#![expect(unsafe_code, reason = "memory crosses the border as pointers")]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::ptr;

use spravka_wasm::raw::{call, fill, internal, wide};
use spravka_wasm_memory::{alloc, framed, free, shrink};

const START: &str = r#"{"call":"start","operation":"kz_info.exec_proc_info","input":{"iin":"791028302728"},"now":"2026-11-21T09:00:00Z"}"#;

/// Memory of the module with these bytes in it, as a host writes them.
fn written(bytes: &[u8]) -> (*mut u8, usize) {
    let pointer = alloc(bytes.len());
    // SAFETY: as many bytes as were asked for.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), pointer, bytes.len()) };
    (pointer, bytes.len())
}

const NONE: (*mut u8, usize) = (ptr::null_mut(), 0);

/// Where an answer is, and how long.
fn place(answer: u64) -> (*mut u8, usize) {
    let pointer = usize::try_from(answer >> 32).unwrap();
    let length = usize::try_from(answer & 0xffff_ffff).unwrap();
    (ptr::with_exposed_provenance_mut(pointer), length)
}

/// The bytes of an answer, which is given back.
fn taken(answer: u64) -> Vec<u8> {
    let (pointer, length) = place(answer);
    // SAFETY: an answer that nobody has freed.
    unsafe {
        let bytes = std::slice::from_raw_parts(pointer, length).to_vec();
        free(pointer, length);
        bytes
    }
}

fn called(text: &[u8], body: Option<&[u8]>, files: &[u8]) -> String {
    let (text, body, files) = (written(text), body.map_or(NONE, written), written(files));
    // SAFETY: memory of `alloc` with its lengths, or null.
    let answer = unsafe { call(text.0, text.1, body.0, body.1, files.0, files.1) };
    String::from_utf8(taken(answer)).unwrap()
}

#[test]
fn a_flow_crosses() {
    let sent = called(START.as_bytes(), None, &[]);
    assert!(sent.starts_with(r#"{"step":"send","#), "{sent}");
    let (_, state) = sent.split_once(r#","state":"#).unwrap();
    let state = state.strip_suffix('}').unwrap();
    let answer = r#"{"response":{"status":200,"headers":{}}}"#;
    let resume = format!(
        r#"{{"call":"resume","state":{state},"input":{{"iin":"791028302728"}},"event":{answer},"now":"2026-11-21T09:00:01Z"}}"#
    );
    let body = r#"[{"exec_proc":"90000001","debtor_name":"ОБРАЗЦОВ ИВАН"}]"#;
    let done = called(resume.as_bytes(), Some(body.as_bytes()), &[]);
    assert!(done.starts_with(r#"{"step":"done","#), "{done}");
    // Nothing beside it is a body of no bytes, and no list.
    let failed = called(resume.as_bytes(), None, &[]);
    assert!(failed.starts_with(r#"{"step":"fail","#), "{failed}");
}

#[test]
fn a_request_is_filled() {
    let sent = called(START.as_bytes(), None, &[]);
    let (request, _) = sent.split_once(r#","state":"#).unwrap();
    let request = written(request.strip_prefix(r#"{"step":"send","request":"#).unwrap().as_bytes());
    let held = written(br#"{"secrets":{"kz_info.api_key":"sandbox0key0000000000000000000000"}}"#);
    // SAFETY: memory of `alloc` with its lengths, or null.
    let filled = taken(unsafe { fill(request.0, request.1, held.0, held.1, NONE.0, NONE.1) });
    let filled = String::from_utf8_lossy(&filled);
    assert!(filled.contains(r#""method":"POST""#), "{filled}");
    assert!(filled.ends_with(r#""api_key":"sandbox0key0000000000000000000000"}"#), "{filled}");
}

#[test]
fn an_input_that_turned_out_shorter_crosses() {
    for (room, less) in [(START.len() + 100, START.len()), (START.len(), START.len()), (1, 0)] {
        let pointer = alloc(room);
        // SAFETY: the pointer and the lengths are those of the memory above.
        let answer = unsafe {
            ptr::copy_nonoverlapping(START.as_ptr(), pointer, less);
            call(shrink(pointer, room, less), less, NONE.0, NONE.1, NONE.0, NONE.1)
        };
        let step = String::from_utf8(taken(answer)).unwrap();
        assert_eq!(step.starts_with(r#"{"step":"send","#), less > 0, "{step}");
    }
}

#[test]
fn what_no_host_should_bring_is_a_failure() {
    let broken = [&b"\x04\0\0\0scan\xff"[..], b"\xff\xff\xff\xff", b"\x01", &framed(b"\xff", &[])];
    for files in broken {
        let step = called(START.as_bytes(), None, files);
        assert!(step.contains(r#""code":"internal""#), "{step}");
    }
    for text in [&b""[..], b"\xff\xfe", b"{", b"null", &[0; 64]] {
        let step = called(text, Some(b""), &[]);
        assert!(step.starts_with(r#"{"step":"fail","#), "{step}");
        let text = written(text);
        // SAFETY: memory of `alloc` with its length.
        let step = String::from_utf8(taken(unsafe { internal(text.0, text.1) })).unwrap();
        assert!(step.contains(r#""code":"internal""#), "{step}");
    }
    // SAFETY: null is no input.
    let step = taken(unsafe { call(NONE.0, NONE.1, NONE.0, NONE.1, NONE.0, NONE.1) });
    assert!(step.starts_with(br#"{"step":"fail","#));
    // SAFETY: the same.
    let refused = taken(unsafe { fill(NONE.0, NONE.1, NONE.0, NONE.1, NONE.0, NONE.1) });
    assert!(String::from_utf8_lossy(&refused).contains(r#""error":"#));
    // SAFETY: nothing at a null pointer, and memory that nobody has written.
    unsafe {
        free(NONE.0, NONE.1);
        free(alloc(8), 8);
        free(alloc(0), 0);
    }
}

#[test]
fn an_answer_can_be_read_wide() {
    // A failure has its message in Russian too.
    let broken = written(b"{");
    // SAFETY: memory of `alloc` with its length, or null.
    let answer = unsafe { call(broken.0, broken.1, NONE.0, NONE.1, NONE.0, NONE.1) };
    let (pointer, length) = place(answer);
    // SAFETY: an answer that nobody has freed.
    let units = taken(unsafe { wide(pointer, length) });
    let units: Vec<u16> =
        units.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    assert_eq!(String::from_utf16(&units).unwrap().into_bytes(), taken(answer));
    for narrow in [&b"{}"[..], b"", b"\xff"] {
        // SAFETY: bytes of our own, which stay.
        assert_eq!(unsafe { wide(narrow.as_ptr(), narrow.len()) }, 0);
    }
}
