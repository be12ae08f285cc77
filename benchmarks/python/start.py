"""Processor time of the command line's start, and where it goes.

The command paints one step at 32 pixels, so that nearly all is start: once to make the file of classes, then in rounds. Beside
it, how far a program gets with how much: Java alone, the command line's help, and the parts of opening a device, as the
engine's own classes do it (org.stylize.benchmarks.StartPhases).

Writes NAME.json and NAME.md.
"""
import argparse
import json
import os
import subprocess

import report
from report import ROOT

PICTURES = ROOT / "samples/photographs/rocket.jpg", ROOT / "samples/paintings/night-over-the-bay.jpg"
WHOLE = ["--preset", "fast", "--size", "32", "--steps", "1"]
JAVA = ["java", "-Xmx2g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]


def phases(arguments):
    """Seconds of processor time by name of the phase, in their order."""
    done = subprocess.run(
        [*JAVA, "-cp", arguments.class_path, "org.stylize.benchmarks.StartPhases"],
        env=dict(os.environ, OMP_NUM_THREADS="1", **arguments.launcher_environment),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in done.stdout.splitlines()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", default=ROOT / "benchmarks/results/start")
    parser.add_argument("--class-path", required=True, help="of the benchmarks module")
    parser.add_argument("--launcher-environment", type=json.loads, default={}, help="JSON")
    arguments = parser.parse_args()
    report.painted(*PICTURES, *WHOLE)
    found = {}
    for _ in range(arguments.rounds):
        found.setdefault("Java alone", []).append(report.run(["java", "-version"]).seconds)
        found.setdefault("`--list-presets`", []).append(report.run([ROOT / "scripts/stylize", "--list-presets"]).seconds)
        for name, seconds in phases(arguments).items():
            found.setdefault(name, []).append(seconds)
        found.setdefault("**one step of `fast` at 32 pixels, whole**", []).append(report.painted(*PICTURES, *WHOLE).seconds)
    table = "| seconds | least | median | most |\n| --- | ---: | ---: | ---: |\n"
    table += "".join(report.row(name, values, "{:.2f}") for name, values in found.items())
    results = dict(report.head(), seconds=found)
    report.write(str(arguments.out), results, f"{report.line(results)}\n\n{table}")


if __name__ == "__main__":
    main()
