"""Seconds per step of the textbook's recipe: PyTorch as its users run it, in its best known form, and this project's engine.

All programs run at the same time but work in turns, a few steps each, so whatever else happens on the machine happens to
all of them. Time is processor time (user and system) of the whole process, on one thread.
"""
import argparse
import json
import os
import pathlib
import statistics
import platform
import subprocess
import sys
import time

import matplotlib
import torch

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

from report import ROOT, commit, machine  # noqa: E402

WEIGHTS = ROOT / "engine/src/main/resources/weights/vgg19-oxford-normalised.fp16.safetensors"
PYTHON = {
    "PyTorch, textbook's code": "textbook",
    "PyTorch, weights frozen": "eager",
    "PyTorch, channels last": "eager-channels-last",
    "PyTorch, best: bf16, channels last": "best",
}
JAVA = {"stylize, reference": ("fp32", "reference"), "stylize, fp32": ("fp32", "compiled"), "stylize, bf16": ("bf16", "compiled")}
CHANNELS = [3, 64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512]
POOLED_BEFORE = {2, 4, 8, 12}
TAPS = {0, 2, 4, 8, 12}


def gigaflops(width, height):
    """Of one step: convolutions forward and back to the picture, Gram matrices and their gradients."""
    total = 0
    for k in range(13):
        if k in POOLED_BEFORE:
            width, height = width // 2, height // 2
        convolution = 2 * 9 * CHANNELS[k] * CHANNELS[k + 1] * width * height
        gram = 2 * CHANNELS[k + 1] ** 2 * width * height if k in TAPS else 0
        total += 2 * convolution + 2 * gram
    return total / 1e9


def measured_peak(dtype):
    """GFLOP/s, the best of some large products of matrices and wide convolutions: what the processor can do, not a step."""
    a = torch.randn(2048, 2048).to(dtype)
    maps = torch.randn(1, 512, 37, 56).to(dtype=dtype, memory_format=torch.channels_last)
    kernel = torch.randn(512, 512, 3, 3).to(dtype).to_mkldnn()
    packed = torch._C._nn.mkldnn_reorder_conv2d_weight(kernel, [1, 1], [1, 1], [1, 1], 1, list(maps.shape))
    forms = [
        (lambda: a @ a, 2 * 2048**3),
        (
            lambda: torch.ops.mkldnn._convolution_pointwise(
                maps, packed, None, [1, 1], [1, 1], [1, 1], 1, "none", [], ""
            ),
            2 * 9 * 512 * 512 * 37 * 56,
        ),
    ]
    best = 0.0
    with torch.no_grad():
        for form, operations in forms:
            for _ in range(10):
                began = time.process_time()
                form()
                best = max(best, operations / (time.process_time() - began) / 1e9)
    return best


