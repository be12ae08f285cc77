"""The textbook's recipe (Dive into Deep Learning 14.12) in plain PyTorch, as its users run it, and in its best known form.

Independent of the Java engine, which it is compared with: only the file of weights is shared.
"""
import json
import struct

import numpy
import torch
from PIL import Image
from torch.nn import functional

CONVOLUTIONS = [0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28]
POOLED_BEFORE = {2, 4, 8, 12}
STYLE_TAPS = [0, 2, 4, 8, 12]
CONTENT_TAP = 11
CONTENT_WEIGHT, STYLE_WEIGHT, TV_WEIGHT = 1.0, 1e4, 10.0
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)


def read_weights(file):
    """Kernels and biases of conv1_1 to conv5_1 from a safetensors file, as 32-bit floats."""
    with open(file, "rb") as stream:
        data = stream.read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])

    def tensor(name):
        entry = header[name]
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(data[8 + length + begin : 8 + length + end], dtype=numpy.float16)
        return torch.from_numpy(values.reshape(entry["shape"]).astype(numpy.float32))

    return [(tensor(f"features.{i}.weight"), tensor(f"features.{i}.bias")) for i in CONVOLUTIONS]


def read_picture(file, width, height):
    """(1, 3, H, W), normalized."""
    image = Image.open(file).convert("RGB").resize((width, height), Image.BILINEAR)
    return (torch.from_numpy(numpy.array(image)).permute(2, 0, 1)[None].float() / 255 - MEAN) / DEVIATION


class Vgg19(torch.nn.Module):
    """conv1_1 to conv5_1 with in-place ReLUs behind all but the last, as in the textbook's network."""

    def __init__(self, weights, trainable):
        super().__init__()
        self.convolutions = torch.nn.ModuleList()
        for kernel, bias in weights:
            convolution = torch.nn.Conv2d(kernel.shape[1], kernel.shape[0], 3, padding=1)
            convolution.weight.data, convolution.bias.data = kernel.clone(), bias.clone()
            self.convolutions.append(convolution)
        self.requires_grad_(trainable)

    def forward(self, x):
        maps = []
        for k, convolution in enumerate(self.convolutions):
            if k in POOLED_BEFORE:
                x = functional.max_pool2d(x, 2)
            x = convolution(x)
            if k < len(self.convolutions) - 1:
                x = functional.relu(x, inplace=True)
            maps.append(x)
        return maps


def gram(maps):
    channels = maps.shape[1]
    rows = maps.permute(0, 2, 3, 1).reshape(-1, channels)
    return (rows.T @ rows).float() / maps.numel()


def gram_of_the_textbook(maps):
    channels = maps.shape[1]
    flat = maps.reshape(channels, -1)
    return flat @ flat.T / maps.numel()


def losses(x, maps, content, styles, gram_matrix):
    """Weighted: content, the five of style, total variation."""
    terms = [((maps[CONTENT_TAP].float() - content) ** 2).mean() * CONTENT_WEIGHT]
    terms += [((gram_matrix(maps[k]) - style) ** 2).mean() * STYLE_WEIGHT for k, style in zip(STYLE_TAPS, styles)]
    vertical = (x[:, :, 1:] - x[:, :, :-1]).abs().mean()
    horizontal = (x[:, :, :, 1:] - x[:, :, :, :-1]).abs().mean()
    return terms + [0.5 * (vertical + horizontal) * TV_WEIGHT]


class Transfer:
    """One run of the recipe; each call of step is one step of Adam.

    Variants: "textbook" leaves gradients of the weights on, as the book's code does; "eager" freezes them; "best" is
    frozen, bfloat16, channels last, Gram matrices in bfloat16: what a user of PyTorch can get by settings.
    """

    def __init__(self, variant, weights, content, style, steps=500):
        best = variant == "best"
        self.type = torch.bfloat16 if best else torch.float32
        self.layout = torch.channels_last if variant in ("best", "eager-channels-last") else torch.contiguous_format
        self.gram = gram_of_the_textbook if variant in ("textbook", "eager") else gram
        self.net = Vgg19(weights, trainable=variant == "textbook").to(dtype=self.type, memory_format=self.layout)
        with torch.no_grad():
            self.content = self.maps(content)[CONTENT_TAP].float().clone()
            self.styles = [self.gram(m) for k, m in enumerate(self.maps(style)) if k in STYLE_TAPS]
        self.picture = torch.nn.Parameter(content.clone())
        self.optimizer = torch.optim.Adam([self.picture], lr=0.3)
        self.schedule = torch.optim.lr_scheduler.StepLR(self.optimizer, max(1, steps // 10), 0.8)

    def maps(self, x):
        return self.net(x.to(dtype=self.type, memory_format=self.layout))

    def step(self):
        self.optimizer.zero_grad()
        terms = losses(self.picture, self.maps(self.picture), self.content, self.styles, self.gram)
        sum(terms).backward()
        self.optimizer.step()
        self.schedule.step()
        return [term.item() for term in terms]

    def image(self):
        with torch.no_grad():
            unit = (self.picture * DEVIATION + MEAN).clamp(0, 1)
        return Image.fromarray((unit[0].permute(1, 2, 0).numpy() * 255).astype(numpy.uint8))
