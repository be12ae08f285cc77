"""Writes golden values of recipes other than the textbook's, computed by PyTorch on its own terms.

    pip install torch==2.7.1 numpy pillow
    python recipes_golden.py WEIGHTS DIRECTORY

reads content.png and style.png of DIRECTORY, which d2l_golden.py made, and writes recipes.json there: for each case the
weighted losses of the first five steps before each update; and recipes-gradients.f32: for each case the gradient at the
first step, 3 x height x width, float32, little endian. Shares nothing with the Java code but the weights file: roots of
matrices are made by products and their gradients by the Lyapunov iteration in full, the optimizers are PyTorch's.
"""
import json
import platform
import sys

import numpy
import torch
from PIL import Image
from torch.nn import functional

from d2l_golden import AFTER_POOLING, CONVOLUTIONS, load_weights

STEPS = 5
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
LAYERS = {0: "1_1", 2: "1_2", 5: "2_1", 7: "2_2", 10: "3_1", 12: "3_2", 14: "3_3", 16: "3_4", 19: "4_1", 21: "4_2",
          23: "4_3", 25: "4_4", 28: "5_1"}
STYLE_LAYERS = ["relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"]


def pool(x, kind, scale):
    if kind == "max":
        x = functional.max_pool2d(x, 2)
    elif kind == "average":
        x = functional.avg_pool2d(x, 2)
    else:
        x = functional.lp_pool2d(x, 2, 2)
    return x * scale


def convolve(x, kernel, bias, padding, first):
    if padding in ("reflect", "replicate"):
        return functional.conv2d(functional.pad(x, (1, 1, 1, 1), padding), kernel, bias)
    if padding == "replicate-picture" and first:
        return functional.conv2d(functional.pad(x, (1, 1, 1, 1), "replicate"), kernel, bias)
    return functional.conv2d(x, kernel, bias, padding=1)


def features(weights, x, padding="zero", pooling="max", pooling_scale=1.0):
    taps = {}
    for i in CONVOLUTIONS:
        if i in AFTER_POOLING:
            x = pool(x, pooling, pooling_scale)
        x = convolve(x, weights[f"features.{i}.weight"], weights[f"features.{i}.bias"], padding, i == 0)
        taps["conv" + LAYERS[i]] = x
        x = functional.relu(x)
        taps["relu" + LAYERS[i]] = x
    return taps


