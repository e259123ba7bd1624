#!/usr/bin/env bash
# A second window on the same library brings the first one forward and ends; the first keeps working.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=${ETALAGE_BIN:-target/debug/etalage}
work=$(mktemp -d)
export LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8
ours=()
trap 'kill "${ours[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
  printf 'two windows: %s\n' "$*" >&2
  cat "$work"/*.err >&2 2>/dev/null || true
  exit 1
}

wait_for() { # what for, command…
  local what=$1 end=$((SECONDS + 60))
  shift
  until "$@"; do
    [[ $SECONDS -lt $end ]] || fail "waited in vain for $what"
    sleep 0.2
  done
}

# A window manager, for without one nothing comes forward or is made small.
openbox >/dev/null 2>&1 &
ours+=("$!")
sleep 1

"$program" --library "$work/library" 2>"$work/first.err" &
first=$!
ours+=("$first")
window_of_first() { first_window=$(xdotool search --onlyvisible --pid "$first" --name '^Etalage' 2>/dev/null | head -n 1) && [[ -n $first_window ]]; }
wait_for "the first window" window_of_first
control_is_known() { grep -qs '"control":"' "$work/library/etalage.lock"; }
wait_for "the first window's library" control_is_known

# It is made small, as a person does who goes on elsewhere.
xdotool windowminimize --sync "$first_window" 2>/dev/null || xdotool windowunmap "$first_window"
is_hidden() { [[ $(xdotool search --onlyvisible --pid "$first" --name '^Etalage' 2>/dev/null | wc -l) -eq 0 ]]; }
wait_for "the first window to be small" is_hidden

"$program" --library "$work/library" 2>"$work/second.err" &
second=$!
ours+=("$second")
second_is_gone() { ! kill -0 "$second" 2>/dev/null; }
wait_for "the second window to end" second_is_gone
wait "$second" || fail "the second window ended with an error"
wait_for "the first window to come forward" window_of_first
is_active() { [[ $(xdotool getactivewindow 2>/dev/null) == "$first_window" ]]; }
wait_for "the first window to be the active one" is_active
kill -0 "$first" || fail "the first window ended"
printf 'two windows: the second brought the first forward\n'
