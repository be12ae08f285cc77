"""Writes the golden values of the textbook's recipe: Dive into Deep Learning 1.0, section 14.12, PyTorch.

An implementation of its own that shares nothing with the Java code but the weights file:

    pip install torch==2.7.1 numpy pillow scikit-image
    python d2l_golden.py WEIGHTS OUTPUT_DIRECTORY

writes content.png and style.png (two pictures from scikit-image: coffee, CC0, by Rachel Michetti; chelsea, CC0, by
Stefan van der Walt), d2l.json (weighted losses of the first steps, before each update), and for the steps 1, 3 and 5
d2l-pictures.f32 (the pictures before the update) and d2l-gradients.f32 (the gradients of the total there), each
3 x 3 x height x width, float32, little endian.
"""
import json
import platform
import struct
import sys

import numpy
import torch
from PIL import Image
from skimage import data
from torch.nn import functional

STEPS = 5
STORED_STEPS = [1, 3, 5]
WIDTH, HEIGHT = 64, 48
STYLE_WIDTH, STYLE_HEIGHT = 80, 56
# torchvision's numbers of the convolutions, and which of them follow a pooling
CONVOLUTIONS = [0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28]
AFTER_POOLING = {5, 10, 19, 28}
CONTENT = 25
STYLE = [0, 5, 10, 19, 28]
NAMES = {0: "relu1_1", 5: "relu2_1", 10: "relu3_1", 19: "relu4_1", 25: "relu4_4", 28: "conv5_1"}


def load_weights(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        body = file.read()
    weights = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            half = numpy.frombuffer(body[begin:end], dtype="<f2").reshape(entry["shape"])
            weights[name] = torch.from_numpy(half.astype(numpy.float32))
    return weights


def preprocess(image):
    pixels = torch.from_numpy(numpy.array(image)).permute(2, 0, 1).to(torch.float32).div(255)
    mean = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
    std = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
    return ((pixels - mean) / std).unsqueeze(0)


def features(weights, x):
    """What the textbook's code compares: its ReLU works in place, so all taps but the last layer are rectified."""
    taps = {}
    for i in CONVOLUTIONS:
        if i in AFTER_POOLING:
            x = functional.max_pool2d(x, 2, 2)
        x = functional.conv2d(x, weights[f"features.{i}.weight"], weights[f"features.{i}.bias"], padding=1)
        if i != CONVOLUTIONS[-1]:
            x = functional.relu(x)
        if i in NAMES:
            taps[i] = x
    return taps


def gram(x):
    channels, n = x.shape[1], x.numel() // x.shape[1]
    x = x.reshape(channels, n)
    return torch.matmul(x, x.T) / (channels * n)


def total_variation(y):
    return 0.5 * ((y[:, :, 1:, :] - y[:, :, :-1, :]).abs().mean() + (y[:, :, :, 1:] - y[:, :, :, :-1]).abs().mean())


def run(weights, content, style, steps):
    with torch.no_grad():
        content_target = features(weights, content)[CONTENT]
        style_targets = {i: gram(map) for i, map in features(weights, style).items() if i in STYLE}
    x = torch.nn.Parameter(content.clone())
    optimizer = torch.optim.Adam([x], lr=0.3, foreach=False)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 50, 0.8)
    for _ in range(steps):
        optimizer.zero_grad()
        taps = features(weights, x)
        losses = {"content:relu4_4": torch.square(taps[CONTENT] - content_target).mean() * 1}
        for i in STYLE:
            losses["style:" + NAMES[i]] = torch.square(gram(taps[i]) - style_targets[i]).mean() * 1e4
        losses["tv"] = total_variation(x) * 10
        sum(losses.values()).backward()
        gradient = x.grad.detach().clone()
        picture = x.detach().clone()
        rate = optimizer.param_groups[0]["lr"]
        optimizer.step()
        scheduler.step()
        yield {name: loss.item() for name, loss in losses.items()}, rate, picture, gradient


def main(weights_path, directory):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    weights = load_weights(weights_path)
    content = Image.fromarray(data.coffee()).resize((WIDTH, HEIGHT), Image.BILINEAR)
    style = Image.fromarray(data.chelsea()).resize((STYLE_WIDTH, STYLE_HEIGHT), Image.BILINEAR)
    content.save(f"{directory}/content.png")
    style.save(f"{directory}/style.png")
    golden, pictures, gradients = [], [], []
    for losses, rate, picture, gradient in run(weights, preprocess(content), preprocess(style), STEPS):
        golden.append({"learningRate": rate, "losses": losses})
        if len(golden) in STORED_STEPS:
            pictures.append(picture.numpy().astype("<f4"))
            gradients.append(gradient.numpy().astype("<f4"))
    with open(f"{directory}/d2l.json", "w") as file:
        versions = {"python": platform.python_version(), "torch": torch.__version__, "numpy": numpy.__version__}
        json.dump({"versions": versions, "steps": golden}, file, indent=1)
        file.write("\n")
    numpy.stack(pictures).tofile(f"{directory}/d2l-pictures.f32")
    numpy.stack(gradients).tofile(f"{directory}/d2l-gradients.f32")


if __name__ == "__main__":
    main(*sys.argv[1:])
