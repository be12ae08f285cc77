"""Writes golden values of the histogram loss, computed by PyTorch on its own terms.

    pip install torch==2.7.1 numpy pillow
    python histogram_golden.py WEIGHTS DIRECTORY

reads content.png and style.png of DIRECTORY and writes histogram.json there: the loss by layer, and the norm of the
gradient in each column, at the mean of both pictures. The remap is made explicitly, by ranks and numpy.interp, and
detached.
"""
import json
import sys

import numpy
import torch

from d2l_golden import load_weights
from recipes_golden import MEAN, STD, features
from regions_golden import LAYERS, picture

QUANTILES = 256


def centres(count):
    return (numpy.arange(count) + 0.5) / count


def remapped(values, style):
    quantiles = numpy.interp(centres(QUANTILES), centres(style.size), numpy.sort(style))
    found = numpy.empty(values.size)
    found[numpy.argsort(values, kind="stable")] = numpy.interp(centres(values.size), centres(QUANTILES), quantiles)
    return found


def main(weights_path, directory):
    torch.set_num_threads(1)
    weights = load_weights(weights_path)
    content, style = picture(f"{directory}/content.png"), picture(f"{directory}/style.png")
    height, width = content.shape[2:]
    x = ((content + style[..., :height, :width]) / 2).requires_grad_()
    taps = features(weights, (x - MEAN) / STD)
    with torch.no_grad():
        goals = features(weights, (style - MEAN) / STD)
    values = {}
    for layer in LAYERS:
        f = taps[layer][0].flatten(1).double()
        rows = zip(f.detach().numpy(), goals[layer][0].flatten(1).double().numpy())
        r = torch.from_numpy(numpy.stack([remapped(*row) for row in rows]))
        values["style:" + layer] = (f - r).square().mean()
    sum(values.values()).backward()
    with open(f"{directory}/histogram.json", "w") as file:
        json.dump({"torch": torch.__version__, "quantiles": QUANTILES, "height": height, "width": width,
                   "losses": {name: value.item() for name, value in values.items()},
                   "gradient": x.grad.double().square().sum((0, 1, 2)).sqrt().tolist()}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
