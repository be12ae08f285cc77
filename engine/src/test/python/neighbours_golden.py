"""Writes golden values of the loss of neighbours, computed by PyTorch on its own terms.

    pip install torch==2.15.0 numpy pillow
    python neighbours_golden.py WEIGHTS DIRECTORY

reads content.png and style.png of DIRECTORY and writes neighbours.json there: the loss by layer, and the norm of the gradient
in each column, at the mean of both pictures. Case "whole" has one style, which is style.png; case "mixture" has three parts of
style.png and one of content.png; case "regions" has style.png where the mask falls from 1 to 0 in each row, and content.png
in the right half. Cosines are computed one position after the other, in 64-bit floats, and the gradient is autograd's.
"""
import json
import math
import sys

import torch
from torch.nn import functional

from d2l_golden import load_weights
from recipes_golden import MEAN, STD, features
from regions_golden import scene

SAMPLES = 200
LAYERS = ["relu1_1", "relu2_1", "relu3_1"]
GOLDEN_RATIO = (1 + math.sqrt(5)) / 2


def rows(maps):
    return maps[0].flatten(1).T.double()


def samples(maps):
    found = rows(maps)
    chosen = [found[int(math.modf(i * GOLDEN_RATIO)[0] * len(found))] for i in range(SAMPLES)]
    return torch.stack(chosen), found.mean(0)


def distance(f, m, style):
    chosen, mean = style
    style = chosen - mean
    style = style / (style.square().sum(1, keepdim=True) + 1e-6).sqrt()
    mean = (f * m[:, None]).sum(0) / m.sum()
    total = 0
    for position, counts in zip(f, m):
        own = position - mean
        cosines = style @ (own / (own.square().sum() + 1e-6).sqrt())
        total = total + counts * (1 - cosines.max())
    return total / m.sum()


def case(weights, content, style, loss):
    x = ((content + style) / 2).requires_grad_()
    taps = features(weights, (x - MEAN) / STD)
    with torch.no_grad():
        of_style, of_content = (features(weights, (each - MEAN) / STD) for each in (style, content))
    values = {"style:" + layer: loss(i, rows(taps[layer]), samples(of_style[layer]), samples(of_content[layer]))
              for i, layer in enumerate(LAYERS)}
    sum(values.values()).backward()
    return {"losses": {name: value.item() for name, value in values.items()},
            "gradient": x.grad.double().square().sum((0, 1, 2)).sqrt().tolist()}


def main(weights_path, directory):
    torch.set_num_threads(1)
    weights = load_weights(weights_path)
    content, style, masks = scene(directory)
    height, width = content.shape[2:]

    def whole(i, f, first, second):
        return distance(f, torch.ones(len(f)).double(), first)

    def mixture(i, f, first, second):
        of_first = SAMPLES * 3 // 4
        both = torch.cat([first[0][:of_first], second[0][: SAMPLES - of_first]]), (3 * first[1] + second[1]) / 4
        return distance(f, torch.ones(len(f)).double(), both)

    def regions(i, f, first, second):
        return sum(mask.mean().item() * distance(f, functional.avg_pool2d(mask, 2 ** i).flatten().double(), chosen)
                   for mask, chosen in zip(masks, (first, second)))

    with open(f"{directory}/neighbours.json", "w") as file:
        json.dump({"torch": torch.__version__, "samples": SAMPLES, "height": height, "width": width,
                   "cases": {loss.__name__: case(weights, content, style, loss) for loss in (whole, mixture, regions)}},
                  file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
