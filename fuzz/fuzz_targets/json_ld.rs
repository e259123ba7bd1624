#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::json_ld(bytes));

#[path = "../readers.rs"]
#[allow(dead_code)]
mod readers;
