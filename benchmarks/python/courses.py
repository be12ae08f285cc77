"""Courses of the presets with Wasserstein losses: how near to their original's losses, in how many seconds.

The original is crowsonkb's course with the losses of `balanced`: Adam at a constant rate of 0.02, 1000 steps at the
coarsest scale and 500 at each further one, the mean of the pictures with a decay of 0.99. Strategies are recipes: a preset
of which some fields are replaced (courses.json). They are run by this engine and measured by it in 32-bit floats, with the
losses of `balanced` with five layers, at the finest scale, and by likeness.py on the finished pictures.

Seconds are processor time of one thread from the begin of the first scale's preparation in a worker that is warm.

Writes NAME.json, NAME.md and NAME.png. A course that NAME.json has, of the same recipe, is not run again. Pictures are
written into benchmarks/target/courses.
"""
import argparse
import copy
import json
import math
import os
import pathlib
import subprocess
import sys

import matplotlib
import torch

import report
from gallery import PAIRS, files
from likeness import Likeness

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

MAIN = "org.stylize.benchmarks.courses.MeasuredRecipes"
ORIGINAL = "original"
TERMS = ("content", "style", "tv", "total")
FIGURES = ("style ratio", "W2 ratio", "content ratio", "SSIM")


def java(arguments, *values):
    command = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-cp", arguments.class_path, MAIN, *map(str, values)]
    environment = dict(os.environ, OMP_NUM_THREADS="1", **arguments.launcher_environment)
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


class Recipes:
    """Strategies as complete recipes of one size."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.presets = {}
        self.strategies = json.loads(arguments.strategies.read_text())

    def preset(self, name):
        if name not in self.presets:
            with java(self.arguments, name) as process:
                self.presets[name] = json.loads(process.stdout.read())
        return copy.deepcopy(self.presets[name])

    def of(self, name):
        changes = dict(self.strategies[name])
        recipe = merged(self.preset(changes.pop("preset", "balanced")), changes)
        recipe["sizing"]["longSidePixels"] = self.arguments.size
        return recipe

    def yardstick(self):
        return merged(self.of(ORIGINAL), {"network": {"precision": "fp32"}})


def merged(value, changes):
    """Objects of one type field by field, anything else replaced."""
    objects = isinstance(value, dict) and isinstance(changes, dict)
    if not objects or changes.get("type", value.get("type")) != value.get("type"):
        return changes
    return {**value, **{key: merged(value.get(key), each) for key, each in changes.items()}}


def run(arguments, recipes, pair, names, each):
    """Calls `each` with a strategy's name and its measurements as soon as it is done."""
    directory = arguments.pictures / f"{arguments.size}" / pair[0]
    directory.mkdir(parents=True, exist_ok=True)
    todo = {ORIGINAL + "-fp32": recipes.yardstick(), **{name: recipes.of(name) for name in names}}
    paths = {name: directory / f"{name}.json" for name in todo}
    for name, recipe in todo.items():
        paths[name].write_text(json.dumps(recipe))
    points = {}
    with java(
        arguments, paths.pop(ORIGINAL + "-fp32"), *files(pair), arguments.every, directory, *paths.values()
    ) as process:
        start = json.loads(next(process.stdout))["startSeconds"]
        for line in process.stdout:
            point = json.loads(line)
            name = point.pop("name")
            if "picture" not in point and "diverged" not in point:
                points.setdefault(name, []).append(point)
                continue
            course = points.get(name, []) if "picture" in point else []
            each(name, {"recipe": recipes.of(name), "startSeconds": start, "points": course})
    if process.returncode:
        sys.exit(f"the courses of {pair[0]} ended with {process.returncode}")


def rows(courses, against):
    """Strategies of one pair against the end of one of them."""
    target = courses[against]["points"][-1]
    found = {}
    for name, course in courses.items():
        if course["points"]:
            end = course["points"][-1]
            found[name] = {
                "seconds": end["cpuSeconds"],
                "against": {term: end[term] / target[term] for term in TERMS},
                "likeness": course.get("likeness"),
            }
    return found


def summary(measured, order, against):
    """Strategy: its rows by pair; those that every pair has, in the order of the file."""
    by_pair = {pair: rows(courses, against) for pair, courses in measured.items() if against in courses}
    return {
        name: {pair: each[name] for pair, each in by_pair.items() if name in each}
        for name in order
        if any(name in each for each in by_pair.values())
    }


def mean(values):
    return math.exp(sum(math.log(value) for value in values) / len(values))


