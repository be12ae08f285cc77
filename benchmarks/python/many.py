"""Many small jobs on one machine: jobs a minute and processor seconds a job, by how processes and threads are arranged.

All processes are started first and then take turns, a few jobs each, so whatever else happens on the machine happens to all
arrangements; those that are not asked wait. The first arrangement is the one that the others are compared with: in time,
and in the pastiche of the same job. Batches are estimated by the engine's widest convolutions on two pictures at once.
"""
import argparse
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

import numpy
import torch

import report
from compare import Program

# Name: processes, jobs at once in each, threads of each job, whether threads that wait may spin.
ARRANGEMENTS = {
    "1 process, 1 job, 1 thread": (1, 1, 1, False),
    "1 process, 1 job, 2 threads": (1, 1, 2, False),
    "1 process, 1 job, 2 threads that spin": (1, 1, 2, True),
    "1 process, 2 jobs, 1 thread each": (1, 2, 1, False),
    "2 processes, 1 job each, 1 thread": (2, 1, 1, False),
}
# Name: preset, overrides, jobs in a round.
CASES = {
    "fast, 128": ("fast", {"longSidePixels": 128}, 4),
    "balanced, 256": ("balanced", {"longSidePixels": 256, "steps": 10}, 4),
    "d2l in bf16, 128×96, 20 steps": ("d2l", {"widthPixels": 128, "heightPixels": 96, "steps": 20, "precision": "bf16"}, 8),
}
# Channels in and out, and side, of convolutions of a picture of 128 pixels.
CONVOLUTIONS = [(64, 64, 128), (128, 128, 64), (256, 256, 32), (512, 512, 16), (512, 512, 8)]


def worker(arguments, jobs_at_once, threads, spins):
    environment = dict(os.environ, **arguments.launcher_environment, OMP_NUM_THREADS=str(threads))
    if spins:
        environment.pop("OMP_WAIT_POLICY", None)
    main = "org.stylize.benchmarks.ManyJobs"
    command = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-cp", arguments.class_path, main]
    return Program([*command, str(jobs_at_once), str(threads), arguments.content, arguments.style], environment)


