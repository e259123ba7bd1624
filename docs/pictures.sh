#!/usr/bin/env bash
# Makes docs/pictures from the real program under Xvfb: the screens that the README shows, by day and by night.
# Needs Xvfb, openbox, xdotool, ImageMagick and chromium. ETALAGE_BIN names the program, PICTURES the folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$(realpath "${ETALAGE_BIN:-target/release/etalage}")
pictures=${PICTURES:-docs/pictures}
mkdir -p "$pictures"
pictures=$(realpath "$pictures")
work=$(mktemp -d)
ours=()
trap 'kill "${ours[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT
export LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8 HOME=$work

fail() {
  printf 'pictures: %s\n' "$*" >&2
  exit 1
}

# A screen of this size with a window manager that draws no borders: the picture is the window.
screen() {
  local size=$1 number=90
  while [[ -e /tmp/.X$number-lock ]]; do number=$((number + 1)); done
  export DISPLAY=:$number
  Xvfb "$DISPLAY" -screen 0 "${size}x24" >/dev/null 2>&1 &
  ours+=("$!")
  local end=$((SECONDS + 20))
  until xdotool getmouselocation >/dev/null 2>&1; do
    [[ $SECONDS -lt $end ]] || fail "Xvfb does not start"
    sleep 0.2
  done
  mkdir -p "$work/openbox"
  printf '%s\n' '<openbox_config xmlns="http://openbox.org/3.4/rc"><applications><application class="*">' \
    '<decor>no</decor><maximized>true</maximized></application></applications></openbox_config>' >"$work/openbox/rc.xml"
  openbox --config-file "$work/openbox/rc.xml" >/dev/null 2>&1 &
  ours+=("$!")
}

# Waits until two pictures of the screen are alike; a blinking cursor ends the waiting too.
settle() {
  local last="" now end=$((SECONDS + ${1:-10}))
  while [[ $SECONDS -lt $end ]]; do
    sleep 0.4
    now=$(import -window root rgb:- | cksum)
    [[ $now != "$last" ]] || return 0
    last=$now
  done
}

# Waits until nothing new has been drawn for four seconds: covers come one by one.
calm() {
  local last="" now end=$((SECONDS + 90))
  while [[ $SECONDS -lt $end ]]; do
    now=$(import -window root rgb:- | cksum)
    [[ $now != "$last" ]] || return 0
    last=$now
    sleep 4
  done
}

shot() {
  settle "${2:-10}"
  import -window root -strip -define png:compression-level=9 "$pictures/$1.png"
}

open_window() {
  "$program" --library "$library" >"$work/out" 2>&1 &
  app=$!
  ours+=("$app")
  local end=$((SECONDS + 60))
  until xdotool search --onlyvisible --name '^Etalage' >/dev/null 2>&1; do
    [[ $SECONDS -lt $end ]] || fail "the window does not open: $(cat "$work/out")"
    sleep 0.3
  done
  sleep 2
  settle 20
}

close_window() {
  kill "$app" 2>/dev/null || true
  wait "$app" 2>/dev/null || true
}

set_to() { "$program" --library "$library" settings set "$1" "$2" >/dev/null; }

# A library of samples in a language: `library` names it from now on.
fill() {
  library=$work/library-$1
  set_to lang "$1"
  "$program" --library "$library" demo --to "$work/demo-$1" >/dev/null 2>&1
  set_to author "Camille Martin"
}
key() { xdotool key --clearmodifiers "$@"; }
click() { # x y [times]
  xdotool mousemove "$1" "$2"
  sleep 0.3
  xdotool click --repeat "${3:-1}" --delay 60 1
}
# The pointer out of the picture, so that nothing glows under it.
away() { xdotool mousemove 5000 5000; }

# The outfit is the last of three cards beside the one for a new collage; its picture is slow on a cold start.
open_outfit() {
  local scale=${1:-1}
  calm
  click $((916 * scale)) $((280 * scale)) 2
  sleep 2
  away
  settle 30
}

fill fr
fill en
"$program" --library "$library" programs set awin awinaffid=123456 mid.northfold.example=7654 >/dev/null

screen 1360x860
for theme in light dark; do
  set_to theme "$theme"
  open_window
  away
  calm
  shot "gallery-$theme" 30
  open_outfit
  shot "board-$theme" 20
  # The serif title at the top left of the page.
  click 520 180
  sleep 0.5
  away
  shot "inspector-text-$theme"
  key Escape
  key ctrl+e
  sleep 2
  key Escape
  key Escape
  key ctrl+comma
  sleep 1
  shot "settings-$theme" 6
  close_window
done

library=$work/library-fr
set_to theme light
open_window
open_outfit
shot board-fr 20
close_window

library=$work/library-en
set_to theme light
screen 2720x1720
export WINIT_X11_SCALE_FACTOR=2
open_window
open_outfit 2
shot board-2x 20
close_window
unset WINIT_X11_SCALE_FACTOR

# The exported page as a browser shows it.
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || fail "chromium is missing"
"$program" --library "$library" export "A weekend in camel" --to "$work/page" --channel web >/dev/null
for theme in light dark; do
  flags=(--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --hide-scrollbars --window-size=1100,1400 "--user-data-dir=$work/$theme")
  [[ $theme == light ]] || flags+=(--blink-settings=preferredColorScheme=0)
  timeout 90 "$browser" "${flags[@]}" --screenshot="$work/page-$theme.png" "file://$work/page/index.html" >/dev/null 2>&1 ||
    fail "the browser took no picture"
  convert "$work/page-$theme.png" -strip "$pictures/page-$theme.png"
done

# No picture weighs more than 250 kB: a palette first, then fewer pixels.
for picture in "$pictures"/*.png; do
  cp "$picture" "$work/whole.png"
  for percent in 100 85 70 60 50; do
    [[ $(stat -c %s "$picture") -gt 250000 ]] || break
    convert "$work/whole.png" -resize "$percent%" -dither FloydSteinberg -colors 256 -strip \
      -define png:compression-level=9 "PNG8:$picture"
  done
done
printf 'pictures: %s made in %s\n' "$(find "$pictures" -name '*.png' | wc -l)" "$pictures"
