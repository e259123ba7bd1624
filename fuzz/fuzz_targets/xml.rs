#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::xml(bytes));

#[path = "../readers.rs"]
#[allow(dead_code)]
mod readers;
