"""Writes golden values of style losses with a style for each of two soft regions, computed by PyTorch on its own terms.

    pip install torch==2.7.1 numpy pillow
    python regions_golden.py WEIGHTS DIRECTORY

reads content.png and style.png of DIRECTORY and writes regions.json there: for each style loss its values by layer, and
the norm of the gradient in each column, at the mean of both pictures. The left style is style.png, the right one
content.png; the left mask falls from 1 to 0 in each row, the right one is a white right half.
"""
import json
import sys

import numpy
import torch
from PIL import Image
from torch.nn import functional

from d2l_golden import load_weights
from recipes_golden import MEAN, STD, features

LAYERS = ["relu1_1", "relu2_1", "relu3_1"]


def picture(path):
    image = numpy.array(Image.open(path).convert("RGB"))
    return torch.from_numpy(image).permute(2, 0, 1)[None].to(torch.float32).div(255)


def scene(directory):
    """Both pictures in the content image's size, and the masks of both regions."""
    content, style = picture(f"{directory}/content.png"), picture(f"{directory}/style.png")
    style = style[..., : content.shape[2], : content.shape[3]]
    height, width = content.shape[2:]
    columns = torch.arange(width, dtype=torch.float32).expand(1, 1, height, width)
    masks = [1 - columns / (width - 1), (columns >= width // 2).float()]
    return content, style, masks


def described(kind, maps, mask):
    f, m = maps[0].flatten(1).double(), mask.flatten().double()
    mean = (f * m).sum(1) / m.sum()
    if kind == "gram":
        return torch.einsum("p,ip,jp->ij", m, f, f) / (m.sum() * f.shape[0])
    centred = f - mean[:, None]
    return torch.stack([mean, ((centred.square() * m).sum(1) / m.sum() + 1e-5).sqrt()])


def distance(kind, a, b):
    return (a - b).square().mean() if kind == "gram" else (a - b).square().sum() / a.shape[1]


def main(weights_path, directory):
    torch.set_num_threads(1)
    weights = load_weights(weights_path)
    content, style, masks = scene(directory)
    height, width = content.shape[2:]
    found = {}
    for kind in ("gram", "moments"):
        x = ((content + style) / 2).requires_grad_()
        taps = features(weights, (x - MEAN) / STD)
        values = {}
        for i, layer in enumerate(LAYERS):
            loss = 0
            for mask, target in zip(masks, (style, content)):
                with torch.no_grad():
                    maps = features(weights, (target - MEAN) / STD)[layer]
                    goal = described(kind, maps, torch.ones(maps.shape[2:]))
                at_layer = functional.avg_pool2d(mask, 2 ** i)
                loss = loss + mask.mean().item() * distance(kind, described(kind, taps[layer], at_layer), goal)
            values["style:" + layer] = loss
        sum(values.values()).backward()
        found[kind] = {"losses": {name: value.item() for name, value in values.items()},
                       "gradient": x.grad.double().square().sum((0, 1, 2)).sqrt().tolist()}
    with open(f"{directory}/regions.json", "w") as file:
        json.dump({"torch": torch.__version__, "height": height, "width": width, "cases": found}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
