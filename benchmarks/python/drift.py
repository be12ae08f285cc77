"""How far correct programs drift apart: the textbook's recipe from one start, computed in ways that differ by rounding only.

Prints the relative differences of content, style and total variation to the first run, and the PSNR of the results.
"""
import argparse
import math

import torch

import recipe
from likeness import ROOT, WEIGHTS

MARKS = [1, 2, 11, 51]


def run(content, style, steps, dtype=torch.float32, noise=0.0, mkldnn=True):
    """Losses (content, style, tv) of each step, and the last picture."""
    weights = [(kernel.to(dtype), bias.to(dtype)) for kernel, bias in recipe.read_weights(WEIGHTS)]
    generator = torch.Generator().manual_seed(1)
    start = (content + noise * torch.randn(content.shape, generator=generator)).to(dtype)
    with torch.backends.mkldnn.flags(enabled=mkldnn):
        transfer = recipe.Transfer("eager", weights, content.to(dtype), style.to(dtype), steps)
        transfer.net.to(dtype)
        transfer.type = dtype
        with torch.no_grad():
            transfer.content = transfer.maps(content.to(dtype))[recipe.CONTENT_TAP].clone()
            maps = transfer.maps(style.to(dtype))
            transfer.styles = [transfer.gram(maps[k]) for k in recipe.STYLE_TAPS]
        transfer.picture = torch.nn.Parameter(start.clone())
        transfer.optimizer = torch.optim.Adam([transfer.picture], lr=0.3)
        transfer.schedule = torch.optim.lr_scheduler.StepLR(transfer.optimizer, max(1, steps // 10), 0.8)
        terms = [transfer.step() for _ in range(steps)]
    unit = (transfer.picture.detach().float() * recipe.DEVIATION + recipe.MEAN).clamp(0, 1)
    return [(t[0], sum(t[1:6]), t[6]) for t in terms], unit


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", default=str(ROOT / "samples/photographs/chelsea.jpg"))
    parser.add_argument("--style", default=str(ROOT / "samples/paintings/night-over-the-bay.jpg"))
    parser.add_argument("--width", type=int, default=96)
    parser.add_argument("--height", type=int, default=64)
    parser.add_argument("--steps", type=int, default=500)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    size = arguments.width, arguments.height
    pictures = [recipe.read_picture(file, *size) for file in (arguments.content, arguments.style)]
    first, result = run(*pictures, arguments.steps)
    marks = [*(mark for mark in MARKS if mark < arguments.steps), arguments.steps]
    print("| other run |", " | ".join(f"step {m}" for m in marks), "| PSNR of the results |")
    print("| ---" * (len(marks) + 2) + " |")
    others = {
        "the same again": {},
        "other convolutions": {"mkldnn": False},
        "64-bit floats": {"dtype": torch.float64},
        "start + 1e-6 noise": {"noise": 1e-6},
    }
    for name, how in others.items():
        losses, picture = run(*pictures, arguments.steps, **how)
        differences = [
            " / ".join(f"{abs(b - a) / max(a, 1e-12):.0e}" if a > 1e-9 else "–" for a, b in zip(first[m - 1], losses[m - 1]))
            for m in marks
        ]
        error = ((picture - result) ** 2).mean().item()
        print(f"| {name} |", " | ".join(differences), "|", f"{-10 * math.log10(error):.1f} dB |" if error else "equal |", flush=True)


if __name__ == "__main__":
    main()
