"""A canvas that keeps colour and thickness of the paint, and a bristle brush that lays both down in strokes."""
import numpy as np
from scipy.ndimage import gaussian_filter

from noise import smoothstep, streaks


class Canvas:
    """Colour (height, width, 3) in 0 to 1, and the paint's thickness in arbitrary units."""

    def __init__(self, height, width, ground):
        self.colour = np.empty((height, width, 3))
        self.colour[:] = ground
        self.thickness = np.zeros((height, width))

    def lit(self, relief=0.5, gloss=0.25):
        """What is seen when light falls on the relief from the upper left."""
        height = gaussian_filter(self.thickness, 0.7)
        dy, dx = np.gradient(height)
        slope = dx + dy
        shade = 1 - relief * np.tanh(slope)  # surfaces that fall towards the light's side are bright
        highlight = gloss * np.clip(-np.tanh(1.5 * slope) - 0.55, 0, 1)[..., None]
        return np.clip(self.colour * shade[..., None] + highlight * (0.4 + 0.6 * self.colour), 0, 1)


class Brush:
    """Paints curved strokes whose bristles carry slightly different colours and leave ridges.

    bristle: width of a bristle's mark in pixels; dry: share of the stroke's end where paint runs out;
    load: thickness of the paint; spread: how far the bristles' colours differ; pickup: how much of the wet paint
    below is taken along.
    """

    def __init__(self, rng, bristle=1.6, dry=0.35, load=1.0, spread=0.06, pickup=0.15):
        self.rng = rng
        self.dry, self.load, self.spread, self.pickup = dry, load, spread, pickup
        self.texture = streaks(rng, 512, 256, along=28, across=bristle)
        self.tint = streaks(rng, 512, 256, along=60, across=bristle * 2.2)

    def stroke(self, canvas, path, width, colour, second=None, opacity=1.0):
        """path: (n, 2) points as x, y, a pixel or two apart; width in pixels; second: colour on the other bristles."""
        height, image_width = canvas.thickness.shape
        half = width / 2
        x0, y0 = np.floor(path.min(0) - half - 2).astype(int)
        x1, y1 = np.ceil(path.max(0) + half + 3).astype(int)
        x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, image_width), min(y1, height)
        if x1 <= x0 or y1 <= y0 or len(path) < 3:
            return
        along, across, length = self._coordinates(path, x0, y0, x1, y1)

        roughness = 1.0 + 0.12 * (self._look(self.tint, along * 0.6, across * 0) - 0.5)
        edge = np.abs(across) / (half * roughness)
        inside = smoothstep(1.0, 0.86, edge)
        hair = self._look(self.texture, along * 0, across) - 0.5
        along = along + hair * width * 0.7  # each bristle begins and lifts at a place of its own
        begin = smoothstep(-half * 0.9, -half * 0.2, along)  # round where the brush is set down
        begin *= smoothstep(1.02, 0.9, np.hypot(np.minimum(along, 0) / (half * 0.9), edge))
        bristles = self._look(self.texture, along, across)
        left = 1 - smoothstep(1 - self.dry, 1.0, along / length) * 0.95
        touching = smoothstep(-0.06, 0.10, left - bristles * 0.93)
        cover = inside * begin * touching * smoothstep(length + half * 0.3, length, along) * opacity
        if cover.max() <= 0:
            return

        view = canvas.colour[y0:y1, x0:x1]
        tint = self._look(self.tint, along, across)[..., None]
        paint = np.array(colour) if second is None else colour * (1 - tint) + np.array(second) * tint
        wet = view[cover > 0.5].mean(0) if (cover > 0.5).any() else np.array(colour)
        paint = paint * (1 - self.pickup) + wet * self.pickup
        paint = paint * (1 + self.spread * (bristles[..., None] - 0.5) * 2)
        view += cover[..., None] * (np.clip(paint, 0, 1) - view)

        ridge = 0.55 + 0.75 * smoothstep(0.55, 0.9, edge) + 0.9 * (bristles - 0.5)
        lump = 1 + 0.6 * smoothstep(0.25, 0.0, along / length)
        under = canvas.thickness[y0:y1, x0:x1]
        fresh = self.load * np.minimum(half / 5, 1.6) * ridge * lump
        under += cover * (0.45 * under + fresh - under)

    def _look(self, texture, along, across):
        rows, cols = texture.shape
        return texture[
            (along + self.shift[0]).astype(int) % rows,
            (across + self.shift[1]).astype(int) % cols,
        ]

    def _coordinates(self, path, x0, y0, x1, y1):
        """For each pixel of the box: how far along the path its nearest point lies, how far it lies to the side."""
        self.shift = self.rng.integers(0, 10_000, 2) + 1000
        step = np.diff(path, axis=0)
        lengths = np.hypot(*step.T)
        at = np.concatenate([[0], np.cumsum(lengths)])
        tangent = np.vstack([step, step[-1:]]) / np.maximum(np.concatenate([lengths, lengths[-1:]]), 1e-6)[:, None]
        yy, xx = np.mgrid[y0:y1, x0:x1] + 0.5
        dx = xx[..., None] - path[:, 0]
        dy = yy[..., None] - path[:, 1]
        nearest = (dx * dx + dy * dy).argmin(-1)
        tx, ty = tangent[nearest].transpose(2, 0, 1)
        ox = np.take_along_axis(dx, nearest[..., None], -1)[..., 0]
        oy = np.take_along_axis(dy, nearest[..., None], -1)[..., 0]
        along = at[nearest] + ox * tx + oy * ty
        across = -ox * ty + oy * tx
        return along, across, at[-1]


def follow(angle, x, y, length, step=2.0, bend=0.0):
    """The path from (x, y) along a field of angles (radians, by pixel); bend turns it by so much over its length."""
    height, width = angle.shape
    points = [(x, y)]
    direction = None
    count = max(int(length / step), 3)
    for i in range(count):
        a = angle[min(max(int(y), 0), height - 1), min(max(int(x), 0), width - 1)] + bend * i / count
        if direction is not None and np.cos(a - direction) < 0:  # the field has no sign: do not turn back
            a += np.pi
        direction = a
        x, y = x + step * np.cos(a), y + step * np.sin(a)
        points.append((x, y))
    return np.array(points)


def choose(palette, t):
    """A colour of the palette, mixed from two neighbours; t from 0 to 1."""
    t = np.clip(t, 0, 0.9999) * (len(palette) - 1)
    i = int(t)
    return palette[i] * (1 - (t - i)) + palette[i + 1] * (t - i)


def hex_colours(*texts):
    return [hex_colour(text) for text in texts]


def hex_colour(text):
    return np.array([int(text[i : i + 2], 16) for i in (0, 2, 4)]) / 255


def shifted(rng, colour, light=0.05, hue=0.04):
    """The colour as a hand mixes it: a little lighter or darker, warmer or cooler."""
    warm = rng.normal(0, hue)
    return np.clip(colour * (1 + rng.normal(0, light)) + np.array([warm, warm * 0.2, -warm]), 0, 1)
