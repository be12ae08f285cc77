"""Whole pictures by presets: processor time and memory of the command line with its start, against the first preset.

All presets take turns, on one thread. A preset may have a size: poster:3072.

Writes NAME.json and NAME.md.
"""
import argparse
import pathlib

import report
from report import ROOT


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--presets", default="balanced,fast,painterly,quality,poster", help="NAME or NAME:PIXELS, with commas")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--content", default=ROOT / "samples/photographs/astronaut.jpg", type=pathlib.Path)
    parser.add_argument("--style", default=ROOT / "samples/paintings/lake-at-dawn.jpg", type=pathlib.Path)
    parser.add_argument("--out", default=ROOT / "benchmarks/results/presets")
    parser.add_argument("--class-path", help=argparse.SUPPRESS)
    parser.add_argument("--launcher-environment", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    names = arguments.presets.split(",")
    runs = {name: [] for name in names}
    for _ in range(arguments.rounds):
        for name in names:
            preset, _, size = name.partition(":")
            options = ["--preset", preset, *(["--size", size] if size else [])]
            runs[name].append(report.painted(arguments.content, arguments.style, *options))
            print(f"{name}: {runs[name][-1].seconds:.1f} s, {runs[name][-1].mebibytes:.0f} MiB", flush=True)
    seconds = {name: [run.seconds for run in runs[name]] for name in names}
    ratios = {name: [own / first for own, first in zip(seconds[name], seconds[names[0]])] for name in names}
    most = {name: max(run.mebibytes for run in runs[name]) for name in names}
    table = "| | least | median | most |\n| --- | ---: | ---: | ---: |\n"
    for name in names:
        table += report.row(f"`{name}`, s", seconds[name], "{:.1f}")
    for name in names[1:]:
        table += report.row(f"`{name}`, times `{names[0]}` of the same round", ratios[name], "{:.1f}")
    table += "\n" + "".join(f"- `{name}`: at most {most[name]:.0f} MiB resident\n" for name in names)
    head = f"{arguments.content.stem}, {arguments.style.stem}. "
    results = dict(report.head(), content=arguments.content.name, style=arguments.style.name)
    results.update(seconds=seconds, ratios=ratios, mebibytes=most)
    report.write(str(arguments.out), results, f"{head}{report.line(results)}\n\n{table}")


if __name__ == "__main__":
    main()
