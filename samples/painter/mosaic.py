"""Sun over the sea, in tesserae that follow the outlines of what they show."""
import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter
from scipy.spatial import cKDTree

from brush import choose, hex_colour, hex_colours
from noise import fbm, matt, smoothstep

HEIGHT, WIDTH = 640, 832
SEED = 547
TILE = 15.0
SUN = (410.0, 208.0)

GOLD = hex_colours("9a5a12", "d98e1f", "f4bd3c", "ffe27a", "fff3b8")
FLAME = hex_colours("8c1d18", "c93a1e", "ee6a24", "f79a3a")
SKY = hex_colours("10245c", "1c4a9c", "2f7fc4", "67b6d8", "b6e0df")
WAVE = hex_colours("07304a", "0b5a6e", "128a8a", "4fbfa6", "a9e3c9")
DEEP = hex_colours("120f3c", "1d2166", "2c3f94", "3a6bb8")
FOAM = hex_colours("c9d8cf", "eef2e4", "fbf6e6")
FISH = hex_colours("a3161f", "e0402a", "f7823a", "fbc25a")
BORDER = hex_colours("5a0f24", "8e1b34", "b23a4e")
GROUT = hex_colour("2a231f")


def fish(x, y, cx, cy, length, facing):
    """Body and tail of a fish."""
    u, v = (x - cx) * facing / length, (y - cy) / length
    body = (u / 0.5) ** 2 + (v / (0.20 - 0.05 * u)) ** 2 < 1
    tail = (u < -0.36) & (u > -0.72) & (np.abs(v) < 0.02 + 0.62 * (-u - 0.36)) & (np.abs(v) > 0.9 * (-u - 0.60))
    eye = np.hypot(u - 0.30, v + 0.035) < 0.035
    return body, tail & ~body, eye


def regions():
    """Label of each pixel: every label is tiled by itself, from its outline inwards."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    label = np.zeros((HEIGHT, WIDTH), int)  # 0: sky
    distance, angle = np.hypot(x - SUN[0], y - SUN[1]), np.arctan2(y - SUN[1], x - SUN[0])
    turn = (angle / (2 * np.pi) * 16) % 1
    spike = np.abs(turn - 0.5) * 2
    label[(distance < 100 + 92 * (1 - spike)) & (distance > 92)] = 1
    long_ray = (np.floor(angle / (2 * np.pi) * 16) % 2) == 0
    label[(distance < 100 + 58 * (1 - spike)) & (distance > 92) & ~long_ray] = 2
    label[(label == 1) & ~long_ray] = 0
    label[distance <= 92] = 3
    label[distance <= 46] = 4

    radius, step = 78.0, 54.0
    for row in range(6):
        level = 398 + row * step
        for column in range(-1, 13):
            cx = column * 2 * radius * 0.92 + (row % 2) * radius * 0.92
            r = np.hypot(x - cx, y - level - radius * 0.72)
            for ring, size in enumerate((radius, radius * 0.74, radius * 0.47)):
                label[(r < size) & (y > 384 + 4 * np.sin(x / 40))] = 1010 + 42 * row + 3 * column + ring
    for number, (cx, cy, length, facing) in enumerate(((228, 498, 190, 1), (604, 540, 170, -1))):
        body, tail, eye = fish(x, y, cx, cy, length, facing)
        halo = distance_transform_edt(~(body | tail)) < TILE * 0.9
        label[halo] = 40 + number
        label[body], label[tail], label[eye] = 50 + number, 60 + number, 70 + number
    edge = np.minimum(np.minimum(x, WIDTH - 1 - x), np.minimum(y, HEIGHT - 1 - y))
    label[edge < 2 * TILE + 2] = 81
    label[edge < TILE + 1] = 80
    return label


def lay(label):
    """Centres and angles of the tesserae: chains along the lines of equal distance from each outline."""
    centres, angles, owners = [], [], []
    for owner in np.unique(label):
        inside = label == owner
        distance = distance_transform_edt(np.pad(inside, 1))[1:-1, 1:-1]
        smooth = gaussian_filter(distance, 2.5)
        gy, gx = np.gradient(smooth)
        for ring in range(int(distance.max() / TILE) + 1):
            ys, xs = np.nonzero(inside & (np.abs(distance - (ring + 0.5) * TILE) < 0.75))
            if len(xs) == 0 and ring == 0 and inside.any():
                ys, xs = np.nonzero(inside & (distance >= distance.max() - 0.5))
            points = np.stack([xs, ys], 1).astype(float)
            free = np.ones(len(points), bool)
            at = points[0] if len(points) else None
            while free.any():
                candidates = np.nonzero(free)[0]
                next_one = candidates[((points[candidates] - at) ** 2).sum(1).argmin()]
                at = points[next_one]
                free &= ((points - at) ** 2).sum(1) >= (TILE * 0.97) ** 2
                yi, xi = int(at[1]), int(at[0])
                centres.append(at + 0.5)
                angles.append(np.arctan2(gy[yi, xi], gx[yi, xi]))
                owners.append(owner)
    return np.array(centres), np.array(angles), np.array(owners)


def cells(label, centres, angles, owners):
    """For each pixel its tessera, how far its edge is, and the place within it. Tesserae are squares that give way."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] + 0.5
    pixels = np.stack([x.ravel(), y.ravel()], 1)
    _, near = cKDTree(centres).query(pixels, k=9)
    offset = pixels[:, None] - centres[near]
    cos, sin = np.cos(angles[near]), np.sin(angles[near])
    u, v = offset[..., 0] * cos + offset[..., 1] * sin, -offset[..., 0] * sin + offset[..., 1] * cos
    reach = np.maximum(np.abs(u), np.abs(v)) + 0.12 * np.hypot(u, v)
    reach = reach + 1e3 * (owners[near] != label.ravel()[:, None])
    order = np.argsort(reach, 1)[:, :2]
    best = np.take_along_axis(reach, order, 1)
    pick = lambda a: np.take_along_axis(a, order[:, :1], 1)[:, 0].reshape(label.shape)
    return pick(near), ((best[:, 1] - best[:, 0]) / 2).reshape(label.shape), pick(u), pick(v)