class Program:
    """One of the compared programs; it waits until it is told to go on."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def ask(self, command):
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{' '.join(self.process.args)} ended with {self.process.wait()}")
        return json.loads(line)

    def steps(self, count):
        self.ask(count)
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def programs(arguments, width, height):
    environment = dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
    pictures = [arguments.content, arguments.style, str(width), str(height)]
    script = str(pathlib.Path(__file__).with_name("paced.py"))
    found = {}
    for name, variant in PYTHON.items():
        found[name] = [sys.executable, script, variant, str(WEIGHTS), *pictures], environment
    launched = dict(environment, **arguments.launcher_environment)
    main = "org.stylize.benchmarks.PacedStylization"
    for name, (precision, back_end) in JAVA.items():
        command = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-cp", arguments.class_path, main, *pictures, precision, back_end]
        found[name] = command, launched
    return found


def measure(arguments, width, height):
    running = {name: Program(*how) for name, how in programs(arguments, width, height).items()}
    rounds = {name: [] for name in running}
    peaks = {}
    try:
        for name, program in running.items():
            program.steps(2)  # to warm up
        for number in range(arguments.rounds):
            for name, program in running.items():
                answer = program.steps(arguments.steps)
                rounds[name].append(answer["cpuSeconds"] / answer["steps"])
                peaks[name] = answer["peakMiB"]
            print(f"{width}x{height}, round {number + 1} of {arguments.rounds}", file=sys.stderr)
    finally:
        for program in running.values():
            program.close()
    work = gigaflops(width, height)
    base = statistics.median(rounds["PyTorch, textbook's code"])
    eager = statistics.median(rounds["PyTorch, weights frozen"])
    return {
        "width": width,
        "height": height,
        "gigaflopsPerStep": work,
        "variants": [
            {
                "name": name,
                "cpuSecondsPerStep": statistics.median(values),
                "rounds": values,
                "timesAsFastAsTextbook": base / statistics.median(values),
                "timesAsFastAsEager": eager / statistics.median(values),
                "gigaflopsPerSecond": work / statistics.median(values),
                "peakMiB": peaks[name],
            }
            for name, values in rounds.items()
        ],
    }


def table(results):
    lines = []
    peak = results["machine"]["measuredPeakGigaflopsPerSecond"]
    for result in results["sizes"]:
        lines += [
            f"### {result['width']}×{result['height']}, {result['gigaflopsPerStep']:.0f} GFLOP a step",
            "",
            "| program | s/step (CPU) | rounds | × textbook | × frozen fp32 | GFLOP/s | of the peak | peak MiB |",
            "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |",
        ]
        for v in result["variants"]:
            rounds = " ".join(f"{value:.3f}" for value in v["rounds"])
            share = v["gigaflopsPerSecond"] / peak["bf16" if "bf16" in v["name"] else "fp32"]
            lines.append(
                f"| {v['name']} | {v['cpuSecondsPerStep']:.3f} | {rounds} | {v['timesAsFastAsTextbook']:.2f}"
                f" | {v['timesAsFastAsEager']:.2f} | {v['gigaflopsPerSecond']:.0f} | {share:.0%} | {v['peakMiB']} |"
            )
        lines.append("")
    lines.append(
        f"{results['machine']['processor']}; measured peak of products and convolutions on one thread: "
        f"{peak['fp32']:.0f} GFLOP/s in fp32, {peak['bf16']:.0f} in bf16. Commit {results['commit']}."
    )
    return "\n".join(lines) + "\n"


def plot(results, file):
    figure, axes = pyplot.subplots(1, len(results["sizes"]), figsize=(6 * len(results["sizes"]), 3.6), squeeze=False)
    for axis, result in zip(axes[0], results["sizes"]):
        names = [v["name"] for v in result["variants"]][::-1]
        values = [v["cpuSecondsPerStep"] for v in result["variants"]][::-1]
        colours = ["#c2571a" if name.startswith("stylize") else "#5a6b7b" for name in names]
        axis.barh(names, values, color=colours)
        for place, value in enumerate(values):
            axis.text(value, place, f" {value:.2f}", va="center", fontsize=8)
        axis.set_title(f"{result['width']}×{result['height']}", fontsize=10)
        axis.set_xlabel("CPU seconds per step, one thread")
        axis.margins(x=0.12)
    figure.tight_layout()
    figure.savefig(file, dpi=120)


def parsed():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--class-path", required=True, help="of the benchmarks module")
    parser.add_argument("--content", default=str(ROOT / "samples/photographs/chelsea.jpg"))
    parser.add_argument("--style", default=str(ROOT / "samples/paintings/night-over-the-bay.jpg"))
    parser.add_argument("--sizes", default="450x300,768x512", help="WIDTHxHEIGHT with commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=3, help="of each program in a round")
    parser.add_argument("--out", default=str(ROOT / "benchmarks/results/steps"), help="without ending")
    parser.add_argument(
        "--launcher-environment", type=json.loads, default={}, help="JSON: what the launchers set for the engine"
    )
    return parser.parse_args()


def main():
    arguments = parsed()
    torch.set_num_threads(1)
    results = {
        "commit": commit(),
        "command": "scripts/benchmark " + " ".join(sys.argv[1:][2:]),
        "machine": {
            **machine(),
            "measuredPeakGigaflopsPerSecond": {
                "fp32": measured_peak(torch.float32),
                "bf16": measured_peak(torch.bfloat16),
            },
        },
        "versions": {"torch": torch.__version__, "python": platform.python_version()},
        "launcherEnvironment": arguments.launcher_environment,
        "sizes": [],
    }
    for size in arguments.sizes.split(","):
        width, height = (int(side) for side in size.split("x"))
        results["sizes"].append(measure(arguments, width, height))
    pathlib.Path(arguments.out).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(arguments.out + ".json").write_text(json.dumps(results, indent=2) + "\n")
    pathlib.Path(arguments.out + ".md").write_text(table(results))
    plot(results, arguments.out + ".png")
    print(table(results))


if __name__ == "__main__":
    main()
