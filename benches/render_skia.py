"""Draws the board of benches/render.rs with Skia's CPU rasteriser and prints time, closeness and ratios.

Usage: render_skia.py FOLDER  (needs skia-python, numpy, pillow)
"""

import json
import pathlib
import sys
import time

import numpy
import skia
from PIL import Image

folder = pathlib.Path(sys.argv[1])
scene = json.loads((folder / "scene.json").read_text())
side = scene["side"]
exact = numpy.asarray(Image.open(folder / "exact.png").convert("RGB"), dtype=numpy.float64)

count = 1 + max(tile["photo"] for tile in scene["tiles"])
photos = []
for index in range(count):
    photo = skia.Image.open(str(folder / f"{index}.png")).makeRasterImage()
    # Decoded and halved beforehand, like our pyramids.
    photos.append(photo.withDefaultMipmaps())

samplings = {
    "linear + mip linear": skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear),
    "linear + mip nearest": skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kNearest),
}

info = skia.ImageInfo.Make(side, side, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
# Kept alive: the surface draws into this array.
pixels = numpy.zeros((side, side, 4), dtype=numpy.uint8)
surface = skia.Surface.MakeRasterDirect(info, pixels)
canvas = surface.getCanvas()
red, green, blue, alpha = scene["background"]


def draw(sampling):
    canvas.clear(skia.Color(red, green, blue, alpha))
    for tile in scene["tiles"]:
        a, b, c, d, e, f = tile["unit_to_page"]
        canvas.save()
        canvas.concat(skia.Matrix.MakeAll(a, c, e, b, d, f, 0, 0, 1))
        paint = skia.Paint(AntiAlias=True, Alphaf=tile["opacity"])
        canvas.drawImageRect(photos[tile["photo"]], skia.Rect.MakeWH(1, 1), sampling, paint)
        canvas.restore()


ours = scene["ours"]
for name, sampling in samplings.items():
    times_ms = []
    for _ in range(scene["rounds"]):
        start = time.perf_counter()
        draw(sampling)
        times_ms.append((time.perf_counter() - start) * 1000)
    error = numpy.mean((pixels[:, :, :3].astype(numpy.float64) - exact) ** 2)
    psnr_db = 10 * numpy.log10(255.0**2 / error)
    print(f"Skia {skia.__version__}, {name}: best {min(times_ms):.0f} ms, {psnr_db:.2f} dB")
    for key, value in ours.items():
        ratio = value["best_ms"] / min(times_ms)
        print(f"  ours {key}: {ratio:.2f} of Skia's time, {value['psnr_db'] - psnr_db:+.2f} dB")
