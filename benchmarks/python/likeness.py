"""How near a pastiche is to its style and to its content, by one measure for all recipes.

All figures are taken at the pastiche's own size, in 32-bit floats, on the shipped network:

style    the sum over relu1_1, relu2_1, relu3_1, relu4_1, relu5_1 of |G - A|^2 / |A|^2, G and A the matrices of second
         moments F F^T / N of the pastiche and of the style image (equation 4 of Gatys, Ecker and Bethge, each layer by
         its own size), divided by the same for the content image: 1 is the photograph, 0 the painting's statistics
w2       the same with the squared Wasserstein-2 distance of the layers' normal distributions, divided by tr S0
content  the mean of (F - P)^2 at relu4_2 by the variance of P over the positions: 0 is the photograph
ssim     of the luminance with the content image (Wang et al. 2004: Gaussian window of 11, deviation 1.5): 1 is the
         photograph
"""
import argparse
import json
import pathlib

import torch
from PIL import Image
from torch.nn import functional

import recipe

ROOT = pathlib.Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "engine/src/main/resources/weights/vgg19-oxford-normalised.fp16.safetensors"
STYLE_TAPS = [0, 2, 4, 8, 12]
CONTENT_TAP = 9
LUMINANCE = torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)


class Likeness:
    """Measures pastiches of any pair of pictures."""

    def __init__(self):
        self.net = recipe.Vgg19(recipe.read_weights(WEIGHTS), trainable=False)

    @torch.no_grad()
    def of(self, pastiche, content, style):
        """Files in, figures out. The style image gets the pastiche's long side and keeps its shape."""
        with Image.open(pastiche) as image:
            width, height = image.size
        with Image.open(style) as image:
            scale = max(width, height) / max(image.size)
            style_size = [max(1, round(side * scale)) for side in image.size]
        pictures = [
            recipe.read_picture(pastiche, width, height),
            recipe.read_picture(content, width, height),
            recipe.read_picture(style, *style_size),
        ]
        x, p, a = (self.maps(picture) for picture in pictures)
        f, target = x[CONTENT_TAP], p[CONTENT_TAP]
        return {
            "style": style_distance(x, a, second_moments) / style_distance(p, a, second_moments),
            "w2": style_distance(x, a, wasserstein) / style_distance(p, a, wasserstein),
            "content": ((f - target) ** 2).mean().item() / target.var((2, 3), unbiased=False).mean().item(),
            "ssim": ssim(*((picture * recipe.DEVIATION + recipe.MEAN).clamp(0, 1) for picture in pictures[:2])),
        }

    def maps(self, picture):
        maps = self.net(picture)
        maps[-1] = maps[-1].relu()  # the network ends before the last
        return maps


def style_distance(maps, targets, distance):
    return sum(distance(flat(maps[k]), flat(targets[k])) for k in STYLE_TAPS)


def flat(maps):
    """(C, N)"""
    return maps.reshape(maps.shape[1], -1).double()


def second_moments(f, f0):
    g, a = (m @ m.T / m.shape[1] for m in (f, f0))
    return (((g - a) ** 2).sum() / (a**2).sum()).item()


def wasserstein(f, f0):
    (mean, covariance), (mean0, covariance0) = (moments(m) for m in (f, f0))
    root = symmetric_root(covariance0)
    cross = symmetric_root(root @ covariance @ root).trace()
    distance = ((mean - mean0) ** 2).sum() + covariance.trace() + covariance0.trace() - 2 * cross
    return (distance / covariance0.trace()).item()


def moments(f):
    return f.mean(1), torch.cov(f, correction=0)


def symmetric_root(matrix):
    values, vectors = torch.linalg.eigh(matrix)
    return (vectors * values.clamp(min=0).sqrt()) @ vectors.T


def ssim(picture, other):
    """Of two pictures (1, 3, H, W) from 0 to 1."""
    place = torch.arange(11.0) - 5
    bell = torch.exp(-(place**2) / (2 * 1.5**2))
    window = (bell[:, None] * bell[None]).view(1, 1, 11, 11) / bell.sum() ** 2
    x, y = ((each * LUMINANCE).sum(1, keepdim=True) for each in (picture, other))

    def mean(values):
        return functional.conv2d(values, window)

    mx, my = mean(x), mean(y)
    vx, vy, cov = mean(x * x) - mx**2, mean(y * y) - my**2, mean(x * y) - mx * my
    c1, c2 = 0.01**2, 0.03**2
    return (((2 * mx * my + c1) * (2 * cov + c2)) / ((mx**2 + my**2 + c1) * (vx + vy + c2))).mean().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifests", nargs="+", help="NAME.manifest.json, as stylize writes it beside a result")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    likeness = Likeness()
    for manifest in map(pathlib.Path, arguments.manifests):
        record = json.loads(manifest.read_text())
        result, content, style = (
            manifest.parent / each["file"] for each in (record["result"], record["content"], record["styles"][0])
        )
        figures = likeness.of(result, content, style)
        print(result.stem, " ".join(f"{name} {value:.3f}" for name, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
