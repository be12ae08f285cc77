"""Prototypes of content losses in PyTorch: each paints the same pairs with the same style losses, scales and steps.

features     squared differences at relu4_2 and, at half the weight, relu3_2: what the preset balanced has
similarity   self-similarity (Kolkin, Salavon, Shakhnarovich 2019): the cosine distances between 1024 positions of relu3_2 and
             relu4_2 side by side, those of a position divided by their sum; mean absolute difference
laplacian    features, and the squared difference of the Laplacians of the picture, averaged over 4 x 4 and over 16 x 16 pixels
             (Li, Xu, Nie, Liu 2017), which weighs as much as they do
luminance    features of the grey picture only

Style: Wasserstein distances of five layers by eigenvectors, nine-point total variation; L-BFGS with a history of 5, without line
search, clamped to what can be shown; 128, 181 and 256 pixels from the content image. The content's weight is set as the engine sets it
for a strength: f * C / S is the ratio, where S is the style loss of the content image and C the content loss of a picture
without content, which is its mean colour, and noise for similarity, for which one colour is similar in any way.

Writes a PNG for each pair and loss and prints the figures of likeness.py.
"""
import argparse
import pathlib
import time

import numpy
import torch
from PIL import Image
from torch.nn import functional

import likeness
import recipe
from report import ROOT

PAIRS = {
    "chelsea": ("photographs/chelsea.jpg", "paintings/night-over-the-bay.jpg"),
    "astronaut": ("photographs/astronaut.jpg", "paintings/lake-at-dawn.jpg"),
    "coffee": ("photographs/coffee.jpg", "paintings/sun-over-the-sea.jpg"),
}
STYLE = dict(zip(recipe.STYLE_TAPS, (256 / 341, 64 / 341, 16 / 341, 4 / 341, 1 / 341)))
CONTENT = {9: 1.0, 5: 0.5}
SCALES = {128: 30, 181: 15, 256: 12}
POSITIONS = 1024
EPSILON = 1e-6


class Root(torch.autograd.Function):
    """The trace of the root of a symmetric positive matrix."""

    @staticmethod
    def forward(context, matrix):
        values, vectors = torch.linalg.eigh(matrix)
        roots = values.clamp(min=EPSILON).sqrt()
        context.save_for_backward((vectors / (2 * roots)) @ vectors.T)
        return roots.sum()

    @staticmethod
    def backward(context, gradient):
        return gradient * context.saved_tensors[0]


def moments(maps):
    rows = maps.flatten(2)[0]
    mean = rows.mean(1)
    return mean, rows @ rows.T / rows.shape[1] - torch.outer(mean, mean) + EPSILON * torch.eye(len(mean))


def wasserstein(maps, target):
    mean, covariance = moments(maps)
    mean0, covariance0, root0 = target
    trace = covariance.trace() + covariance0.trace() - 2 * Root.apply(root0 @ covariance @ root0)
    return (mean - mean0).square().mean() + trace / len(mean)


def variation(x):
    p = functional.pad(x, (1, 1, 1, 1), "replicate")
    pairs = [(p[..., 1:], p[..., :-1], 3), (p[..., 1:, :], p[..., :-1, :], 3)]
    pairs += [(p[..., 1:, 1:], p[..., :-1, :-1], 12), (p[..., 1:, :-1], p[..., :-1, 1:], 12)]
    return 2 * sum((a - b).square().mean() / divisor for a, b, divisor in pairs)


def distances(maps, at):
    """Between the positions that are seen at some places from -1 to 1, (N, N)."""
    columns = [functional.grid_sample(maps[tap], at, align_corners=False)[0, :, 0] for tap in CONTENT]
    found = functional.normalize(torch.cat(columns), dim=0)
    apart = (1 - found.T @ found).clamp(min=0)
    return apart / apart.sum(0, keepdim=True).clamp(min=EPSILON)


def laplacian(x, pixels):
    kernel = torch.tensor([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]]).expand(3, 1, 3, 3)
    return functional.conv2d(functional.avg_pool2d(x, pixels), kernel, groups=3)


def grey(x):
    return (x * likeness.LUMINANCE).sum(1, keepdim=True).expand_as(x)


