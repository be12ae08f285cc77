"""Smooth random fields."""
import numpy as np
from scipy.ndimage import gaussian_filter, zoom


def fbm(rng, height, width, cell, octaves=4, gain=0.5):
    """Fractal noise with mean 0 and standard deviation 1; its largest shapes are about `cell` pixels wide."""
    total = np.zeros((height, width))
    amplitude = 1.0
    for _ in range(octaves):
        rows, cols = int(np.ceil(height / cell)) + 4, int(np.ceil(width / cell)) + 4
        grid = rng.standard_normal((rows, cols))
        smooth = zoom(grid, (np.ceil(cell) if cell >= 1 else 1), order=3)
        total += amplitude * smooth[:height, :width]
        amplitude *= gain
        cell = max(cell / 2, 1)
    return (total - total.mean()) / total.std()


def streaks(rng, length, width, along=40.0, across=0.9):
    """Noise drawn out along the first axis, as bristles draw paint out; in 0 to 1, evenly spread."""
    field = gaussian_filter(rng.standard_normal((length, width)), (along, across), mode="wrap")
    order = field.ravel().argsort().argsort()
    return (order / (order.size - 1)).reshape(field.shape)


def smoothstep(low, high, x):
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def matt(picture, black=0.1, white=0.92):
    """As it hangs in daylight, unvarnished: the darkest dark is `black`, the brightest light `white`."""
    return black + (white - black) * np.clip(picture, 0, 1)
