#!/usr/bin/env python3
"""Draws the dashboards from the answers of a Prometheus to their queries: for docs/monitoring.md, and to look at one without Grafana.

    python3 -m venv venv && venv/bin/pip install matplotlib==3.9.4
    venv/bin/python deploy/grafana/draw.py http://localhost:9090 docs/images/monitoring [END [SECONDS [STEP]]]

END is a Unix time (default: now), SECONDS what comes before it (default: 3600).
"""
import datetime
import json
import math
import pathlib
import re
import sys
import time
import urllib.parse
import urllib.request

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402

COLOURS = {"green": "#2d7d46", "orange": "#d9831f", "red": "#c4162a"}
CELL, ROW = 0.56, 0.36  # inches of a column and a line of the grid
LINES = 6  # legends of more get no name


def ask(server, path, **parameters):
    url = f"{server}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)["data"]["result"]


def query(target, rate):
    return target["expr"].replace("$__rate_interval", rate).replace("$worker", ".*")


def legend(target, metric):
    return re.sub(r"{{(\w+)}}", lambda match: metric.get(match[1], ""), target["legendFormat"])


def number(value, unit):
    if math.isnan(value):
        return "–"
    if unit == "percentunit":
        return f"{100 * value:.3g} %"
    if unit == "s":
        for size, name in ((86400, "d"), (3600, "h"), (60, "min")):
            if value >= size:
                return f"{value / size:.3g} {name}"
        return f"{value:.3g} s"
    for size, name in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
        if unit in ("bytes", "short") and value >= size:
            return f"{value / size:.3g}{name}"
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"


def draw_stat(axes, panel, server, end, rate):
    target = panel["targets"][0]
    found = ask(server, "query", query=query(target, rate), time=end)
    defaults = panel["fieldConfig"]["defaults"]
    value = float(found[0]["value"][1]) if found else math.nan
    colour = "#6e7178"
    for step in defaults["thresholds"]["steps"]:
        if not math.isnan(value) and (step["value"] is None or value >= step["value"]):
            colour = COLOURS[step["color"]]
    words = {k: v["text"] for mapping in defaults.get("mappings", []) for k, v in mapping["options"].items()}
    axes.set_facecolor(colour)
    axes.text(0.5, 0.42, words.get(f"{value:.0f}", number(value, defaults["unit"]) if found else "no data"), ha="center", va="center",
              fontsize=17, color="white", weight="bold", transform=axes.transAxes)
    axes.text(0.5, 0.86, panel["title"], ha="center", va="center", fontsize=8, color="white", transform=axes.transAxes)
    axes.set_xticks([])
    axes.set_yticks([])


def draw_graph(axes, panel, server, end, seconds, step, rate):
    defaults = panel["fieldConfig"]["defaults"]
    lines = 0
    for target in panel["targets"]:
        for series in ask(server, "query_range", query=query(target, rate), start=end - seconds, end=end, step=step):
            points = [(datetime.datetime.fromtimestamp(float(at), datetime.timezone.utc), float(value)) for at, value in series["values"]]
            if all(math.isnan(value) for _, value in points):
                continue
            lines += 1
            name = legend(target, series["metric"]) if lines <= LINES else None
            axes.plot([at for at, _ in points], [value for _, value in points], linewidth=1.3, label=name)
    start, stop = (datetime.datetime.fromtimestamp(t, datetime.timezone.utc) for t in (end - seconds, end))
    axes.set_xlim(start, stop)
    values = [value for line in axes.get_lines() for value in line.get_ydata() if not math.isnan(value)]
    most = 1.08 * max(values, default=0) or 1
    axes.set_ylim(-0.02 * most, most)
    for limit in defaults["thresholds"]["steps"][1:]:
        if limit["value"] < axes.get_ylim()[1] * 3:
            axes.axhline(limit["value"], color=COLOURS["red"], linestyle="--", linewidth=1)
            axes.set_ylim(top=max(axes.get_ylim()[1], limit["value"] * 1.1))
    axes.set_title(panel["title"], fontsize=8.5, loc="left", pad=3)
    axes.yaxis.set_major_formatter(lambda value, _: number(value, defaults["unit"]))
    axes.yaxis.set_major_locator(plt.MaxNLocator(4))
    axes.xaxis.set_major_locator(matplotlib.dates.AutoDateLocator(minticks=2, maxticks=6))
    axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%H:%M:%S" if seconds < 600 else "%H:%M"))
    axes.tick_params(labelsize=7)
    axes.grid(alpha=0.25)
    if lines:
        more = f" (and {lines - LINES} more)" if lines > LINES else ""
        axes.legend(fontsize=6.5, loc="upper center", bbox_to_anchor=(0.5, -0.13), ncol=2 if lines > 3 else 3, frameon=False,
                    title=more or None, title_fontsize=6.5)
    else:
        axes.text(0.5, 0.5, "no line", ha="center", fontsize=8, color="#6e7178", transform=axes.transAxes)


