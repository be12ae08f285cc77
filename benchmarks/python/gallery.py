"""Paints with scripts/stylize, measures with likeness.py, prints the tables of docs/recipes.md.

gallery.py presets    one pair of pictures by each preset
gallery.py pairs      eight pairs by some presets, with a sheet of them side by side
gallery.py strength   four pairs at some sizes and strengths, and with the preset's own balance

Time is processor time (user) of the whole command on one thread. What lies in the directory already is
measured again but not painted again.
"""
import argparse
import os
import pathlib
import shlex
import subprocess
import sys

import torch
from PIL import Image

import styles
from likeness import ROOT, Likeness

PAIRS = [
    ("chelsea", "night-over-the-bay"),
    ("coffee", "poppies-at-evening"),
    ("rocket", "sun-over-the-sea"),
    ("astronaut", "lake-at-dawn"),
]
EIGHT = {  # content, style; what is neither a sample nor drawn by styles.py comes from --pictures
    "chelsea-night": ("chelsea.jpg", "night-over-the-bay.jpg"),
    "astronaut-lake": ("astronaut.jpg", "lake-at-dawn.jpg"),
    "rainier-oak": ("rainier.jpg", "autumn-oak.jpg"),
    "rocket-etching": ("rocket.jpg", "etching.png"),
    "astronaut-poster": ("astronaut.jpg", "poster.png"),
    "coffee-mosaic": ("coffee.jpg", "sun-over-the-sea.jpg"),
    "chelsea-candle": ("chelsea.jpg", "candle.png"),
    "coffee-poppies": ("coffee.jpg", "poppies-at-evening.jpg"),
}
PRESETS = {  # with what replaces the preset's own values, where it is too slow for a table
    "balanced": "",
    "fast": "",
    "painterly": "",
    "quality": "",
    "poster": "",
    "d2l": "--precision bf16",
    "d2l-mxnet": "--precision bf16",
    "gatys": "--precision bf16",
    "johnson": "--precision bf16 --size 256",
    "crowsonkb": "--precision bf16 --size 256 --steps 100",
    "crowsonkb-classic": "--precision bf16 --size 128 --steps 60",
}


class Gallery:
    """Pictures in a directory, with the seconds that each took."""

    def __init__(self, directory):
        self.directory = directory
        self.likeness = Likeness()
        directory.mkdir(parents=True, exist_ok=True)

    def picture(self, name, pair, options):
        """Paints if need be; the figures of likeness.py, the size and the seconds."""
        return self.painted(name, *files(pair), options)

    def painted(self, name, content, style, options):
        """The same for two files."""
        file = self.directory / f"{name}.png"
        seconds = self.directory / f"{name}.seconds"
        if not file.exists():
            seconds.write_text(f"{paint(content, style, file, options):.1f}")
        with Image.open(file) as image:
            size = "×".join(map(str, image.size))
        return dict(self.likeness.of(file, content, style), size=size, seconds=float(seconds.read_text()))


def files(pair):
    samples = ROOT / "samples"
    return samples / f"photographs/{pair[0]}.jpg", samples / f"paintings/{pair[1]}.jpg"


def paint(content, style, file, options):
    command = [ROOT / "scripts/stylize", content, style, "-o", file, "--threads", "1", *options]
    process = subprocess.Popen(command, env=dict(os.environ, OMP_NUM_THREADS="1"), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{shlex.join(map(str, command))} ended with {process.returncode}")
    return usage.ru_utime


def presets(gallery, _):
    print("| preset | painted with | size | CPU s | style ratio | W2 ratio | content ratio | SSIM |")
    print("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for name, options in PRESETS.items():
        found = gallery.picture(name, PAIRS[0], ["--preset", name, *shlex.split(options)])
        print(
            f"| `{name}` | {options} | {found['size']} | {found['seconds']:.0f} | {found['style']:.2f} "
            f"| {found['w2']:.2f} | {found['content']:.2f} | {found['ssim']:.2f} |",
            flush=True,
        )


def pairs(gallery, arguments):
    drawn = gallery.directory / "styles"
    if not (drawn / "candle.png").exists():
        styles.main(drawn)
    places = [ROOT / "samples/photographs", ROOT / "samples/paintings", drawn, *arguments.pictures]
    print("| pair | preset | CPU s | style ratio | W2 ratio | content ratio | SSIM |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    rows = []
    for name, files_of_pair in EIGHT.items():
        found = [[place / file for place in places if (place / file).exists()] for file in files_of_pair]
        if not all(found):
            print(f"{name} is left out: --pictures names no directory with {files_of_pair}", file=sys.stderr)
            continue
        content, style = (each[0] for each in found)
        row = [content, style]
        for preset in arguments.presets:
            figures = gallery.painted(f"{name}-{preset}", content, style, ["--preset", preset])
            row.append(gallery.directory / f"{name}-{preset}.png")
            print(
                f"| {name} | `{preset}` | {figures['seconds']:.0f} | {figures['style']:.2f} | {figures['w2']:.2f} "
                f"| {figures['content']:.2f} | {figures['ssim']:.2f} |",
                flush=True,
            )
        rows.append(row)
    sheet(rows, gallery.directory / "sheet.jpg")


def sheet(rows, file, height=200, gap=4):
    """One row for each pair; pictures of a row have one height."""
    lines = []
    for row in rows:
        images = [Image.open(each).convert("RGB") for each in row]
        lines.append([each.resize((round(each.width * height / each.height), height), Image.LANCZOS) for each in images])
    width = max(sum(each.width + gap for each in line) for line in lines)
    whole = Image.new("RGB", (width, len(lines) * (height + gap)), "white")
    for k, line in enumerate(lines):
        x = 0
        for each in line:
            whole.paste(each, (x, k * (height + gap)))
            x += each.width + gap
    whole.save(file, quality=82, optimize=True, progressive=True)


def strength(gallery, arguments):
    print("| size | strength | W2 ratio of each pair | most / least | content ratio of each pair |")
    print("| ---: | --- | --- | ---: | --- |")
    for size in arguments.sizes:
        for value in ["0.25", "0.5", "0.75", "own"]:
            options = ["--preset", arguments.preset, "--size", str(size)]
            options += [] if value == "own" else ["--set", f"strength={value}"]
            found = [gallery.picture(f"{pair[0]}-{size}-{value}", pair, options) for pair in PAIRS]
            style = [each["w2"] for each in found]
            print(
                f"| {size} | {value} | {' '.join(f'{each:.2f}' for each in style)} | {max(style) / min(style):.2f} "
                f"| {' '.join('%.2f' % each['content'] for each in found)} |",
                flush=True,
            )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=["presets", "pairs", "strength"])
    parser.add_argument("--pictures", type=pathlib.Path, nargs="*", default=[], help="more directories of the table of pairs")
    parser.add_argument("--presets", nargs="+", default=["fast", "balanced"], help="of the table of pairs")
    parser.add_argument("--directory", type=pathlib.Path, help="of the pictures; default: benchmarks/target/gallery/TABLE")
    parser.add_argument("--preset", default="fast", help="of the table of strengths")
    parser.add_argument("--sizes", type=int, nargs="+", default=[128, 256], help="of the table of strengths")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    gallery = Gallery(arguments.directory or ROOT / "benchmarks/target/gallery" / arguments.table)
    {"presets": presets, "pairs": pairs, "strength": strength}[arguments.table](gallery, arguments)


if __name__ == "__main__":
    main()
