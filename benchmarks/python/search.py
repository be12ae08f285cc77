"""Searches for ways to the textbook's final losses in fewer and smaller steps.

Each strategy starts from the content picture and is measured in 32-bit floats on the picture it ends with; what it costs
is given in full-size steps (a step on a quarter of the pixels counts a quarter) and in processor seconds of this
program, whose steps are PyTorch's. The textbook's own recipe is the first strategy, and the one to beat.

Writes NAME.csv, NAME.json (with the losses on the way) and NAME.png.
"""
import argparse
import csv
import json
import math
import pathlib
import sys
import time

import matplotlib
import torch
from torch.nn import functional

import recipe

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "engine/src/main/resources/weights/vgg19-oxford-normalised.fp16.safetensors"
SAMPLES = [
    ("photographs/chelsea.jpg", "paintings/night-over-the-bay.jpg"),
    ("photographs/rocket.jpg", "paintings/sun-over-the-sea.jpg"),
    ("photographs/coffee.jpg", "paintings/poppies-at-evening.jpg"),
]
# Name: optimizer, [(fraction of the side, steps)], more. "smoothing" is (order, wavelength in pixels), "style" what the weight
# of style is multiplied by while optimizing; pictures are always measured with the textbook's weights.
STRATEGIES = {
    "textbook: adam 500": ("adam", [(1, 500)], {"rate": 0.3, "last": 0.04}),
    "adam 200": ("adam", [(1, 200)], {"rate": 0.1, "last": 0.01}),
    "l-bfgs 200": ("lbfgs", [(1, 200)], {}),
    "l-bfgs 120": ("lbfgs", [(1, 120)], {}),
    "l-bfgs 1/2:160 1:110": ("lbfgs", [(0.5, 160), (1, 110)], {"carry": True}),
    "l-bfgs 1/2:200 0.7:60 1:110": ("lbfgs", [(0.5, 200), (0.7, 60), (1, 110)], {"carry": True}),
    "smoothed 1/200": ("lbfgs", [(1, 120)], {"smoothing": (1, 200)}),
    "smoothed 1.5/200": ("lbfgs", [(1, 120)], {"smoothing": (1.5, 200)}),
    "smoothed 2/200": ("lbfgs", [(1, 120)], {"smoothing": (2, 200)}),
    "smoothed 1.5/50": ("lbfgs", [(1, 120)], {"smoothing": (1.5, 50)}),
    "smoothed 1.5/200, style 1.25": ("lbfgs", [(1, 120)], {"smoothing": (1.5, 200), "style": 1.25}),
    "smoothed 1.5/200, style 1.5": ("lbfgs", [(1, 120)], {"smoothing": (1.5, 200), "style": 1.5}),
}


class Objective:
    """Losses and gradient of one pair of pictures at one size."""

    def __init__(self, weights, content, style, size, variant):
        width, height = size
        self.start = recipe.read_picture(content, width, height)
        self.transfer = recipe.Transfer(variant, weights, self.start, recipe.read_picture(style, width, height))

    def __call__(self, x, style=1):
        variable = x.detach().requires_grad_(True)
        t = self.transfer
        terms = recipe.losses(variable, t.maps(variable), t.content, t.styles, t.gram)
        (sum(terms) + (style - 1) * sum(terms[1:6])).backward()
        values = [term.item() for term in terms]
        return {"content": values[0], "style": sum(values[1:6]), "tv": values[6], "total": sum(values)}, variable.grad


