"""Poppies at evening, in short thick dabs that set warm beside cold."""
import numpy as np

from brush import Brush, Canvas, choose, hex_colour, hex_colours, shifted
from noise import fbm, matt

HEIGHT, WIDTH = 640, 832
SEED = 1873
HORIZON = 262
SUN = (566, 196, 40)

SKY = hex_colours("5d5aa8", "8a78bd", "c58fb4", "ef9f86", "f8b65c", "fbd774", "fff0b0")
HILLS = hex_colours("23336f", "34508f", "5f6fae", "9a7fb0")
FIELD = hex_colours("1d3b2f", "2f5e3a", "5f8a3c", "a3ab45", "dcbf53", "f2da7d")
SHADE = hex_colours("1b2350", "2c2f73", "4b3a86", "1f4a5c")
POPPY = hex_colours("8f1420", "c81f22", "e8402a", "f6713f")
TREES = hex_colours("10233a", "173f3c", "2b6243", "6f8b3a", "d0a03c")
PATH = hex_colours("7a5a86", "b98795", "e6b48e", "f7dca6")

CROWNS = [(118, 205, 92, 112), (212, 238, 58, 70), (742, 236, 46, 58), (794, 222, 50, 70), (372, 262, 24, 28)]


def ridge(x):
    return HORIZON - 34 - 26 * np.sin(x / 150 + 0.4) - 9 * np.sin(x / 41)


def region_at(x, y):
    for cx, cy, rx, ry in CROWNS:
        wobble = 1 + 0.10 * np.sin(x / 11 + y / 17) + 0.06 * np.sin(y / 7)
        if ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < wobble and y < HORIZON + 46:
            return "tree", (cx, cy, rx, ry)
    if y < ridge(x):
        return "sky", None
    if y < HORIZON:
        return "hill", None
    bend = 445 + 120 * np.sin((y - HORIZON) / 150.0) - 0.35 * (y - HORIZON)
    if abs(x - bend) < 5 + 0.17 * (y - HORIZON):
        return "path", None
    return "field", None


def dab(rng, x, y, cloud, drift):
    """Colour, second colour, angle and scale of a dab."""
    kind, crown = region_at(x, y)
    sun_x, sun_y, sun_r = SUN
    far = np.hypot(x - sun_x, (y - sun_y) * 1.25)
    glow = np.exp(-far / 170)
    if kind == "sky":
        if far < sun_r:
            return hex_colour("fff6cf"), hex_colour("ffe07a"), rng.uniform(0, np.pi), 0.9
        t = 0.10 + 0.78 * glow + 0.22 * y / HORIZON + 0.10 * cloud + rng.normal(0, 0.06)
        colour, second = choose(SKY, t), choose(SKY, t + rng.choice([-0.14, 0.16]))
        if rng.random() < 0.10:
            colour = choose(SKY, 1 - t)
        return colour, second, np.arctan2(y - sun_y, x - sun_x) + np.pi / 2 + rng.normal(0, 0.25), 1.0
    if kind == "hill":
        t = 0.25 + 0.25 * drift + 0.5 * glow + rng.normal(0, 0.12)
        return choose(HILLS, t), choose(HILLS, t + 0.3), rng.normal(-0.1, 0.3), 0.75
    if kind == "tree":
        cx, cy, rx, ry = crown
        lit = ((x - cx) / rx * np.sign(sun_x - cx) - (y - cy) / ry) * 0.35
        t = 0.33 + lit + 0.12 * drift + rng.normal(0, 0.13)
        colour = choose(SHADE, rng.random()) if rng.random() < 0.16 - 0.2 * lit else choose(TREES, t)
        return colour, choose(TREES, t + 0.2), np.arctan2(y - cy, x - cx) + np.pi / 2 + rng.normal(0, 0.5), 0.85
    depth = (y - HORIZON) / (HEIGHT - HORIZON)
    scale = 0.45 + 0.85 * depth
    vanishing = np.arctan2(y - HORIZON + 30, x - 470)
    if kind == "path":
        t = 0.45 + 0.3 * drift + rng.normal(0, 0.15)
        return choose(PATH, t), choose(PATH, t + 0.25), rng.normal(0.05, 0.2), scale
    row = np.sin((x - 470) / (y - HORIZON + 60) * 26)
    t = 0.42 + 0.16 * cloud + 0.13 * drift + 0.13 * row + 0.25 * glow - 0.18 * depth + rng.normal(0, 0.10)
    colour, second = choose(FIELD, t), choose(FIELD, t + 0.22)
    if rng.random() < 0.14 + 0.10 * (row < -0.3):
        colour = choose(SHADE, rng.random())
    clump = cloud + 0.9 * drift
    if rng.random() < 0.10 + 0.50 * (clump > 0.35) * (0.4 + depth):
        colour, second = choose(POPPY, rng.beta(2, 1.6)), choose(POPPY, rng.uniform(0.5, 1))
        return colour, second, rng.uniform(-0.7, 0.7), scale * 1.05
    return colour, second, vanishing + rng.normal(0, 0.3), scale


def paint():
    rng = np.random.default_rng(SEED)
    cloud, drift = fbm(rng, HEIGHT, WIDTH, 150, 3), fbm(rng, HEIGHT, WIDTH, 46, 2)
    canvas = Canvas(HEIGHT, WIDTH, hex_colour("7a4a3a"))
    layers = [(34, 52, 1000), (21, 36, 3000), (14, 25, 6500), (9, 17, 3500)]
    for number, (width, length, count) in enumerate(layers):
        brush = Brush(rng, bristle=1.4, dry=0.25, load=1.3 + 0.15 * number, spread=0.12, pickup=0.08)
        for y in np.sort(rng.uniform(-8, HEIGHT + 8, count)) if number == 3 else rng.uniform(-8, HEIGHT + 8, count):
            x = rng.uniform(-8, WIDTH + 8)
            xi, yi = int(np.clip(x, 0, WIDTH - 1)), int(np.clip(y, 0, HEIGHT - 1))
            colour, second, angle, scale = dab(rng, xi, yi, cloud[yi, xi], drift[yi, xi])
            reach, wide = length * scale * rng.uniform(0.75, 1.3), width * scale * rng.uniform(0.8, 1.2)
            start = np.array([x, y]) - reach / 2 * np.array([np.cos(angle), np.sin(angle)])
            turn = rng.normal(0, 0.35)
            path = [start]
            for step in range(max(int(reach / 2), 3)):
                a = angle + turn * (step / max(reach / 2, 3) - 0.5)
                path.append(path[-1] + 2 * np.array([np.cos(a), np.sin(a)]))
            brush.stroke(canvas, np.array(path), wide, shifted(rng, colour), shifted(rng, second))
    return matt(canvas.lit(relief=0.45, gloss=0.3), 0.06, 0.95)
