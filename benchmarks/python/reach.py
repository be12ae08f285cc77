"""Processor seconds to the losses that the textbook's recipe has after 100 and after 500 steps.

The losses are those of its 500 steps of Adam in 32-bit floats, done by this engine (its `d2l`, exact to 1e-5 a step); the
textbook's own code takes as many steps, so its time is that number times its measured seconds per step. The same holds for
PyTorch's best form. What this engine needs is measured, from the start of the process to the first measured picture whose
total loss is no higher and no term of which is more than 5 % higher, with the final losses also at every later measurement of
the course; pictures are measured in 32-bit floats with the textbook's weights, whatever they were optimized with. Every program has one
thread.

A course that was measured before is read from NAME-courses.json, so an interrupted run goes on where it was.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

import matplotlib

import compare

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

SAMPLES = compare.ROOT / "samples"
PAIRS = {
    "chelsea / night-over-the-bay": ("photographs/chelsea.jpg", "paintings/night-over-the-bay.jpg"),
    "coffee / poppies-at-evening": ("photographs/coffee.jpg", "paintings/poppies-at-evening.jpg"),
    "rocket / sun-over-the-sea": ("photographs/rocket.jpg", "paintings/sun-over-the-sea.jpg"),
    "astronaut / lake-at-dawn": ("photographs/astronaut.jpg", "paintings/lake-at-dawn.jpg"),
    "coffee / night-over-the-bay": ("photographs/coffee.jpg", "paintings/night-over-the-bay.jpg"),
    "rocket / poppies-at-evening": ("photographs/rocket.jpg", "paintings/poppies-at-evening.jpg"),
}
# Name: preset, precision, steps between measurements. The first is the textbook's recipe and gives the losses to reach.
COURSES = {"d2l, fp32": ("d2l", "fp32", 50), "d2l, bf16": ("d2l", "bf16", 50), "d2l-fast, bf16": ("d2l-fast", "bf16", 10)}
MILESTONES = (100, 500)
TERMS = ("content", "style", "tv")
MOST_ABOVE = 1.05


def course(arguments, pair, size, name):
    """Measurements of one course, in the order of its steps."""
    preset, precision, every = COURSES[name]
    width, height = size.split("x")
    pictures = [str(SAMPLES / file) for file in PAIRS[pair]]
    command = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-cp", arguments.class_path]
    command += ["org.stylize.benchmarks.courses.MeasuredCourse", preset, precision, *pictures, width, height, str(every)]
    environment = dict(os.environ, OMP_NUM_THREADS="1", **arguments.launcher_environment)
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def reaches(point, target):
    return point["total"] <= target["total"] and all(point[term] <= MOST_ABOVE * target[term] for term in TERMS)


def first_of(points, target):
    return next((point for point in points if reaches(point, target)), None)


def first_that_stays(points, target):
    """The first measurement from which on all reach the target; None if the last one does not."""
    found = None
    for point in reversed(points):
        if not reaches(point, target):
            break
        found = point
    return found


def seconds_per_step(arguments, pair, size):
    """Of the two PyTorch programs, which take turns."""
    width, height = size.split("x")
    script = str(pathlib.Path(__file__).with_name("paced.py"))
    pictures = [str(SAMPLES / file) for file in PAIRS[pair]]
    environment = dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
    running = {
        variant: compare.Program(
            [sys.executable, script, variant, str(compare.WEIGHTS), *pictures, width, height], environment
        )
        for variant in ("textbook", "best")
    }
    rounds = {variant: [] for variant in running}
    for program in running.values():
        program.steps(2)
    for _ in range(arguments.rounds):
        for variant, program in running.items():
            answer = program.steps(arguments.steps)
            rounds[variant].append(answer["cpuSeconds"] / answer["steps"])
    for program in running.values():
        program.close()
    return {variant: statistics.median(values) for variant, values in rounds.items()}


def rows(measured):
    """For each pair and size: what each program takes to each milestone."""
    found = []
    for key, each in measured.items():
        reference = {point["step"]: point for point in each["courses"]["d2l, fp32"]}
        for milestone in MILESTONES:
            target = reference[milestone]
            seconds = {
                "PyTorch, textbook's code": milestone * each["secondsPerStep"]["textbook"],
                "PyTorch, best: bf16, channels last": milestone * each["secondsPerStep"]["best"],
            }
            steps = dict.fromkeys(seconds, milestone)
            ends = {}
            for name, points in each["courses"].items():
                first = first_that_stays(points, target) if milestone == MILESTONES[-1] else first_of(points, target)
                seconds[f"stylize {name}"] = first["cpuSeconds"] if first else None
                steps[f"stylize {name}"] = first["step"] if first else None
                ends[f"stylize {name}"] = first
            for name, value in seconds.items():
                row = {"pair and size": key, "milestone": milestone, "program": name, "steps": steps[name]}
                row["cpuSeconds"] = value
                row["timesAsFast"] = seconds["PyTorch, textbook's code"] / value if value else None
                row["timesAsFastAsBest"] = seconds["PyTorch, best: bf16, channels last"] / value if value else None
                if ends.get(name):
                    row["againstTextbook"] = {t: ends[name][t] / target[t] for t in (*TERMS, "total")}
                found.append(row)
    return found


def means(rows_found):
    """By size: geometric means of d2l-fast's ratios at the last milestone; a pair that does not get there is left out."""
    found = {}
    for row in rows_found:
        if row["program"] == "stylize d2l-fast, bf16" and row["milestone"] == MILESTONES[-1] and row["cpuSeconds"]:
            found.setdefault(row["pair and size"].rsplit(", ", 1)[1], []).append(row)
    return {
        size: {key: statistics.geometric_mean(row[key] for row in those) for key in ("timesAsFast", "timesAsFastAsBest")}
        for size, those in found.items()
    }