def adam(objective, x, steps, trace, rate, last):
    """The textbook's schedule: ten levels, from the first rate to the last."""
    mean, square = torch.zeros_like(x), torch.zeros_like(x)
    for step in range(1, steps + 1):
        losses, gradient = objective(x)
        trace(losses)
        mean.mul_(0.9).add_(gradient, alpha=0.1)
        square.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
        level = min(9, (step - 1) * 10 // steps)
        now = rate * (last / rate) ** (level / 9)
        root = (square.sqrt() / math.sqrt(1 - 0.999**step)).add_(1e-8)
        x.addcdiv_(mean, root, value=-now / (1 - 0.9**step))


def smoother(shape, smoothing):
    """x -> P x, where P is diagonal in the cosine basis and falls with the spatial frequency; the identity for None."""
    if smoothing is None:
        return lambda x: x
    order, wavelength = smoothing
    rows, columns = (cosines(side) for side in shape[2:])
    down, across = (torch.arange(side) / (2 * side) for side in shape[2:])
    factors = (1 + wavelength**2 * (down[:, None] ** 2 + across[None] ** 2)) ** (-order / 2)
    return lambda x: (rows.T @ (rows @ x.view(shape) @ columns.T * factors) @ columns).flatten()


def cosines(n):
    """The orthonormal discrete cosine transform."""
    angles = math.pi * torch.arange(n)[:, None] * (torch.arange(n)[None] + 0.5) / n
    matrix = torch.cos(angles) * math.sqrt(2 / n)
    matrix[0] /= math.sqrt(2)
    return matrix


def lbfgs(objective, x, steps, trace, memory, smoothing=None, style=1, history=20, first=0.1):
    """Without a line search. The first step moves by `first` on the quadratic mean; `memory` is changed in place."""
    smooth = smoother(x.shape, smoothing)
    losses, gradient = objective(x, style)
    for _ in range(steps - 1):
        trace(losses)
        direction = gradient.flatten().clone()
        if memory:
            factors = []
            for s, y in reversed(memory):
                factors.append((s.dot(direction) / s.dot(y)).item())
                direction.sub_(y, alpha=factors[-1])
            direction = smooth(direction)
            s, y = memory[-1]
            direction.mul_((s.dot(y) / y.dot(smooth(y))).item())
            for (s, y), factor in zip(memory, reversed(factors)):
                direction.add_(s, alpha=factor - (y.dot(direction) / s.dot(y)).item())
        else:
            direction = smooth(direction)
            direction.mul_(first / direction.pow(2).mean().sqrt().item())
        before, old = x.clone(), gradient
        x.sub_(direction.view_as(x))
        losses, gradient = objective(x, style)
        s, y = (x - before).flatten(), (gradient - old).flatten()
        if s.dot(y) > 1e-4 * s.norm() * y.norm():
            memory.append((s, y))
            del memory[:-history]
    trace(losses)


def enlarged(x, like):
    return functional.interpolate(x, size=like.shape[2:], mode="bicubic", align_corners=False)


def run(kind, scales, options, objectives):
    """The picture that a strategy ends with, its losses on the way, its cost in full-size steps and seconds."""
    full = objectives(1).start
    picture, coarse, memory, points, cost = None, None, [], [], 0.0
    began = time.process_time()
    for fraction, steps in scales:
        objective = objectives(fraction)
        share = objective.start.numel() / full.numel()
        if picture is None:
            picture = objective.start.clone()
        else:
            # What was changed is carried over; the content's own detail comes from the content.
            change, pixels = picture - coarse.start, objective.start.numel() / picture.numel()
            picture = objective.start + enlarged(change, objective.start)
            if options.get("carry"):
                shape = change.shape
                memory = [
                    (
                        enlarged(s.view(shape), picture).flatten(),
                        enlarged(y.view(shape), picture).flatten() / pixels,
                    )
                    for s, y in memory
                ]
            else:
                memory = []

        def trace(losses):
            nonlocal cost
            cost += share
            points.append({"fraction": fraction, "fullSizeSteps": cost, **losses})

        if kind == "adam":
            adam(objective, picture, steps, trace, options["rate"], options["last"])
        else:
            lbfgs(objective, picture, steps, trace, memory, options.get("smoothing"), options.get("style", 1))
        coarse = objective
    return picture, points, cost, time.process_time() - began


def compare(pair, arguments, weights):
    content, style = pair
    width, height = (int(side) for side in arguments.size.split("x"))
    made = {}

    def objectives(fraction, variant="best"):
        key = fraction, variant
        if key not in made:
            size = round(width * fraction), round(height * fraction)
            made[key] = Objective(weights, content, style, size, variant)
        return made[key]

    target, rows = None, []
    for name, (kind, scales, options) in STRATEGIES.items():
        if arguments.only and not any(part in name for part in arguments.only.split(",")):
            continue
        picture, points, cost, seconds = run(kind, scales, options, objectives)
        final, _ = objectives(1, "eager-channels-last")(picture)
        target = target or final
        reached = final["total"] <= target["total"] and all(
            final[term] <= 1.05 * target[term] for term in ("content", "style", "tv")
        )
        rows.append(
            {
                "pair": f"{pathlib.Path(content).stem} / {pathlib.Path(style).stem}",
                "strategy": name,
                "fullSizeSteps": round(cost, 1),
                "cpuSeconds": round(seconds, 1),
                **{term: round(value, 4) for term, value in final.items()},
                "reached": reached,
                "points": points,
            }
        )
        print({key: value for key, value in rows[-1].items() if key != "points"}, file=sys.stderr, flush=True)
    return rows


def plot(rows, file):
    pairs = list(dict.fromkeys(row["pair"] for row in rows))
    figure, axes = pyplot.subplots(1, len(pairs), figsize=(5 * len(pairs), 4), squeeze=False, sharey=True)
    for axis, pair in zip(axes[0], pairs):
        own = [row for row in rows if row["pair"] == pair]
        for row in own:
            # Losses at other sizes are other numbers; only those at full size are comparable.
            full = [point for point in row["points"] if point["fraction"] == 1]
            axis.plot([p["fullSizeSteps"] for p in full], [p["total"] for p in full], label=row["strategy"], lw=1)
        axis.axhline(own[0]["total"], color="black", lw=0.6, ls=":")
        axis.set_title(pair, fontsize=9)
        axis.set_yscale("log")
        axis.set_xlabel("full-size steps")
    axes[0][0].set_ylabel("total loss")
    axes[0][-1].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(file, dpi=120)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pair", nargs=2, action="append", metavar=("CONTENT", "STYLE"), help="default: three samples")
    parser.add_argument("--size", default="225x150", help="WIDTHxHEIGHT")
    parser.add_argument("--only", help="parts of names of strategies, with commas")
    parser.add_argument("--out", default=str(ROOT / "benchmarks/results/search"), help="without ending")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    weights = recipe.read_weights(WEIGHTS)
    pairs = arguments.pair or [[str(ROOT / "samples" / file) for file in pair] for pair in SAMPLES]
    rows = []
    pathlib.Path(arguments.out).parent.mkdir(parents=True, exist_ok=True)
    for pair in pairs:
        rows += compare(pair, arguments, weights)
        with open(arguments.out + ".csv", "w", newline="") as stream:
            writer = csv.DictWriter(stream, [key for key in rows[0] if key != "points"], extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        pathlib.Path(arguments.out + ".json").write_text(json.dumps({"size": arguments.size, "runs": rows}) + "\n")
        plot(rows, arguments.out + ".png")


main()
