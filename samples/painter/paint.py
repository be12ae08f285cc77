"""Paints the pictures of samples/paintings: python3 paint.py [NAME ...]

Needs numpy, scipy and Pillow. Every painting has a seed of its own; the same versions paint the same bytes.
"""
import importlib
import pathlib
import sys

import numpy as np
from PIL import Image

PAINTINGS = {
    "impasto": "poppies-at-evening",
    "swirls": "night-over-the-bay",
    "mosaic": "sun-over-the-sea",
    "watercolour": "lake-at-dawn",
}


def main(hands):
    out = pathlib.Path(__file__).parent.parent / "paintings"
    for hand in hands or PAINTINGS:
        picture = importlib.import_module(hand).paint()
        image = Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
        target = out / f"{PAINTINGS[hand]}.jpg"
        image.save(target, quality=88, optimize=True, progressive=True)
        print(target.name, image.size, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
