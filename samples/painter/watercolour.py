"""Mountains over a lake at dawn, in washes of transparent pigment on rough paper."""
import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates

from brush import hex_colour
from noise import fbm, matt, smoothstep

HEIGHT, WIDTH = 640, 832
SEED = 1819
SHORE = 408

ROSE, GOLD, CORAL = hex_colour("e8638c"), hex_colour("f7b733"), hex_colour("f2704a")
TURQUOISE, ULTRAMARINE, INDIGO = hex_colour("2fb5c0"), hex_colour("3350b4"), hex_colour("2b2f6b")
VIOLET, SAP, PINE = hex_colour("7d4fa3"), hex_colour("7fa03a"), hex_colour("1f5a55")
RUST, INK = hex_colour("b8432a"), hex_colour("1c2342")


class Paper:
    """White paper that light passes twice through each wash: colour = paper · pigment ^ density (Beer and Lambert)."""

    def __init__(self, rng):
        self.rng = rng
        self.grain = 0.6 * fbm(rng, HEIGHT, WIDTH, 5, 2) + 0.4 * fbm(rng, HEIGHT, WIDTH, 2.2, 1)
        self.light = np.log(np.full((HEIGHT, WIDTH, 3), 1.0) * hex_colour("fbf7ec"))
        self.relief = self.grain

    def wash(self, mask, pigment, density=0.8, rim=0.9, granulation=0.22, flow=0.35, bloom=0.0, wet=0.0, second=None):
        """Lays pigment on the mask (0 to 1): darker at the rim where it dries last, settled in the paper's hollows.

        rim: how much darker; flow: unevenness; bloom: strength of the cauliflowers that water drops leave;
        wet: pixels over which the edge runs on wet paper; second: another pigment that runs into the first.
        """
        rng = self.rng
        near = gaussian_filter(mask, 6) > 0.03
        shape = mask + 0.16 * fbm(rng, HEIGHT, WIDTH, 26, 4) * near
        soft = gaussian_filter((shape > 0.5).astype(float), 0.6 + wet)
        inside = np.maximum(distance_transform_edt(soft > 0.5), 0.01)
        amount = soft * (1 + flow * fbm(rng, HEIGHT, WIDTH, 90, 3))
        if wet < 3:
            line = np.exp(-inside / 2.0) + 0.35 * np.exp(-inside / 9.0)
            amount = amount * (1 + rim * line * (1 + 0.5 * fbm(rng, HEIGHT, WIDTH, 40, 2)))
        if bloom:
            field = fbm(rng, HEIGHT, WIDTH, 80, 5, gain=0.62)
            for level in (0.9, -0.7):
                front = np.abs(field - level) / np.maximum(np.hypot(*np.gradient(gaussian_filter(field, 1.5))), 0.01)
                amount *= 1 + bloom * (1.1 * np.exp(-front / 2.2) - 0.55 * smoothstep(level, level + 0.5, field))
        amount *= np.exp(-granulation * self.grain)
        amount = np.clip(amount, 0, None) * density
        pigment = np.clip(pigment, 0.02, 0.98)
        if second is None:
            self.light += amount[..., None] * np.log(pigment)
        else:
            part = smoothstep(-0.5, 0.5, fbm(rng, HEIGHT, WIDTH, 120, 3))[..., None]
            self.light += amount[..., None] * ((1 - part) * np.log(pigment) + part * np.log(np.clip(second, 0.02, 0.98)))

    def spatter(self, count, pigment, size, density=0.9, box=(0, 0, WIDTH, HEIGHT)):
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
        mask = np.zeros((HEIGHT, WIDTH))
        for _ in range(count):
            cx, cy = self.rng.uniform(box[0], box[2]), self.rng.uniform(box[1], box[3])
            r = size * self.rng.lognormal(0, 0.5)
            y0, y1, x0, x1 = int(max(cy - 2 * r, 0)), int(cy + 2 * r + 2), int(max(cx - 2 * r, 0)), int(cx + 2 * r + 2)
            part = np.hypot(x[y0:y1, x0:x1] - cx, (y[y0:y1, x0:x1] - cy) * self.rng.uniform(0.8, 1.2))
            mask[y0:y1, x0:x1] = np.maximum(mask[y0:y1, x0:x1], smoothstep(r + 1, r - 1, part))
        edge = mask * (1 - gaussian_filter(mask, 1.5)) * 2
        self.light += ((mask * 0.7 + edge) * density)[..., None] * np.log(np.clip(pigment, 0.02, 0.98))

    def seen(self):
        relief = gaussian_filter(self.relief, 0.7)
        dy, dx = np.gradient(relief)
        return matt(np.exp(self.light) * (1 - 0.035 * (dx + dy))[..., None], 0.12, 0.97)