def table(results, order):
    against = results["against"]
    pairs = [pair for pair, courses in results["measured"].items() if against in courses]
    lines = [
        f"Long side {results['size']} pixels; losses against the last of `{against}`; pairs: {', '.join(pairs)}.",
        "",
        "| strategy | CPU s, mean | total of each pair | total, mean | content | style | tv | style ratio | W2 ratio | content ratio | SSIM |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, found in summary(results["measured"], order, against).items():
        each = list(found.values())
        likeness = [row["likeness"] for row in each if row["likeness"]]
        figures = [f"{sum(row[key] for row in likeness) / len(likeness):.2f}" if likeness else "" for key in ("style", "w2", "content", "ssim")]
        lines.append(
            f"| {name} | {sum(row['seconds'] for row in each) / len(each):.1f} | "
            + " ".join(f"{found[pair]['against']['total']:.2f}" if pair in found else "–" for pair in pairs)
            + f" | {mean([row['against']['total'] for row in each]):.3f} | "
            + " | ".join(f"{mean([row['against'][term] for row in each]):.2f}" for term in TERMS[:3])
            + " | "
            + " | ".join(figures)
            + " |"
        )
    lines += ["", report.line(results)]
    return "\n".join(lines) + "\n"


def plot(results, order, file):
    against = results["against"]
    measured = {pair: courses for pair, courses in results["measured"].items() if against in courses}
    figure, axes = pyplot.subplots(1, len(measured), figsize=(5.5 * len(measured), 4.2), squeeze=False)
    shown = [name for name in order if name in results["shown"]] if results["shown"] else order
    for axis, (pair, courses) in zip(axes[0], measured.items()):
        target = courses[against]["points"][-1]["total"]
        for number, name in enumerate(shown):
            points = courses.get(name, {}).get("points")
            if not points:
                continue
            style = {"color": "black"} if name == against else {"color": pyplot.get_cmap("tab20")(number % 20)}
            axis.plot([p["cpuSeconds"] for p in points], [p["total"] / target for p in points], "-", lw=1.2, label=name, **style)
            axis.plot(points[-1]["cpuSeconds"], points[-1]["total"] / target, ".", **style)
        axis.axhline(1, color="black", lw=0.5)
        axis.set_xscale("log")
        axis.set_yscale("log")
        axis.set_title(pair, fontsize=9)
        axis.set_xlabel("CPU seconds, one thread")
    axes[0][0].set_ylabel(f"total loss in fp32 / the last of {against}")
    axes[0][-1].legend(fontsize=6)
    figure.tight_layout()
    figure.savefig(file, dpi=120)
    pyplot.close(figure)


def write(arguments, measured, order):
    results = {
        **report.head(),
        "size": arguments.size,
        "against": arguments.against,
        "shown": arguments.shown.split(",") if arguments.shown else [],
        "measured": measured,
    }
    pathlib.Path(arguments.out + ".json").write_text(json.dumps(results, indent=1) + "\n")
    if any(arguments.against in courses for courses in measured.values()):
        pathlib.Path(arguments.out + ".md").write_text(table(results, order))
        plot(results, order, arguments.out + ".png")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--class-path", required=True, help="of the benchmarks module")
    parser.add_argument("--strategies", type=pathlib.Path, default=pathlib.Path(__file__).with_name("courses.json"))
    parser.add_argument("--size", type=int, default=256, help="long side in pixels")
    parser.add_argument("--pairs", default="chelsea,coffee,rocket", help="first words of pairs, with commas")
    parser.add_argument("--only", help="names of strategies, with commas")
    parser.add_argument("--against", default=ORIGINAL, help="strategy whose last losses the others are divided by")
    parser.add_argument("--shown", help="names of the strategies that are plotted; default: all")
    parser.add_argument("--every", type=int, default=5, help="steps between measurements at the finest scale")
    parser.add_argument("--quick", action="store_true", help="without likeness.py")
    parser.add_argument("--alone", action="store_true", help="a process for each course, so that none profits from another")
    parser.add_argument("--out", default=str(report.ROOT / "benchmarks/results/courses"), help="without ending")
    parser.add_argument("--pictures", type=pathlib.Path, default=report.ROOT / "benchmarks/target/courses")
    parser.add_argument("--launcher-environment", type=json.loads, default={}, help="JSON")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    recipes = Recipes(arguments)
    likeness = Likeness()
    before = pathlib.Path(arguments.out + ".json")
    measured = json.loads(before.read_text())["measured"] if before.exists() else {}
    order = list(recipes.strategies)
    wanted = arguments.only.split(",") if arguments.only else order
    for pair in PAIRS:
        if pair[0] not in arguments.pairs.split(","):
            continue
        courses = measured.setdefault(pair[0], {})

        def done(name, course, pair=pair, courses=courses):
            picture = arguments.pictures / f"{arguments.size}" / pair[0] / f"{name}.png"
            if course["points"] and not arguments.quick:
                course["likeness"] = {key: round(value, 4) for key, value in likeness.of(picture, *files(pair)).items()}
            courses[name] = course
            write(arguments, measured, order)
            end = {**(course["points"] or [{}])[-1], **course.get("likeness", {})}
            print(pair[0], name, json.dumps(end), file=sys.stderr, flush=True)

        todo = [name for name in wanted if courses.get(name, {}).get("recipe") != recipes.of(name)]
        for batch in [[name] for name in todo] if arguments.alone else [todo] if todo else []:
            run(arguments, recipes, pair, batch, done)
    write(arguments, measured, order)
    if pathlib.Path(arguments.out + ".md").exists():
        print(pathlib.Path(arguments.out + ".md").read_text())


if __name__ == "__main__":
    main()