def colours(rng, centres, owners, patch):
    out = np.zeros((len(centres), 3))
    for i, ((x, y), owner) in enumerate(zip(centres, owners)):
        far = np.hypot(x - SUN[0], y - SUN[1])
        p = patch[int(min(y, HEIGHT - 1)), int(min(x, WIDTH - 1))]
        noise = rng.normal(0, 0.10)
        if owner == 0:
            ring = 0.5 + 0.5 * np.sin(far / TILE * np.pi / 2.0)
            colour = choose(SKY, 1.05 - far / 560 + 0.10 * p + 0.22 * (ring - 0.5) + noise)
            if rng.random() < 0.05:
                colour = choose(GOLD, rng.uniform(0.5, 1))
        elif owner in (1, 2):
            colour = choose(GOLD if owner == 1 else FLAME, 1.1 - (far - 92) / 110 + noise)
        elif owner == 3:
            colour = choose(FLAME, 0.95 - abs(far - 46) / 60 + noise) if far > 76 else choose(GOLD, 1.0 - (far - 46) / 60 + noise)
        elif owner == 4:
            colour = choose(GOLD, 0.72 + 0.3 * np.cos(far / 9.0) + noise)
        elif owner >= 1000:
            ring = (owner - 1010) % 3
            depth = (y - 384) / 260
            colour = choose((FOAM, WAVE, DEEP)[ring], 0.62 - 0.30 * depth + 0.10 * p + noise * 1.2)
            if ring == 1 and rng.random() < 0.12:
                colour = choose(FOAM, rng.random())
        elif owner in (40, 41):
            colour = choose(DEEP, 0.1 + abs(noise))
        elif owner in (50, 51):
            colour = choose(FISH, 0.5 + 0.45 * np.sin(x / 9.0) + noise)
        elif owner in (60, 61):
            colour = choose(FISH, 0.15 + 0.3 * abs(p) + noise)
        elif owner in (70, 71):
            colour = hex_colour("f8f4e0")
        elif owner == 80:
            colour = choose(BORDER, 0.5 + noise * 3)
        else:
            colour = choose(GOLD, 0.55 + noise * 2)
        out[i] = np.clip(colour * (1 + rng.normal(0, 0.09)) + rng.normal(0, 0.015, 3), 0, 1)
    return out


def paint():
    rng = np.random.default_rng(SEED)
    label = regions()
    centres, angles, owners = lay(label)
    tile, edge, u, v = cells(label, centres, angles, owners)
    for _ in range(2):  # let the tesserae shift to the middle of the room they have
        count = np.maximum(np.bincount(tile.ravel(), minlength=len(centres)), 1)[:, None]
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH] + 0.5
        mean = np.stack([np.bincount(tile.ravel(), a.ravel(), len(centres)) for a in (x, y)], 1) / count
        centres = np.where(count > 4, 0.4 * centres + 0.6 * mean, centres)
        tile, edge, u, v = cells(label, centres, angles, owners)

    patch = fbm(rng, HEIGHT, WIDTH, 90, 2)
    colour = colours(rng, centres, owners, patch)[tile]
    gap = 1.1 + 0.35 * fbm(rng, HEIGHT, WIDTH, 9, 2)
    other = sum(label != np.roll(label, shift, axis) for axis in (0, 1) for shift in (1, -1))
    edge = np.minimum(edge, np.where(other > 0, 0.0, 99.0))
    seam = distance_transform_edt(other == 0)
    edge = np.minimum(edge, seam)
    glass = smoothstep(gap - 0.4, gap + 0.7, edge)

    tilt = rng.normal(0, 0.055, (len(centres), 2))[tile]
    bevel = smoothstep(gap, gap + 3.2, edge)
    gy, gx = np.gradient(gaussian_filter(bevel * glass, 0.6))
    light = -(gx + gy) * -0.55 + tilt[..., 0] * u / TILE * 4 + tilt[..., 1] * v / TILE * 4
    veins = fbm(rng, HEIGHT, WIDTH, 5, 2) * 0.035 + 0.05 * patch * 0.5
    brilliance = (rng.random(len(centres)) < 0.12)[tile] * smoothstep(0.1, 0.8, tilt[..., 0] * u + tilt[..., 1] * v) * 0.35
    lit = colour * (1 + light[..., None] + veins[..., None]) + brilliance[..., None] * (0.5 + 0.5 * colour)
    mortar = GROUT * (1 + 0.25 * fbm(rng, HEIGHT, WIDTH, 3, 2))[..., None]
    return matt(glass[..., None] * lit + (1 - glass[..., None]) * mortar, 0.12, 0.90)