def turn(workers, case, file=None, jobs=None):
    """Wall and processor seconds a job, and the memory of all processes."""
    preset, overrides, usual = CASES[case]
    jobs = jobs or usual
    for place, each in enumerate(workers):
        result = f"{file}-{place}" if file else "-"
        each.ask("\t".join([preset, json.dumps(overrides), str(jobs // len(workers)), result]))
    answers = [each.answer() for each in workers]
    return {
        "wallSeconds": max(answer["wallSeconds"] for answer in answers) / jobs,
        "cpuSeconds": sum(answer["cpuSeconds"] for answer in answers) / jobs,
        "peakMiB": sum(answer["peakMiB"] for answer in answers),
    }


def measure(arguments, directory):
    running = {}
    for name, (processes, *how) in ARRANGEMENTS.items():
        running[name] = [worker(arguments, *how) for _ in range(processes)]
        for each in running[name]:
            each.answer()  # ready
    cases = []
    try:
        for case in CASES:
            for workers in running.values():
                turn(workers, case, jobs=4)
            rounds = {name: [] for name in running}
            for number in range(arguments.rounds):
                for place, (name, workers) in enumerate(running.items()):
                    file = directory / str(place)
                    rounds[name].append(turn(workers, case, file))
                print(f"{case}, round {number + 1} of {arguments.rounds}", file=sys.stderr)
            cases.append(compared(case, rounds, directory))
    finally:
        for each in sum(running.values(), []):
            each.close()
    return cases


def picture(directory, place):
    return numpy.fromfile(directory / f"{place}-0", numpy.float32)


def compared(case, rounds, directory):
    base = statistics.median(turn["wallSeconds"] for turn in next(iter(rounds.values())))
    arrangements = []
    for place, (name, turns) in enumerate(rounds.items()):
        wall = [turn["wallSeconds"] for turn in turns]
        arrangements.append(
            {
                "name": name,
                "jobsPerMinute": 60 / statistics.median(wall),
                "jobsPerMinuteOfRounds": [60 / seconds for seconds in wall],
                "throughput": base / statistics.median(wall),
                "cpuSecondsPerJob": statistics.median(turn["cpuSeconds"] for turn in turns),
                "cpuSecondsPerJobOfRounds": [turn["cpuSeconds"] for turn in turns],
                "peakMiB": max(turn["peakMiB"] for turn in turns),
                "largestDifference": float(abs(picture(directory, place) - picture(directory, 0)).max()),
            }
        )
    return {"name": case, "recipe": CASES[case][:2], "jobsPerRound": CASES[case][2], "arrangements": arrangements}


def batches(rounds=40):
    """Milliseconds a picture of the engine's convolutions in bf16 on one thread, by the size of the batch."""
    torch.set_num_threads(1)
    found = []
    for channels_in, channels_out, side in CONVOLUTIONS:
        forms = {}
        for batch in (1, 2, 4):
            maps = torch.randn(batch, channels_in, side, side).to(torch.bfloat16, memory_format=torch.channels_last)
            kernel = torch.randn(channels_out, channels_in, 3, 3, dtype=torch.bfloat16).to_mkldnn()
            window = [1, 1], [1, 1], [1, 1]
            packed = torch._C._nn.mkldnn_reorder_conv2d_weight(kernel, *window, 1, list(maps.shape))
            forms[batch] = lambda maps=maps, packed=packed: torch.ops.mkldnn._convolution_pointwise(
                maps, packed, None, [1, 1], [1, 1], [1, 1], 1, "none", [], ""
            )
        seconds = {batch: [] for batch in forms}
        with torch.no_grad():
            for _ in range(rounds):
                for batch, form in forms.items():
                    began = time.process_time_ns()
                    for _ in range(20 // batch):
                        form()
                    seconds[batch].append((time.process_time_ns() - began) / 20e6)
        milliseconds = {batch: statistics.median(values) for batch, values in seconds.items()}
        found.append({"convolution": [channels_in, channels_out, side], "millisecondsPerPicture": milliseconds})
    return found


def table(results):
    lines = []
    for case in results["cases"]:
        lines += [
            f"### {case['name']}",
            "",
            "| arrangement | jobs a minute | rounds | × the first | CPU s a job | peak MiB, all | largest difference |",
            "| --- | ---: | --- | ---: | ---: | ---: | ---: |",
        ]
        for way in case["arrangements"]:
            spread = " ".join(f"{value:.0f}" for value in way["jobsPerMinuteOfRounds"])
            lines.append(
                f"| {way['name']} | {way['jobsPerMinute']:.1f} | {spread} | {way['throughput']:.2f}"
                f" | {way['cpuSecondsPerJob']:.3f} | {way['peakMiB']} | {way['largestDifference']:.1e} |"
            )
        lines.append("")
    lines += [
        "### Batches: convolutions in bf16, one thread, CPU ms a picture",
        "",
        "| channels, side | 1 picture | 2 | 4 | 2 against 1 | 4 against 1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in results["batches"]:
        (channels_in, channels_out, side), times = row["convolution"], row["millisecondsPerPicture"]
        lines.append(
            f"| {channels_in} → {channels_out}, {side}×{side} | {times[1]:.3f} | {times[2]:.3f} | {times[4]:.3f}"
            f" | {times[2] / times[1]:.2f} | {times[4] / times[1]:.2f} |"
        )
    one, two, four = (sum(row["millisecondsPerPicture"][batch] for row in results["batches"]) for batch in (1, 2, 4))
    lines.append(f"| all | {one:.3f} | {two:.3f} | {four:.3f} | {two / one:.2f} | {four / one:.2f} |")
    return "\n".join(lines) + "\n\n" + report.line(results) + " `scripts/benchmark many`\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class-path", required=True, help="of the benchmarks module")
    parser.add_argument("--content", default=str(report.ROOT / "samples/photographs/chelsea.jpg"))
    parser.add_argument("--style", default=str(report.ROOT / "samples/paintings/night-over-the-bay.jpg"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", default=str(report.ROOT / "benchmarks/results/many"), help="without ending")
    parser.add_argument(
        "--launcher-environment", type=json.loads, default={}, help="JSON: what the launchers set for the engine"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        cases = measure(arguments, pathlib.Path(directory))
    results = {**report.head(), "launcherEnvironment": arguments.launcher_environment, "cases": cases, "batches": batches()}
    report.write(arguments.out, results, table(results))
    print(table(results))


main()