def ridge(rng, x, level, height, cell):
    line = fbm(rng, 8, WIDTH + 400, cell, 5, gain=0.55)[4]
    return level - height * (0.35 + np.abs(line[x.astype(int)]))


def pine(mask, x, foot, height, rng):
    """Adds the shape of a fir tree."""
    tiers = int(height / 11)
    yy, xx = np.mgrid[0:HEIGHT, 0:WIDTH]
    x0, x1 = int(max(x - height * 0.3, 0)), int(min(x + height * 0.3, WIDTH))
    box = (slice(int(max(foot - height, 0)), int(min(foot, HEIGHT))), slice(x0, x1))
    u, v = (xx[box] - x), (foot - yy[box]) / height
    saw = ((v * tiers) % 1) * 0.55 + 0.45
    half = height * 0.25 * np.clip(1 - v, 0, 1) ** 0.85 * (1.25 - saw) * (1 + 0.35 * rng.standard_normal()) + 1.5
    lean = 3 * np.sin(v * 5 + x)
    mask[box] = np.maximum(mask[box], (np.abs(u - lean) < half).astype(float))


def paint():
    rng = np.random.default_rng(SEED)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    paper = Paper(rng)
    band = lambda top, bottom, soft: smoothstep(top - soft, top + soft, y) * smoothstep(bottom + soft, bottom - soft, y)

    # the sky, wet in wet, round a sun that stays paper
    sun = np.hypot(x - 300, y - 172)
    clear = smoothstep(38, 58, sun)
    paper.wash(band(-40, 150, 60), TURQUOISE, 0.62, wet=14, bloom=0.9, second=ULTRAMARINE)
    paper.wash(band(-40, 60, 45), ULTRAMARINE, 0.42, wet=10, bloom=0.9)
    paper.wash(band(105, 260, 40) * clear, ROSE, 0.55, wet=8, bloom=0.6, second=CORAL)
    paper.wash(band(170, 330, 45) * clear, GOLD, 0.60, wet=7, bloom=0.4, second=CORAL)
    paper.wash(smoothstep(150, 60, sun) * clear, GOLD, 0.45, rim=0.5, wet=5)
    for cx, cy, w, h in ((560, 92, 190, 26), (690, 140, 150, 18), (110, 118, 130, 20), (430, 52, 150, 16)):
        cloud = 1 - np.hypot((x - cx) / w, (y - cy) / h)
        paper.wash(np.clip(cloud + 0.45, 0, 1), VIOLET, 0.35, rim=1.4, second=ROSE, bloom=0.5)

    # ridges, each a wash that fades towards its foot
    ridges = (
        (318, 70, 260, TURQUOISE, ROSE, 0.30, 0.6),
        (350, 66, 190, VIOLET, TURQUOISE, 0.42, 0.6),
        (378, 52, 150, ULTRAMARINE, PINE, 0.60, 0.7),
        (400, 30, 100, INDIGO, PINE, 0.80, 0.7),
    )
    for level, height, cell, pigment, second, density, bloom in ridges:
        top = ridge(rng, x, level, height, cell)
        inside = (y > top) & (y < SHORE + 4)
        fade = np.exp(-np.clip(y - top, 0, None) / 55)
        paper.wash(inside * 1.0, pigment, density * 0.55, rim=1.3, second=second, bloom=bloom, granulation=0.35)
        paper.light += (gaussian_filter(inside * fade, 1) * density * 0.9)[..., None] * np.log(pigment)

    # the lake gives all of it back, drawn sideways
    depth = np.clip((y - SHORE) / (HEIGHT - SHORE), 0, 1)
    mirror = np.clip(2 * SHORE - y, 0, HEIGHT - 1)
    ripple = 7 * np.sin(y / (2.5 + 5 * depth) + 2 * fbm(rng, HEIGHT, WIDTH, 70, 2)) * (0.3 + depth)
    water = y > SHORE
    for band_index in range(3):
        given = map_coordinates(paper.light[..., band_index], [mirror, np.clip(x + ripple, 0, WIDTH - 1)], order=1, mode="nearest")
        paper.light[..., band_index] = np.where(water, 0.75 * given, paper.light[..., band_index])
    paper.wash(water * 1.0, TURQUOISE, 0.22, rim=0.6, bloom=0.9, second=ULTRAMARINE)
    for _ in range(12):
        level = SHORE + 8 + (HEIGHT - SHORE) * rng.random() ** 1.4
        start, length = rng.uniform(-100, WIDTH), rng.uniform(120, 420)
        thick = 2.5 + 10 * (level - SHORE) / (HEIGHT - SHORE)
        line = level + 3 * np.sin(x / 60 + rng.uniform(0, 6))
        stripe = (np.abs(y - line) < thick * np.sin(np.clip((x - start) / length, 0, 1) * np.pi)) * 1.0
        pigment = (INDIGO, ULTRAMARINE, VIOLET, PINE)[rng.integers(4)]
        paper.wash(stripe, pigment, 0.5, rim=1.2, granulation=0.5, flow=0.5)

    # shores with firs and bushes, wet into wet and then dry
    for side, count in ((0, 15), (1, 11)):
        for tone, pigment, second, scale in ((0, PINE, SAP, 0.8), (1, INK, PINE, 1.0)):
            mask = np.zeros((HEIGHT, WIDTH))
            for _ in range(count):
                t = rng.random() ** 1.3
                px = t * 300 if side == 0 else WIDTH - t * 250
                pine(mask, px, SHORE + 150 * (1 - t) ** 1.5 * scale + 6, (250 * (1 - t) + 55) * rng.uniform(0.65, 1.1) * scale, rng)
            paper.wash(mask, pigment, 0.85, rim=0.9, second=second, granulation=0.3, flow=0.4)
    for cx, cy, w, h, pigment, second in (
        (70, 560, 190, 60, RUST, GOLD), (215, 604, 170, 46, SAP, RUST), (775, 548, 150, 60, CORAL, RUST),
        (650, 612, 170, 40, SAP, PINE), (20, 618, 150, 52, INK, PINE), (815, 620, 140, 48, INK, VIOLET),
    ):
        bush = np.clip(1.25 - np.hypot((x - cx) / w, (y - cy) / h), 0, 1)
        paper.wash(bush, pigment, 0.75, rim=1.1, second=second, bloom=0.9, granulation=0.4)
    paper.spatter(110, RUST, 3.2, box=(0, 470, 330, HEIGHT))
    paper.spatter(80, CORAL, 3.0, box=(560, 470, WIDTH, HEIGHT))
    paper.spatter(70, GOLD, 2.6, box=(0, 430, WIDTH, HEIGHT))
    paper.spatter(40, INK, 1.6, box=(0, 380, WIDTH, HEIGHT))
    paper.spatter(22, ROSE, 3.0, density=0.5)
    return paper.seen()