def table(results):
    lines = [
        "| pair and size | to the losses of step | program | steps | CPU s | × textbook | × best | content, style, tv, total against those |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for row in results["rows"]:
        shares = row.get("againstTextbook")
        ratios = ", ".join(f"{value:.2f}" for value in shares.values()) if shares else ""
        reached = row["cpuSeconds"] is not None
        lines.append(
            f"| {row['pair and size']} | {row['milestone']} | {row['program']} | {row['steps'] if reached else 'never'} | "
            + (
                f"{row['cpuSeconds']:.0f} | {row['timesAsFast']:.1f} | {row['timesAsFastAsBest']:.1f}"
                if reached
                else "– | – | –"
            )
            + f" | {ratios} |"
        )
    lines += ["", "`d2l-fast` to the textbook's final losses, geometric mean of all pairs of a size:", ""]
    for size, each in sorted(means(results["rows"]).items()):
        lines.append(f"- {size}: {each['timesAsFast']:.1f} × the textbook's code, {each['timesAsFastAsBest']:.1f} × the best")
    machine = results["machine"]
    lines += ["", f"{machine['processor']}, {machine['system']}. Commit {results['commit']}. `{results['command']}`"]
    return "\n".join(lines) + "\n"


def plot(results, file):
    measured = results["measured"]
    figure, axes = pyplot.subplots(1, len(measured), figsize=(5 * len(measured), 3.8), squeeze=False)
    for axis, (key, each) in zip(axes[0], measured.items()):
        courses = each["courses"]
        textbook = courses["d2l, fp32"]
        for label, variant in (("PyTorch, textbook's code", "textbook"), ("PyTorch, best", "best")):
            seconds = [point["step"] * each["secondsPerStep"][variant] for point in textbook]
            axis.plot(seconds, [point["total"] for point in textbook], ":", lw=1.2, label=label)
        for name, points in courses.items():
            axis.plot([p["cpuSeconds"] for p in points], [p["total"] for p in points], lw=1.4, label=f"stylize {name}")
        axis.axhline(textbook[-1]["total"], color="black", lw=0.5)
        axis.set_xscale("log")
        axis.set_yscale("log")
        axis.set_title(key, fontsize=9)
        axis.set_xlabel("CPU seconds, one thread")
    axes[0][0].set_ylabel("total loss, fp32")
    axes[0][-1].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(file, dpi=120)
    pyplot.close(figure)


def write(arguments, measured):
    complete = {key: each for key, each in measured.items() if len(each["courses"]) == len(COURSES)}
    pathlib.Path(arguments.out + "-courses.json").write_text(json.dumps(measured) + "\n")
    if not complete:
        return
    results = {
        "commit": compare.commit(),
        "command": "scripts/benchmark reach",
        "machine": compare.machine(),
        "rows": rows(complete),
        "measured": complete,
    }
    pathlib.Path(arguments.out + ".json").write_text(json.dumps(results, indent=1) + "\n")
    pathlib.Path(arguments.out + ".md").write_text(table(results))
    plot(results, arguments.out + ".png")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class-path", required=True, help="of the benchmarks module")
    parser.add_argument("--pairs", help="names of pairs with commas, first words suffice; default: all six")
    parser.add_argument("--sizes", default="450x300", help="WIDTHxHEIGHT with commas")
    parser.add_argument("--rounds", type=int, default=5, help="of measuring PyTorch's steps")
    parser.add_argument("--steps", type=int, default=2, help="of PyTorch in a round")
    parser.add_argument("--out", default=str(compare.ROOT / "benchmarks/results/reach"), help="without ending")
    parser.add_argument("--launcher-environment", type=json.loads, default={}, help="JSON")
    arguments = parser.parse_args()
    pathlib.Path(arguments.out).parent.mkdir(parents=True, exist_ok=True)
    before = pathlib.Path(arguments.out + "-courses.json")
    measured = json.loads(before.read_text()) if before.exists() else {}
    for size in arguments.sizes.split(","):
        for pair in PAIRS:
            if arguments.pairs and not any(pair.startswith(part) for part in arguments.pairs.split(",")):
                continue
            each = measured.setdefault(f"{pair}, {size}", {"courses": {}})
            if "secondsPerStep" not in each:
                each["secondsPerStep"] = seconds_per_step(arguments, pair, size)
            for name in reversed(COURSES):
                if name not in each["courses"]:
                    print(f"{pair}, {size}: {name}", file=sys.stderr, flush=True)
                    each["courses"][name] = course(arguments, pair, size, name)
                    write(arguments, measured)
            each["courses"] = {name: each["courses"][name] for name in COURSES}
            write(arguments, measured)
    print(pathlib.Path(arguments.out + ".md").read_text())


if __name__ == "__main__":
    main()
