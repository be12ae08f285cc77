"""Night over a bay, in long strokes that turn round the lights."""
import numpy as np

from brush import Brush, Canvas, choose, follow, hex_colour, hex_colours, shifted
from noise import fbm, matt

HEIGHT, WIDTH = 640, 832
SEED = 1889

NIGHT = hex_colours("0b1540", "12266b", "1b3f96", "2a63b5", "4a90c9", "8cc1d8", "d8e6c8")
GLOW = hex_colours("f7e9a0", "f6c945", "ee9b2d", "d9692a")
LAND = hex_colours("0a1226", "12233a", "143a3d", "1f5a4a", "3d7a55")
SEA = hex_colours("081238", "0f2a66", "155084", "1f7d96", "58b0a8")

LIGHTS = [(640, 110, 62), (430, 75, 30), (285, 165, 40), (120, 85, 26), (530, 215, 22), (745, 235, 26), (190, 255, 18)]
VORTICES = [(405, 215, 75, 1), (535, 95, 60, -1), (205, 85, 55, -1), (740, 285, 50, -1)]


def hills(x):
    return 372 + 34 * np.sin(x / 118 + 0.6) + 16 * np.sin(x / 47 + 2.0) - 50 * np.exp(-(((x - 700) / 120) ** 2))


def cypress(x, y):
    """1 inside a tall dark tree in the foreground at the left."""
    top, foot = 120, 640
    t = np.clip((y - top) / (foot - top), 0, 1)
    half = 58 * t**0.7 * (1 - 0.25 * t) * (1 + 0.14 * np.sin(y / 17.0))
    return (np.abs(x - 92 - 10 * np.sin(y / 60.0)) < half) & (y > top)


def field(rng):
    """Angle of the strokes and regions of the picture."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    drift_u, drift_v = 1.0 + 0.35 * np.sin(y / 60), 0.45 * np.sin(x / 95 + 1.0)
    u, v, calm = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
    turning = [(cx, cy, 1.5 * r, 5.0) for cx, cy, r in LIGHTS] + [(cx, cy, r, 4.0 * s) for cx, cy, r, s in VORTICES]
    for cx, cy, r, strength in turning:
        reach = np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * r**2))
        u += strength * reach * -(y - cy) / r
        v += strength * reach * (x - cx) / r
        calm = np.maximum(calm, reach)  # nothing else may push the centre of a whirl aside
    u, v = u + drift_u * (1 - calm) ** 2, v + drift_v * (1 - calm) ** 2
    angle = np.arctan2(v, u)
    shore = hills(x)
    water = y > 452 + 6 * np.sin(x / 70)
    land = (y > shore) & ~water
    tree = cypress(x, y)
    angle = np.where(land, np.arctan2(np.gradient(shore, axis=1), 1) + 0.9 * np.sin(x / 40 + y / 25), angle)
    angle = np.where(water, 0.22 * np.sin(y / 9 + x / 50), angle)
    angle = np.where(tree, np.pi / 2 + 0.5 * np.sin(y / 24 + x / 15), angle)
    region = np.where(tree, 3, np.where(water, 2, np.where(land, 1, 0)))
    return angle + 0.12 * fbm(rng, HEIGHT, WIDTH, 70, 2), region


def paint():
    rng = np.random.default_rng(SEED)
    angle, region = field(rng)
    cloud = fbm(rng, HEIGHT, WIDTH, 130, 3)
    band = fbm(rng, HEIGHT, WIDTH, 34, 2)
    canvas = Canvas(HEIGHT, WIDTH, hex_colour("3a2a1e"))
    layers = [(30, 110, 900, 0.9), (17, 85, 3000, 1.0), (10, 62, 5200, 1.0), (6, 40, 2600, 1.0)]
    for number, (width, length, count, opacity) in enumerate(layers):
        brush = Brush(rng, bristle=1.3 if width > 12 else 0.9, dry=0.3, load=0.8 + 0.12 * number, spread=0.10)
        for _ in range(count):
            x, y = rng.uniform(-10, WIDTH + 10), rng.uniform(-10, HEIGHT + 10)
            xi, yi = int(np.clip(x, 0, WIDTH - 1)), int(np.clip(y, 0, HEIGHT - 1))
            kind = region[yi, xi]
            lamp = min(((np.hypot(x - cx, y - cy) / r, i) for i, (cx, cy, r) in enumerate(LIGHTS)))
            if kind == 0:
                t = 0.36 + 0.15 * cloud[yi, xi] + 0.13 * band[yi, xi] + 0.10 * yi / 370 + rng.normal(0, 0.075)
                colour, second = choose(NIGHT, t), choose(NIGHT, t + rng.choice([-0.12, 0.16]))
                near = lamp[0]
                if near < 1.9:
                    ring = 0.5 + 0.5 * np.cos(near * 7.5)
                    if near < 0.62:
                        colour, second = choose(GLOW, rng.uniform(0, 0.35)), hex_colour("fff6cf")
                    elif rng.random() < (0.85 - 0.36 * near) * (0.35 + 0.65 * ring) + 0.08:
                        colour, second = choose(GLOW, near / 1.9 + rng.normal(0, 0.12)), choose(NIGHT, 0.95)
                    else:
                        colour = choose(NIGHT, 0.55 + rng.normal(0, 0.15))
            elif kind == 1:
                t = 0.35 + 0.22 * cloud[yi, xi] + 0.2 * band[yi, xi] + rng.normal(0, 0.12)
                colour, second = choose(LAND, t), choose(LAND, t + 0.25)
                if rng.random() < 0.05 and yi > 395 and width < 12:
                    colour, second = choose(GLOW, rng.uniform(0.1, 0.8)), choose(GLOW, 0.2)
            elif kind == 2:
                t = 0.30 + 0.2 * cloud[yi, xi] + 0.15 * band[yi, xi] + rng.normal(0, 0.13)
                colour, second = choose(SEA, t), choose(SEA, t + 0.3)
                mirror = min(abs(x - cx) / (0.5 * r + 0.06 * (y - 452)) for cx, _, r in LIGHTS)
                if mirror < 1 and rng.random() < 0.62 - 0.25 * mirror:
                    colour, second = choose(GLOW, rng.uniform(0, 0.9)), choose(GLOW, 0.3)
            else:
                t = 0.15 + 0.22 * band[yi, xi] + rng.normal(0, 0.15)
                colour, second = choose(LAND, t), choose(LAND, t + 0.3)
                if rng.random() < 0.10:
                    colour = hex_colour("5b4a2a")
            reach = length * rng.uniform(0.6, 1.25)
            if kind == 0 and lamp[0] < 1:
                reach *= 0.35 + 0.5 * lamp[0]
            if kind == 2:
                reach *= 0.7
            path = follow(angle, x, y, reach, bend=rng.normal(0, 0.12))
            brush.stroke(canvas, path, width * rng.uniform(0.75, 1.25), shifted(rng, colour), shifted(rng, second), opacity)
    return matt(canvas.lit(relief=0.34, gloss=0.2), 0.12, 0.90)