class Content:
    """A content loss of pictures from 0 to 1, and of their maps."""

    def __init__(self, kind, net, picture):
        self.kind, self.net, self.picture = kind, net, picture
        self.at = torch.rand(1, 1, POSITIONS, 2) * 2 - 1
        self.target = self.read(picture, maps_of(net, picture))
        self.scale = 1.0
        if kind == "laplacian":
            blank = picture.mean((2, 3), keepdim=True).expand_as(picture)
            features, edges = self.parts(blank, maps_of(net, blank))
            self.scale = (features / edges).item()

    def read(self, x, maps):
        if self.kind == "similarity":
            return distances(maps, self.at)
        if self.kind == "luminance":
            maps = maps_of(self.net, grey(x))
        return {tap: maps[tap] for tap in CONTENT}

    def parts(self, x, maps):
        found = self.read(x, maps)
        features = sum(weight * (found[tap] - self.target[tap]).square().mean() for tap, weight in CONTENT.items())
        edges = sum((laplacian(x, n) - laplacian(self.picture, n)).square().mean() for n in (4, 16))
        return features, edges

    def loss(self, x, maps):
        if self.kind == "similarity":
            # A position's distances have the sum 1: times N, so that a distance is about 1.
            return (self.read(x, maps) - self.target).abs().mean() * POSITIONS
        features, edges = self.parts(x, maps)
        return features + self.scale * edges if self.kind == "laplacian" else features

    def without_content(self):
        if self.kind == "similarity":
            return torch.rand_like(self.picture)
        return self.picture.mean((2, 3), keepdim=True).expand_as(self.picture)


def maps_of(net, x):
    maps = net((x - recipe.MEAN) / recipe.DEVIATION)
    maps[-1] = maps[-1].relu()
    return maps


def read(file, long_side):
    image = Image.open(file).convert("RGB")
    scale = long_side / max(image.size)
    image = image.resize([round(side * scale) for side in image.size], Image.BICUBIC)
    return torch.from_numpy(numpy.array(image)).permute(2, 0, 1)[None].float() / 255


def paint(net, kind, ratio, content_file, style_file):
    picture = None
    for size, steps in SCALES.items():
        content, style = read(content_file, size), read(style_file, size)
        with torch.no_grad():
            targets = {}
            for tap, maps in enumerate(maps_of(net, style)):
                if tap in STYLE:
                    mean, covariance = moments(maps)
                    targets[tap] = mean, covariance, likeness.symmetric_root(covariance)
            loss = Content(kind, net, content)
            blank = loss.without_content()
            way = sum(STYLE[t] * wasserstein(maps_of(net, content)[t], targets[t]) for t in STYLE)
            weight = ratio * way / loss.loss(blank, maps_of(net, blank))
        start = content if picture is None else functional.interpolate(
            picture, size=content.shape[2:], mode="bicubic", align_corners=False
        ).clamp(0, 1)
        x = start.clone().contiguous().requires_grad_(True)
        optimizer = torch.optim.LBFGS([x], lr=1, max_iter=1, history_size=5)

        def closure():
            optimizer.zero_grad()
            maps = maps_of(net, x)
            total = weight * loss.loss(x, maps) + variation(x)
            total = total + sum(STYLE[t] * wasserstein(maps[t], targets[t]) for t in STYLE)
            total.backward()
            x.grad = x.grad.contiguous()
            return total

        for _ in range(steps):
            optimizer.step(closure)
            with torch.no_grad():
                x.clamp_(0, 1)
        picture = x.detach()
    return picture


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--losses", nargs="+", default=["features", "similarity", "laplacian", "luminance"])
    parser.add_argument("--pairs", nargs="+", default=list(PAIRS))
    parser.add_argument("--ratio", type=float, default=0.2)
    parser.add_argument("--directory", type=pathlib.Path, default=ROOT / "benchmarks/target/contents")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    arguments.directory.mkdir(parents=True, exist_ok=True)
    net = recipe.Vgg19(recipe.read_weights(likeness.WEIGHTS), trainable=False)
    measure = likeness.Likeness()
    print("| pair | content loss | CPU s | style ratio | W2 ratio | content ratio | SSIM |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for pair in arguments.pairs:
        content, style = (ROOT / "samples" / file for file in PAIRS[pair])
        for kind in arguments.losses:
            torch.manual_seed(1)
            began = time.process_time()
            picture = paint(net, kind, arguments.ratio, content, style)
            seconds = time.process_time() - began
            file = arguments.directory / f"{pair}-{kind}-{arguments.ratio:g}.png"
            Image.fromarray((picture[0].permute(1, 2, 0) * 255 + 0.5).to(torch.uint8).numpy()).save(file)
            found = measure.of(file, content, style)
            figures = " | ".join(f"{found[name]:.2f}" for name in ("style", "w2", "content", "ssim"))
            print(f"| {pair} | {kind} | {seconds:.0f} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
