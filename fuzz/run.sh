#!/bin/sh
# Runs every fuzz target for SECONDS (default 600) and prints what came of it.
# Needs cargo-fuzz (cargo install cargo-fuzz). Options after SECONDS go to `cargo fuzz run`, for example
# `--sanitizer none` where the address sanitizer is too heavy.
set -u
cd "$(dirname "$0")/.." || exit 1
seconds=${1:-600}
[ $# -gt 0 ] && shift

# The fuzz workspace must read with the same crates as the program.
for crate in $(sed -n '/^\[dependencies\]/,/^\[/s/^\([a-z0-9_-]*\) = .*/\1/p' fuzz/Cargo.toml); do
    want=$(grep "^$crate = " Cargo.toml | sed 's/ *#.*//')
    have=$(grep "^$crate = " fuzz/Cargo.toml)
    if [ "$crate" != libfuzzer-sys ] && [ "$want" != "$have" ]; then
        echo "fuzz/Cargo.toml differs from Cargo.toml: $have" >&2
        exit 1
    fi
done

# Sanitizers need unstable flags of the compiler; this lets the pinned one take them.
export RUSTC_BOOTSTRAP=1
# Freed memory that the sanitizer holds back would count as ours.
export ASAN_OPTIONS="${ASAN_OPTIONS:-quarantine_size_mb=16}"
cargo fuzz build "$@" || exit 1
logs=$(mktemp -d) || exit 1
failed=0
printf '%-10s %12s %10s %10s  %s\n' target executions per-second peak-MB findings
for target in page json_ld price table xml; do
    mkdir -p "fuzz/corpus/$target"
    cargo fuzz run "$@" "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
        -dict="fuzz/dict/$target" >"$logs/$target" 2>&1
    code=$?
    found=none
    if [ "$code" -ne 0 ] || grep -q '^SUMMARY\|panicked at' "$logs/$target"; then
        found=$(grep -m1 'panicked at\|^SUMMARY\|ERROR' "$logs/$target" || tail -1 "$logs/$target")
        failed=1
    fi
    stat() { sed -n "s/^stat::$1: *//p" "$logs/$target"; }
    printf '%-10s %12s %10s %10s  %s\n' "$target" "$(stat number_of_executed_units)" \
        "$(stat average_exec_per_sec)" "$(stat peak_rss_mb)" "$found"
done
echo "logs: $logs"
exit $failed