class Root(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        norm = a.pow(2).sum().sqrt()
        identity = torch.eye(a.shape[0])
        y, z = a / norm, identity
        for _ in range(12):
            t = (3 * identity - z @ y) / 2
            y, z = y @ t, t @ z
        root = y * norm.sqrt()
        ctx.save_for_backward(root)
        return root

    @staticmethod
    def backward(ctx, gradient):
        (root,) = ctx.saved_tensors
        norm = root.pow(2).sum().sqrt()
        identity = torch.eye(root.shape[0])
        a, q = root / norm, gradient / norm
        for i in range(12):
            e = 3 * identity - a @ a
            q = (q @ e - a.T @ (a.T @ q - q @ a)) / 2
            if i < 11:
                a = a @ e / 2
        return q / 2


def covariance(x):
    n = x.shape[2] * x.shape[3]
    flat = x.reshape(x.shape[1], n)
    mean = flat.mean(1)
    return mean, flat @ flat.T / n - torch.outer(mean, mean) + torch.eye(x.shape[1]) * 1e-4


def wasserstein(x, target):
    mean, cov = covariance(x)
    mean0, cov0, root0 = target
    middle = Root.apply(root0 @ cov @ root0)
    return (mean - mean0).pow(2).mean() + torch.diagonal(cov0 + cov - 2 * middle).mean()


def gram(x, kind):
    flat = x.reshape(x.shape[1], -1)
    return flat @ flat.T / {"chw": flat.numel(), "n": flat.shape[1], "raw": 1}[kind]


def variation(x, kind):
    if kind == "nine-point":
        p = functional.pad(x, (1, 1, 1, 1), "replicate")
        dx = p[..., 1:-1, 1:] - p[..., 1:-1, :-1]
        dy = p[..., 1:, 1:-1] - p[..., :-1, 1:-1]
        dx, dy = dx[..., 1:], dy[..., 1:, :]
        d1 = p[..., 1:, 1:] - p[..., :-1, :-1]
        d2 = p[..., 1:, :-1] - p[..., :-1, 1:]
        return 2 * (dx.pow(2).mean() / 3 + dy.pow(2).mean() / 3 + d1.pow(2).mean() / 12 + d2.pow(2).mean() / 12)
    if kind == "l2-replicate":
        p = functional.pad(x, (0, 1, 0, 1), "replicate")
        return ((p[..., :-1, 1:] - p[..., :-1, :-1]) ** 2 + (p[..., 1:, :-1] - p[..., :-1, :-1]) ** 2).mean()
    down, right = x[..., 1:, :] - x[..., :-1, :], x[..., 1:] - x[..., :-1]
    if kind == "l2-mean":
        return down.pow(2).mean() + right.pow(2).mean()
    if kind == "l2-sum":
        return (down[..., :-1].pow(2).sum() + right[..., :-1, :].pow(2).sum()) / 2
    return (down.abs().mean() + right.abs().mean()) / 2


def adam(x):
    return torch.optim.Adam([x], lr=0.02, betas=(0.9, 0.99), foreach=False)


def lbfgs(x):
    return torch.optim.LBFGS([x], lr=1, max_iter=1, history_size=10, tolerance_grad=-1, tolerance_change=-1)


def error(difference, kind):
    if kind == "scaled":
        return difference.pow(2).sum() / difference.abs().sum().add(1e-8)
    return difference.pow(2).mean()


WEIGHTS_W2 = [w / 341 for w in (256, 64, 16, 4, 1)]
CASES = {
    "wasserstein": dict(style="wasserstein", style_weight=1, layers=WEIGHTS_W2, content=0.06, tv=("nine-point", 2),
                        optimizer=adam, clamp=True, ema=0.99, network=dict(padding="replicate-picture"),
                        scales=[(48, 3), (64, 2)]),
    "lbfgs": dict(style="chw", style_weight=1e4, layers=[1] * 5, content=1, tv=("l2-mean", 1), optimizer=lbfgs),
    "average-pooling": dict(style="n", style_weight=0.1, layers=[1] * 5, content=1, tv=("l2-sum", 0.01), optimizer=adam,
                            network=dict(pooling="average", pooling_scale=2.0, padding="reflect")),
    "l2-pooling": dict(style="chw", style_weight=1e4, layers=[1] * 5, content=1, tv=("l1-mean", 1), optimizer=adam,
                       network=dict(pooling="l2", pooling_scale=0.78, padding="replicate")),
    "scaled-errors": dict(style="n", style_weight=1, layers=WEIGHTS_W2, content=0.015, tv=("l2-replicate", 2),
                          error="scaled", optimizer=adam, clamp=True, ema=0.99,
                          network=dict(padding="replicate-picture")),
}


def tensor(image):
    return torch.from_numpy(numpy.array(image)).permute(2, 0, 1)[None].to(torch.float32).div(255).contiguous()


def resized(image, side):
    w, h = image.size
    short = int(min(w, h) * side / max(w, h) + 0.5)
    return image.resize((side, short) if w >= h else (short, side), Image.BICUBIC)


def losses(case, weights, x, content, styles):
    taps = features(weights, (x - MEAN) / STD, **case.get("network", {}))
    found = {"content:relu4_2": error(taps["relu4_2"] - content, case.get("error")) * case["content"]}
    for layer, weight, target in zip(STYLE_LAYERS, case["layers"], styles):
        if case["style"] == "wasserstein":
            loss = wasserstein(taps[layer], target)
        else:
            loss = error(gram(taps[layer], case["style"]) - target, case.get("error"))
        found["style:" + layer] = loss * case["style_weight"] * weight
    kind, weight = case["tv"]
    found["tv"] = variation(x, kind) * weight
    return found


def targets(case, weights, content, style):
    with torch.no_grad():
        network = case.get("network", {})
        of_content = features(weights, (content - MEAN) / STD, **network)["relu4_2"]
        of_style = features(weights, (style - MEAN) / STD, **network)
        styles = []
        for layer in STYLE_LAYERS:
            if case["style"] == "wasserstein":
                mean, cov = covariance(of_style[layer])
                styles.append((mean, cov, Root.apply(cov)))
            else:
                styles.append(gram(of_style[layer], case["style"]))
        return of_content, styles


def run(case, weights, content_image, style_image):
    x, optimizer = None, None
    for side, steps in case.get("scales", [(max(content_image.size), STEPS)]):
        content, style = tensor(resized(content_image, side)), tensor(resized(style_image, side))
        of_content, styles = targets(case, weights, content, style)
        if x is None:
            x = torch.nn.Parameter(content.clone())
            optimizer = case["optimizer"](x)
        else:
            size = content.shape[2:]
            finer = functional.interpolate(average.clamp(0, 1), size=size, mode="bicubic").clamp(0, 1)
            old = optimizer.state[x]
            x = torch.nn.Parameter(finer)
            optimizer = case["optimizer"](x)
            optimizer.state[x] = dict(
                step=old["step"],
                exp_avg=functional.interpolate(old["exp_avg"], size=size, mode="bicubic"),
                exp_avg_sq=functional.interpolate(old["exp_avg_sq"], size=size, mode="bilinear").relu())
        ema, accumulated = 0.01 * x.detach(), 0.99
        average = x.detach().clone()
        for _ in range(steps):
            seen = {}

            def closure():
                optimizer.zero_grad()
                seen.update(losses(case, weights, x, of_content, styles))
                sum(seen.values()).backward()
                return sum(seen.values())

            before = x.detach().clone()
            optimizer.step(closure)
            gradient = x.grad.detach().clone()
            if case.get("clamp"):
                x.data.clamp_(0, 1)
            if case.get("ema"):
                ema, accumulated = 0.99 * ema + 0.01 * x.detach(), accumulated * 0.99
                average = ema / (1 - accumulated)
            else:
                average = x.detach()
            yield {name: loss.item() for name, loss in seen.items()}, before, gradient, average


def main(weights_path, directory):
    torch.set_num_threads(1)
    weights = load_weights(weights_path)
    content, style = Image.open(f"{directory}/content.png"), Image.open(f"{directory}/style.png")
    cases, gradients = {}, []
    for name, case in CASES.items():
        steps = list(run(case, weights, content, style))
        gradients.append(steps[0][2].numpy().astype("<f4").ravel())
        cases[name] = {"losses": [step[0] for step in steps],
                       "meanOfPastiche": steps[-1][3].mean().item(), "deviationOfPastiche": steps[-1][3].std().item()}
    versions = {"python": platform.python_version(), "torch": torch.__version__, "numpy": numpy.__version__}
    with open(f"{directory}/recipes.json", "w") as file:
        json.dump({"versions": versions, "cases": cases}, file, indent=1)
        file.write("\n")
    numpy.concatenate(gradients).tofile(f"{directory}/recipes-gradients.f32")


if __name__ == "__main__":
    main(*sys.argv[1:])
