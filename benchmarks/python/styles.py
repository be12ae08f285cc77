"""Draws the styles of docs/recipes.md that samples/ lacks: styles.py DIRECTORY

etching.png    a line drawing: hatched hills, black ink on paper
poster.png     a flat poster: few colours, sharp edges, no texture
candle.png     a dark painting: a light in a dark room, in broad strokes

Each has its own seed. Needs numpy, scipy and Pillow. Released under CC0 1.0, as samples/paintings are.
"""
import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "samples/painter"))
from brush import Brush, Canvas  # noqa: E402
from noise import fbm  # noqa: E402

WIDTH, HEIGHT, FINE = 832, 640, 2


def hills(rng, count):
    """Heights of ridges, far to near, at each column of the fine picture."""
    x = np.arange(WIDTH * FINE) / (WIDTH * FINE)
    for k in range(count):
        base = 0.34 + 0.6 * (k + 1) / (count + 1)
        waves = sum(rng.normal(0, 0.07 / n) * np.sin(2 * np.pi * (n * x + rng.random())) for n in range(1, 7))
        yield (base + waves) * HEIGHT * FINE


def etching():
    rng = np.random.default_rng(71)
    paper, ink = (244, 240, 228), (24, 22, 26)
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), paper)
    draw = ImageDraw.Draw(image)
    cx, cy = 0.72 * WIDTH * FINE, 0.2 * HEIGHT * FINE
    for angle in np.linspace(0, 2 * np.pi, 110, endpoint=False):
        near, far = 118 + rng.normal(0, 3), 190 + 330 * rng.random() ** 2
        points = [(cx + r * np.cos(angle), cy + r * np.sin(angle)) for r in (near, far)]
        draw.line(points, fill=ink, width=2)
    for r in (104, 112):
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), outline=ink, width=3)
    for k, ridge in enumerate(hills(rng, 6)):
        shape = list(enumerate(ridge)) + [(WIDTH * FINE, HEIGHT * FINE), (0, HEIGHT * FINE)]
        draw.polygon([(float(a), float(b)) for a, b in shape], fill=paper)
        draw.line([(float(a), float(b)) for a, b in enumerate(ridge)], fill=ink, width=4 + k)
        slope = np.gradient(ridge)
        step = 15 - k
        for start in range(-200, WIDTH * FINE, step):
            lean, length = 0.55 + 0.3 * rng.random(), (70 + 30 * k) * (0.4 + rng.random())
            column = min(max(start, 0), WIDTH * FINE - 1)
            shadow = 0.5 + 1.2 * slope[column]
            for cross in range(2 if rng.random() < shadow else 1):
                lean = lean if cross == 0 else -lean
                t = np.linspace(0, 1, 12)
                xs = start + lean * length * t + rng.normal(0, 0.6, 12)
                ys = ridge[column] + 10 + length * t * (1 + 0.4 * shadow)
                keep = [(float(a), float(b)) for a, b in zip(xs, ys)]
                draw.line(keep, fill=ink, width=int(rng.integers(2, 5)))
    for _ in range(26):
        x0, k = rng.random() * WIDTH * FINE, rng.random()
        y0 = (0.62 + 0.34 * k) * HEIGHT * FINE
        size = 60 + 130 * k
        for _ in range(26):
            a, r = rng.random() * 2 * np.pi, size * rng.random() ** 0.5 * 0.5
            x, y = x0 + r * np.cos(a), y0 - size * 0.7 + r * np.sin(a)
            c = size * 0.14
            draw.arc((x - c, y - c, x + c, y + c), rng.integers(0, 360), rng.integers(360, 600), fill=ink, width=3)
        draw.line([(x0, y0), (x0, y0 - size * 0.35)], fill=ink, width=6)
    return image.resize((WIDTH, HEIGHT), Image.LANCZOS)


