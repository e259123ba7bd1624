#!/bin/sh
# The board with 100 turned photos: ours, then Skia's, with the ratios. Needs Python 3 with venv.
# The environment for Skia is kept beside the temporary files, outside the project.
set -eu
cd "$(dirname "$0")/.."
base="${TMPDIR:-/tmp}"
folder="$base/etalage-bench-render"
venv="$base/etalage-bench-venv"
cargo bench --no-default-features --bench render -- "$folder"
if [ ! -x "$venv/bin/python" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet skia-python numpy pillow
fi
"$venv/bin/python" benches/render_skia.py "$folder"
