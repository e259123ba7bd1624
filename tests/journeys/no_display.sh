#!/usr/bin/env bash
# Where there is no display: the program says in one message what is missing and how to go on, and its help
# names only commands that are there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=${ETALAGE_BIN:-target/debug/etalage}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  printf 'no_display: %s\n' "$*" >&2
  exit 1
}

[[ -x $program ]] || fail "there is no program at $program; build it or set ETALAGE_BIN"

# Runs the window with these variables and expects a refusal that names what is missing.
refused() {
  local named=$1 lang=$2 code=0
  shift 2
  env -u DISPLAY -u WAYLAND_DISPLAY -u WAYLAND_SOCKET LC_ALL="$lang" "$@" timeout 60 \
    "$program" --library "$work/library" >"$work/out" 2>"$work/err" || code=$?
  [[ $code -eq 1 ]] || fail "$*: exit code $code instead of 1: $(cat "$work/err")"
  [[ ! -s $work/out ]] || fail "$*: something went to standard output: $(cat "$work/out")"
  [[ $(grep -c . "$work/err") -eq 1 ]] || fail "$*: not one message but: $(cat "$work/err")"
  grep -qiE "$named" "$work/err" || fail "$*: the message does not name what is missing: $(cat "$work/err")"
  ! grep -qiE 'panick|backtrace|unwrap' "$work/err" || fail "$*: a panic shows: $(cat "$work/err")"
  [[ ! -e $work/library ]] || fail "$*: a library was made although no window opened"
}

refused DISPLAY C.UTF-8
refused DISPLAY fr_FR.UTF-8
grep -qE 'écran|affichage' "$work/err" || fail "the French message is not French: $(cat "$work/err")"
refused '.' C.UTF-8 DISPLAY=:4242

# Every command that a help page lists has a help page of its own, down to the leaves.
commands() {
  sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\).*/\1/p' | grep -vx help || true
}
known=0
check_help() {
  local page command
  page=$("$program" "$@" --help) || fail "the help of “$*” fails"
  for command in $(commands <<<"$page"); do
    known=$((known + 1))
    check_help "$@" "$command"
  done
}
check_help
[[ $known -ge 3 ]] || fail "the help lists only $known commands"

code=0
"$program" no-such-command >/dev/null 2>"$work/err" || code=$?
[[ $code -eq 2 ]] || fail "an unknown command exits with $code instead of 2"
printf 'no_display: refused in one message; %s commands have their help pages.\n' "$known"