def poster():
    rng = np.random.default_rng(72)
    colours = ["#f2e3c6", "#f29f3d", "#d9482b", "#8f2230", "#2b5c63", "#123040", "#0c1a26"]
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), colours[0])
    draw = ImageDraw.Draw(image)
    cx, cy = 0.34 * WIDTH * FINE, 0.38 * HEIGHT * FINE
    for r, colour in ((520, "#f6d493"), (390, colours[1]), (250, colours[2])):
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=colour)
    for k, ridge in enumerate(hills(rng, 4)):
        steep = np.repeat(ridge[::60], 60)[: len(ridge)] if k == 1 else ridge
        shape = list(enumerate(steep)) + [(WIDTH * FINE, HEIGHT * FINE), (0, HEIGHT * FINE)]
        draw.polygon([(float(a), float(b)) for a, b in shape], fill=colours[3 + k])
    for _ in range(9):
        x, y, h = rng.random() * WIDTH * FINE, (0.86 + 0.14 * rng.random()) * HEIGHT * FINE, 190 + 250 * rng.random()
        draw.polygon([(x, y - h), (x - h * 0.2, y), (x + h * 0.2, y)], fill=colours[int(rng.choice([2, 4, 6]))])
    for _ in range(5):
        x, y, w = rng.random() * WIDTH * FINE, (0.1 + 0.25 * rng.random()) * HEIGHT * FINE, 60 + 90 * rng.random()
        draw.rounded_rectangle((x - w * 2, y, x + w * 2, y + w * 0.5), w * 0.25, fill="#fbf4e4")
        draw.rounded_rectangle((x - w, y - w * 0.4, x + w * 1.4, y + w * 0.2), w * 0.3, fill="#fbf4e4")
    return image.resize((WIDTH, HEIGHT), Image.LANCZOS)


def candle():
    rng = np.random.default_rng(73)
    canvas = Canvas(HEIGHT, WIDTH, np.array([0.05, 0.035, 0.03]))
    light = np.array([0.42 * WIDTH, 0.36 * HEIGHT])
    warm, deep = np.array([1.0, 0.74, 0.34]), np.array([0.30, 0.10, 0.05])
    cold = np.array([0.05, 0.08, 0.11])
    drift = fbm(rng, HEIGHT, WIDTH, 130, 3)
    for width, count in ((64, 420), (34, 900), (18, 1500), (9, 900)):
        brush = Brush(rng, bristle=1.5, load=0.9, spread=0.05)
        for _ in range(count):
            at = rng.random(2) * (WIDTH, HEIGHT)
            if width < 20:
                at = light + rng.normal(0, 150, 2)
            x, y = int(np.clip(at[0], 0, WIDTH - 1)), int(np.clip(at[1], 0, HEIGHT - 1))
            far = np.hypot(*((at - light) / (1.0, 1.25)))
            glow = float(np.exp(-((far / 150) ** 1.3)))
            colour = glow * warm + (1 - glow) * glow ** 0.3 * deep + (1 - glow ** 0.2) * cold
            colour = np.clip(colour * (0.8 + 0.3 * drift[y, x] + rng.normal(0, 0.10)) + 0.02, 0, 1)
            around = np.arctan2(*(at - light)[::-1]) + np.pi / 2 + rng.normal(0, 0.35) + drift[y, x]
            t = np.linspace(-1, 1, 24)[:, None] * width * 1.7
            path = at + t * (np.cos(around), np.sin(around)) + t**2 / 900 * (-np.sin(around), np.cos(around))
            brush.stroke(canvas, path, width * (0.7 + 0.6 * rng.random()), colour, colour * 1.25)
    lit = canvas.lit(relief=0.45, gloss=0.15)
    return Image.fromarray((np.clip(lit, 0, 1) * 255 + 0.5).astype(np.uint8))


def main(directory):
    directory.mkdir(parents=True, exist_ok=True)
    for draw in (etching, poster, candle):
        draw().save(directory / f"{draw.__name__}.png")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
