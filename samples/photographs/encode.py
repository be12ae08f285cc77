"""Encodes the photographs from scikit-image's wheel as JPEG: python3 encode.py SKIMAGE_DATA_DIRECTORY

Run with Pillow 12.1.0 and scikit-image 0.26.0. Sizes are kept; what is a JPEG already is copied as it is.
"""
import pathlib
import shutil
import sys

from PIL import Image

data = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).parent
for name in ("astronaut", "chelsea", "coffee"):
    Image.open(data / f"{name}.png").convert("RGB").save(here / f"{name}.jpg", quality=92, subsampling=0, optimize=True)
shutil.copyfile(data / "rocket.jpg", here / "rocket.jpg")