def draw_text(axes, panel):
    content = re.sub(r"\[([^]]*)]\([^)]*\)", r"\1", panel["options"]["content"].replace("\\|", "¦"))
    lines = []
    for line in content.splitlines():
        if line.startswith("|"):
            cells = [cell.strip().replace("¦", "|").replace("`", "") for cell in line.strip("|").split("|")]
            if len(cells) == 2 and cells[0] and not cells[0].startswith("---"):
                lines.append(f"{cells[0]:34} {cells[1]}")
        elif line:
            lines.append(line.replace("`", "").replace("*", "").lstrip("# "))
    text = "\n".join(lines).replace("$job", "0198f0a9-5d20-72f3-8c19-0e7d55a4b611").replace("$site", "http://localhost:8080")
    axes.text(0.01, 0.96, text.replace("$", r"\$"), va="top", fontsize=7.6, family="monospace", transform=axes.transAxes)
    axes.set_xticks([])
    axes.set_yticks([])


def draw(board, server, end, seconds, step, file):
    height = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in board["panels"]) + 1.2
    figure = plt.figure(figsize=(24 * CELL, height * ROW), dpi=80)
    at = datetime.datetime.fromtimestamp(end, datetime.timezone.utc).strftime("%H:%M:%S UTC")
    figure.text(0.01, 1 - 0.6 / height, f"{board['title']}   {board['description']}", fontsize=12, weight="bold", va="center")
    figure.text(0.99, 1 - 0.6 / height, f"until {at}; drawn from Prometheus, not by Grafana", fontsize=8, ha="right", va="center")
    rate = f"{max(20, 4 * step)}s"
    for panel in board["panels"]:
        place = panel["gridPos"]
        top = 1 - (place["y"] + 1.2) / height
        if panel["type"] == "row":
            figure.text(0.01, top - 0.6 / height, panel["title"], fontsize=10, color="#33508f", weight="bold", va="center")
            continue
        graph = panel["type"] == "timeseries"
        left, bottom, right, above = (0.062, 2.4, 0.012, 1.0) if graph else (0.004, 0.15, 0.004, 0.15)
        axes = figure.add_axes((place["x"] / 24 + left, top - (place["h"] - bottom) / height, place["w"] / 24 - left - right,
                                (place["h"] - bottom - above) / height))
        if panel["type"] == "stat":
            draw_stat(axes, panel, server, end, rate)
        elif graph:
            draw_graph(axes, panel, server, end, seconds, step, rate)
        else:
            draw_text(axes, panel)
    figure.savefig(file, pil_kwargs={"optimize": True})
    plt.close(figure)


def main():
    server, target = sys.argv[1].rstrip("/"), pathlib.Path(sys.argv[2])
    end = float(sys.argv[3]) if len(sys.argv) > 3 else time.time()
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 3600.0
    step = int(sys.argv[5]) if len(sys.argv) > 5 else 15
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted((pathlib.Path(__file__).parent / "dashboards").glob("*.json")):
        draw(json.loads(file.read_text(encoding="utf-8")), server, end, seconds, step, target / f"{file.stem}.png")


if __name__ == "__main__":
    main()
