#![no_main]

libfuzzer_sys::fuzz_target!(
    init: spravka_fuzz::prepare(),
    |data: &[u8]| spravka_fuzz::run("f14_states", data)
);
