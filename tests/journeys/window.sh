#!/usr/bin/env bash
# The real program in a real window, by real clicks and keys, from an empty library to an exported bundle.
#
# Runs on the display in DISPLAY (tests/run gives it one). What the window did is read from the library's
# journal, which holds every edit as soon as it counts as saved; where to click is found by colour. Pictures
# of every step go to ETALAGE_SHOTS.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
program=${ETALAGE_BIN:-target/debug/etalage}
work=$(mktemp -d)
library=$work/library
shots=${ETALAGE_SHOTS:-$work/shots}
mkdir -p "$shots"
export LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8

ours=()
step="starting"
number=0
tidy() {
  [[ ${#ours[@]} -eq 0 ]] || kill "${ours[@]}" 2>/dev/null || true
  rm -rf "$work"
}
trap tidy EXIT
trap 'printf "window: %s: line %s failed\n" "$step" "$LINENO" >&2' ERR

fail() {
  shot failed
  printf 'window: %s: %s\n' "$step" "$*" >&2
  [[ ! -s $work/err ]] || sed 's/^/window: the program said: /' "$work/err" >&2
  exit 1
}

command -v magick >/dev/null && convert() { magick "$@"; }
shot() { import -window root "$shots/$(printf '%02d' "$number")-$1.png" 2>/dev/null || true; }

# Waits for a command to succeed; the first argument says what for, the second for how many seconds at most.
wait_for() {
  local what=$1 end=$((SECONDS + $2))
  shift 2
  until "$@"; do
    [[ $SECONDS -lt $end ]] || fail "waited in vain for $what"
    [[ -z ${app:-} ]] || kill -0 "$app" 2>/dev/null || fail "the program ended while waiting for $what"
    sleep 0.2
  done
}

# A picture of the window's content as it is when nothing moves any more.
look() {
  local last="" now end=$((SECONDS + 6))
  while [[ $SECONDS -lt $end ]]; do
    import -window "$window" "$work/now.png" 2>/dev/null || true
    now=$(convert "$work/now.png" -crop 1360x800+0+0 rgb:- | cksum)
    [[ $now != "$last" ]] || return 0
    last=$now
    sleep 0.25
  done
}

begin() {
  step=$1
  number=$((number + 1))
  printf 'window: %s\n' "$step"
}

# How many edits with this label the journal holds.
edits() { { cat "$library"/journal/journal-*.jsonl 2>/dev/null | grep -oE "\"label\":\"$1" || true; } | wc -l; }
journal_has() { cat "$library"/journal/journal-*.jsonl 2>/dev/null | grep -qF -- "$1"; }
more_edits() { [[ $(edits "$1") -gt $2 ]]; }
edited() { # label, number of such edits before
  wait_for "the edit “$1” in the journal" 40 more_edits "$1" "$2"
  look
  shot "$1"
}

# The box of all pixels of one of these colours in a part of the window, as “left top width height”.
box_of() { # part as WxH+X+Y, colours…
  local part=$1 colour box width height left top
  shift
  import -window "$window" "$work/box.png" 2>/dev/null || return 1
  for colour in "$@"; do
    box=$(convert "$work/box.png" -alpha off -crop "$part" +repage -fuzz 2% -fill black \
      +opaque "$colour" -bordercolor black -border 1 -format '%@' info: 2>/dev/null) || continue
    read -r width height left top <<<"${box//[x+]/ }"
    if [[ $width -ge 4 && $height -ge 4 && $width -lt 2000 ]]; then
      read -r _ _ part_left part_top <<<"${part//[x+]/ }"
      echo $((left - 1 + part_left)) $((top - 1 + part_top)) "$width" "$height"
      return 0
    fi
  done
  return 1
}
sees() { box_of "$@" >"$work/box"; }
accents=('#a62b4e' '#ee7f9c')

at() { xdotool mousemove --window "$window" "$1" "$2"; }
click() { at "$1" "$2"; sleep 0.1; xdotool click 1; }
drag() { # from x y to x y
  local i
  at "$1" "$2"
  sleep 0.2
  xdotool mousedown 1
  for i in 1 2 3 4 5 6 7 8; do
    at $(($1 + ($3 - $1) * i / 8)) $(($2 + ($4 - $2) * i / 8))
    sleep 0.05
  done
  sleep 0.2
  xdotool mouseup 1
}
key() { xdotool key --clearmodifiers "$@"; }
copy() { # the media type of what comes on standard input
  cat >"$work/clip"
  xclip -selection clipboard -t "$1" -i "$work/clip" >/dev/null 2>&1 &
  local holder=$!
  ours+=("$holder")
  offered() { timeout 2 xclip -selection clipboard -t TARGETS -o 2>/dev/null | grep -qF "$1"; }
  wait_for "the clipboard" 10 offered "$1"
}

[[ -x $program ]] || fail "there is no program at $program; build it or set ETALAGE_BIN"
for tool in xdotool xclip import openbox python3; do
  command -v "$tool" >/dev/null || fail "$tool is not installed"
done
[[ -n ${DISPLAY:-} ]] || fail "there is no display; run it through tests/run or xvfb-run"

begin "an empty library opens"
openbox >/dev/null 2>&1 &
ours+=("$!")
managed() { xdotool get_num_desktops >/dev/null 2>&1; }
wait_for "the window manager" 20 managed
"$program" --library "$library" >"$work/out" 2>"$work/err" &
app=$!
ours+=("$app")
there() { window=$(xdotool search --onlyvisible --name '^Etalage' 2>/dev/null | tail -1) && [[ -n $window ]]; }
wait_for "the window" 60 there
xdotool windowmove "$window" 0 0 windowsize "$window" 1360 860
xdotool windowactivate "$window" 2>/dev/null || true
wait_for "the welcome" 60 sees 400x52+960+0 "${accents[@]}"
look
shot welcome

begin "Ctrl+N, a title, Enter"
key ctrl+n
look
key ctrl+a
xdotool type --delay 20 "Journey"
shot new-collage
key Return
edited create 0
journal_has '"title":"Journey"' || fail "the collage has another title"

begin "a picture from the clipboard"
convert -size 300x400 xc:'#00c800' png:- | copy image/png
key ctrl+v
edited place 0

begin "its address from the clipboard, accepted"
printf 'https://shop.example/coat?size=m&utm_source=mail' | copy UTF8_STRING
key ctrl+v
wait_for "the offer of the link" 20 sees 500x70+860+790 "${accents[@]}"
read -r x y w h <"$work/box"
shot offered
before=$(edits product)
click $((x + w / 2)) $((y + h / 2))
edited product "$before"
journal_has 'https://shop.example/coat?size=m"' || fail "the address was not kept without its tracker"

begin "a feed, by its path"
printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' id title link image_link price availability brand \
  L1 'Blue lamp' https://lamps.example/blue https://lamps.example/blue.png '49.90 EUR' in_stock Lumen \
  L2 'Red lamp' https://lamps.example/red https://lamps.example/red.png '59.90 EUR' in_stock Lumen >"$work/feed.tsv"
key ctrl+shift+o
look
key ctrl+a
xdotool type --delay 10 "$work/feed.tsv"
shot path-of-feed
key Return
look
shot feed
sleep 1
key Return
wait_for "the finds of the feed" 40 journal_has '"title":"Red lamp"'
look
shot finds

begin "a find dragged onto the board"
before=$(edits place)
# The pasted picture's find: the only one with a picture, so the only green in the panel.
wait_for "the card of the pasted find" 20 sees 290x660+0+150 '#00c800'
read -r x y w h <"$work/box"
drag $((x + w / 2)) $((y + h / 2)) 400 700
edited place "$before"

# The canvas shows the tile that lies on top and is selected; take the one that was pasted.
begin "a tile moved"
key Escape
look
wait_for "the pasted tile" 20 sees 300x420+560+200 '#00c800'
read -r x y w h <"$work/box"
before=$(edits move)
drag $((x + w / 2)) $((y + h / 2)) $((x + w / 2 + 140)) $((y + h / 2 - 90))
edited move "$before"

begin "turned by its handle"
wait_for "the moved tile" 20 sees 420x560+560+60 '#00c800'
read -r x y w h <"$work/box"
before=$(edits rotate)
drag $((x + w / 2)) $((y - 26)) $((x + w / 2 + 90)) $((y + 20))
edited rotate "$before"

begin "duplicated, and the duplicate undone"
before=$(edits duplicate)
key ctrl+d
edited duplicate "$before"
tiles() { cat "$library"/journal/journal-*.jsonl | grep -oE '"tiles":[0-9]+' | tail -1 | grep -oE '[0-9]+'; }
count=$(tiles)
fewer() { [[ $(tiles) -lt $count ]]; }
key ctrl+z
wait_for "the undo" 30 fewer

begin "done again by Ctrl+Shift+Z, and undone"
as_many() { [[ $(tiles) -eq $count ]]; }
key ctrl+shift+z
wait_for "the redo" 30 as_many
key ctrl+z
wait_for "the second undo" 30 fewer

begin "words by T"
key Escape
before=$(edits place)
key t
edited place "$before"
key ctrl+a
xdotool type --delay 25 "Autumn & rain"
key Escape
wait_for "the words" 30 journal_has 'Autumn & rain'
look
shot words

begin "exported by Ctrl+E"
bundle=$work/out.zip
key Escape
key ctrl+e
look
key ctrl+a
xdotool type --delay 10 "$bundle"
look
shot export
key Return
written() { [[ -s $bundle ]]; }
wait_for "the bundle" 60 written
look
shot exported

begin "closed by Alt+F4"
key Escape
key alt+F4
gone() { ! kill -0 "$app" 2>/dev/null; }
end=$((SECONDS + 30))
until gone; do
  [[ $SECONDS -lt $end ]] || fail "the window does not close"
  sleep 0.2
done
code=0
wait "$app" || code=$?
app=""
[[ $code -eq 0 ]] || fail "the program ended with $code"
! grep -qi panick "$work/err" || fail "a worker panicked"

begin "checked on the command line"
"$program" --library "$library" bundle verify "$bundle" >"$work/verified" 2>&1 || fail "$(cat "$work/verified")"
"$program" --library "$library" --json collages show Journey >"$work/collage.json" 2>"$work/err" ||
  fail "the collage cannot be shown"
python3 - "$work/collage.json" "$bundle" <<'PYTHON' || fail "what was kept is not what was done"
import json, sys, zipfile

kept = json.load(open(sys.argv[1]))
kept = kept.get("collage", kept)
tiles = list(kept["tiles"].values())
pictures = [tile for tile in tiles if "picture" in tile["content"]]
texts = [tile["content"]["text"]["text"] for tile in tiles if "text" in tile["content"]]
assert len(pictures) == 2, f"{len(pictures)} pictures instead of two"
assert texts == ["Autumn & rain"], texts
pasted = next(tile for tile in kept["tiles"].items() if "picture" in tile[1]["content"])[1]
assert pasted["frame"]["centre"] != {"x": 600.0, "y": 600.0}, "the tile did not move"
turns = [tile["frame"]["rotation_deg"] for tile in pictures]
assert any(turn != 0 for turn in turns), "no tile is turned"
urls = {product["url"] for product in kept["products"].values()}
assert "https://shop.example/coat?size=m" in urls, urls
with zipfile.ZipFile(sys.argv[2]) as bundle:
    assert bundle.testzip() is None
    names = bundle.namelist()
    page = bundle.read("index.html").decode()
    document = json.loads(bundle.read("collage.json"))
for name in ("index.html", "collage.json", "manifest.json"):
    assert name in names, names
assert 'href="https://shop.example/coat?size=m"' in page, "the page does not lead to the shop"
assert "Autumn &amp; rain" in page, "the words are not on the page"
assert json.dumps(document).count("Autumn & rain") >= 1
PYTHON
"$program" --library "$library" --json products list >"$work/finds" 2>/dev/null || fail "the finds cannot be listed"
grep -qF 'Blue lamp' "$work/finds" || fail "the feed's finds are not there after closing"
printf 'window: from an empty library to a verified bundle in %s s.\n' "$SECONDS"
