"""A default picture, 512 pixels: processor time of this program against style-transfer-pytorch at its own defaults.

The other program takes 1000 steps at 128 pixels and 500 at each of 181, 256, 362 and 512. Here its step is written in
PyTorch after its publications: VGG-19, content at relu4_2, Wasserstein distances of five layers with roots of covariance matrices by
12 products and their gradients by 12 steps of the Lyapunov iteration, nine-point total variation, Adam, a running mean. A few
steps are measured at each size and multiplied. Weights are random: they do not change the time. This program paints the whole
picture by its command line, with its start. Both on one thread, taking turns.

Writes NAME.json and NAME.md.
"""
import argparse
import statistics
import time

import torch
from torch.nn import functional

import report
from report import ROOT

CHANNELS = (64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512)
POOLED_BEFORE = (2, 4, 8, 12)
STYLE_LAYERS = {0: 256 / 341, 2: 64 / 341, 4: 16 / 341, 8: 4 / 341, 12: 1 / 341}
CONTENT_LAYER = 9
CONTENT_WEIGHT, TV_WEIGHT, EPSILON, DECAY, RATE, ROUNDS = 0.015, 2.0, 1e-4, 0.99, 0.02, 12
STEPS = {128: 1000, 181: 500, 256: 500, 362: 500, 512: 500}


class Root(torch.autograd.Function):
    """The root of a symmetric matrix."""

    @staticmethod
    def forward(context, matrix):
        norm = matrix.norm()
        identity = torch.eye(len(matrix))
        y, z = matrix / norm, identity
        for _ in range(ROUNDS):
            t = 1.5 * identity - 0.5 * z @ y
            y, z = y @ t, t @ z
        root = y * norm.sqrt()
        context.save_for_backward(root)
        return root

    @staticmethod
    def backward(context, gradient):
        (root,) = context.saved_tensors
        norm = root.norm()
        identity = torch.eye(len(root))
        a, q = root / norm, gradient / norm
        for _ in range(ROUNDS):
            t = 1.5 * identity - 0.5 * a @ a
            q = 0.5 * (q @ (3 * identity - a @ a) - a.T @ (a.T @ q - q @ a))
            a = a @ t
        return q / 2


def moments(features):
    flat = features.flatten(1)
    mean = flat.mean(1)
    return mean, flat @ flat.T / flat.shape[1] - torch.outer(mean, mean) + EPSILON * torch.eye(len(mean))


class Network:
    def __init__(self):
        sizes = (3, *CHANNELS)
        self.kernels = [torch.randn(o, i, 3, 3) * (2 / (9 * i)) ** 0.5 for i, o in zip(sizes, sizes[1:])]

    def features(self, x):
        x = functional.pad(x, (1, 1, 1, 1), "replicate")
        found = []
        for i, kernel in enumerate(self.kernels):
            if i in POOLED_BEFORE:
                x = functional.max_pool2d(x, 2)
            x = functional.relu(functional.conv2d(x, kernel, padding=0 if i == 0 else 1))
            found.append(x[0])
        return found


def variation(x):
    p = functional.pad(x, (1, 1, 1, 1), "replicate")
    pairs = [(p[..., 1:], p[..., :-1], 3), (p[..., 1:, :], p[..., :-1, :], 3)]
    pairs += [(p[..., 1:, 1:], p[..., :-1, :-1], 12), (p[..., 1:, :-1], p[..., :-1, 1:], 12)]
    return 2 * sum((a - b).square().mean() / divisor for a, b, divisor in pairs)


def seconds_per_step(network, size, measured):
    content, style = torch.rand(1, 3, size * 2 // 3, size), torch.rand(1, 3, size, size)
    with torch.no_grad():
        wanted = network.features(content)[CONTENT_LAYER]
        targets = {}
        features = network.features(style)
        for layer in STYLE_LAYERS:
            mean, covariance = moments(features[layer])
            targets[layer] = mean, covariance, Root.apply(covariance)
    image = content.clone().requires_grad_(True)
    average = content.clone()
    optimizer = torch.optim.Adam([image], lr=RATE, betas=(0.9, 0.99))

    def step():
        features = network.features(image)
        loss = CONTENT_WEIGHT * (features[CONTENT_LAYER] - wanted).square().mean() + TV_WEIGHT * variation(image)
        for layer, weight in STYLE_LAYERS.items():
            mean0, covariance0, root0 = targets[layer]
            mean, covariance = moments(features[layer])
            middle = Root.apply(root0 @ covariance @ root0)
            loss = loss + weight * (
                (mean - mean0).square().mean() + torch.diagonal(covariance0 + covariance - 2 * middle).mean()
            )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            image.clamp_(0, 1)
            average.mul_(DECAY).add_(image, alpha=1 - DECAY)

    step()
    began = time.process_time()
    for _ in range(measured):
        step()
    return (time.process_time() - began) / measured


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=2, help="measured at each size in each round")
    parser.add_argument("--content", default=ROOT / "samples/photographs/chelsea.jpg")
    parser.add_argument("--style", default=ROOT / "samples/paintings/night-over-the-bay.jpg")
    parser.add_argument("--preset", default="balanced")
    parser.add_argument("--out", default=ROOT / "benchmarks/results/default")
    parser.add_argument("--class-path", help=argparse.SUPPRESS)
    parser.add_argument("--launcher-environment", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = Network()
    steps = {size: [] for size in STEPS}
    ours = []
    for _ in range(arguments.rounds):
        for size in STEPS:
            steps[size].append(seconds_per_step(network, size, arguments.steps))
        ours.append(report.painted(arguments.content, arguments.style, "--preset", arguments.preset).seconds)
        print(f"{[f'{steps[size][-1]:.2f}' for size in STEPS]} s a step, {ours[-1]:.1f} s a picture", flush=True)
    totals = [sum(STEPS[size] * steps[size][i] for size in STEPS) for i in range(arguments.rounds)]
    ratios = [total / own for total, own in zip(totals, ours)]
    table = "| | least | median | most |\n| --- | ---: | ---: | ---: |\n"
    for size in STEPS:
        table += report.row(f"PyTorch, a step at {size} pixels, s", steps[size], "{:.2f}")
    table += report.row("PyTorch, the whole course of 3000 steps, s", totals, "{:.0f}")
    table += report.row(f"`{arguments.preset}` by the command line, s", ours, "{:.1f}")
    table += report.row("ratio of the same round", ratios, "{:.0f}")
    results = dict(report.head(), preset=arguments.preset, steps=steps, totals=totals, ours=ours, ratios=ratios)
    report.write(str(arguments.out), results, f"{report.line(results)}\n\n{table}")


if __name__ == "__main__":
    main()
