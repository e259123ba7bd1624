//! Resident memory of this process.

/// The most that was resident so far, in MB; `None` where the system does not say.
pub fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1000)
}

/// Prints it, with whether the target is met.
pub fn print_peak(what: &str) {
    match peak_mb() {
        Some(peak) => {
            println!("(c) peak memory after {what}: {peak} MB  {}", if peak < 300 { "pass" } else { "FAIL" });
        }
        None => println!("(c) peak memory after {what}: this system does not say"),
    }
}
