"""Writes pillow-resize.csv: what Pillow makes of a computed picture at several sizes.

Run with Pillow 12.1.0: python3 generate_pillow_resize.py > pillow-resize.csv
(Pillow 13 filters the height first where it shrinks much more than the width, as in "up in one axis,
down in the other" below; all before it filter the width first, which is what we hold to.)
Each line: filter, width and height before, width and height after, SHA-256 of the resized RGB bytes,
and the first 48 of these bytes in hexadecimal. PillowResamplingGoldenTest makes the same picture in Java.
"""
import hashlib

from PIL import Image

SIZES = [
    ((97, 61), (48, 30)),    # about half
    ((97, 61), (13, 7)),     # far down
    ((97, 61), (1, 1)),      # to one pixel
    ((97, 61), (200, 150)),  # up
    ((97, 61), (97, 30)),    # height only
    ((97, 61), (31, 61)),    # width only
    ((97, 61), (150, 30)),   # up in one axis, down in the other
    ((97, 61), (96, 60)),    # by one pixel
    ((640, 480), (450, 300)),  # the textbook's size
    ((1365, 2048), (341, 512)),
    ((2, 2), (64, 64)),
    ((1, 5), (40, 40)),
]


def picture(width, height):
    data = bytearray()
    for y in range(height):
        for x in range(width):
            for c in range(3):
                wave = (x * x * 7 + y * y * 13 + x * y * 5 + c * 91) >> 3
                edge = 255 if (x // 5 + y // 3 + c) % 4 == 0 else 0
                data.append((wave ^ edge) & 255)
    return Image.frombytes("RGB", (width, height), bytes(data))


for name in ("BILINEAR", "BICUBIC"):
    for before, after in SIZES:
        out = picture(*before).resize(after, Image.Resampling[name]).tobytes()
        print(name, *before, *after, hashlib.sha256(out).hexdigest(), out[:48].hex(), sep=",")
