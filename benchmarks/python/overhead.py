"""What a running service adds to a job: time from the submission to the first step, and all time that isn't optimization.

Jobs are sent one after the other, so the worker is idle and warm; the first of each case, which warms it, does not count.
Start a service first, for example with scripts/demo. Several services, such as two versions, take turns.
"""
import argparse
import datetime
import json
import pathlib
import time
import urllib.request
import uuid

import report

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"
CASES = {
    "short": ("fast", {"longSidePixels": 128}),
    "long": ("d2l-fast", {"widthPixels": 300, "heightPixels": 200}),
}
# Name: begin and end among the times of a job.
PARTS = {
    "sent to accepted": ("sent", "accepted"),
    "submitted to first step": ("submittedAt", "startedAt"),
    "sent to first step": ("sent", "startedAt"),
    "last step to completed": ("lastStep", "updatedAt"),
    "not optimization": None,
    "whole job": ("submittedAt", "updatedAt"),
}


def body(content, style, preset, overrides):
    """A multipart body and its media type."""
    boundary = uuid.uuid4().hex
    request = json.dumps({"preset": preset, "overrides": overrides}).encode()
    parts = [
        (b'name="content"; filename="content.jpg"', b"image/jpeg", pathlib.Path(content).read_bytes()),
        (b'name="style"; filename="style.jpg"', b"image/jpeg", pathlib.Path(style).read_bytes()),
        (b'name="request"', b"application/json", request),
    ]
    whole = b"".join(
        b"--%b\r\nContent-Disposition: form-data; %b\r\nContent-Type: %b\r\n\r\n%b\r\n" % (boundary.encode(), *part)
        for part in parts
    )
    return whole + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def finished(address):
    while True:
        with urllib.request.urlopen(address) as answer:
            job = json.load(answer)
        if job["state"] == "COMPLETED":
            return job
        if job["state"] in ("FAILED", "CANCELLED"):
            raise SystemExit(f"{address}: {job}")
        time.sleep(0.05)


def measured(url, content, style, preset, overrides):
    """One job: seconds of each part."""
    data, media_type = body(content, style, preset, overrides)
    request = urllib.request.Request(url + "/v1/stylizations", data, {"Content-Type": media_type})
    times = {"sent": time.time()}
    with urllib.request.urlopen(request) as answer:
        address = url + json.load(answer)["links"]["self"]
    times["accepted"] = time.time()
    job = finished(address)
    for name in ("submittedAt", "startedAt", "updatedAt"):
        times[name] = datetime.datetime.fromisoformat(job[name].replace("Z", "+00:00")).timestamp()
    times["lastStep"] = times["startedAt"] + job["optimizationSeconds"]
    seconds = {name: times[ends[1]] - times[ends[0]] for name, ends in PARTS.items() if ends}
    seconds["not optimization"] = seconds["whole job"] - job["optimizationSeconds"]
    return seconds


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def summary(jobs):
    parts = {
        name: {"p50": quantile([job[name] for job in jobs], 0.5), "p99": quantile([job[name] for job in jobs], 0.99)}
        for name in PARTS
    }
    share = sum(job["not optimization"] for job in jobs) / sum(job["whole job"] for job in jobs)
    return {"jobs": len(jobs), "parts": parts, "shareThatIsNotOptimization": share}


def table(results):
    lines = [
        "| service | case | jobs | part | p50 s | p99 s |",
        "| --- | --- | ---: | --- | ---: | ---: |",
    ]
    for case in results["cases"]:
        for name, values in case["parts"].items():
            row = (case["service"], case["case"], case["jobs"], name, f"{values['p50']:.3f}", f"{values['p99']:.3f}")
            lines.append("| %s | %s | %d | %s | %s | %s |" % row)
        share = f"{100 * case['shareThatIsNotOptimization']:.1f} %"
        lines.append("| %s | %s | %d | **share that is not optimization** | %s | |" % (*row[:3], share))
    return "\n".join(lines) + "\n\n" + report.line(results) + " `benchmarks/python/overhead.py`\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", action="append", help="of a gateway, or NAME=URL; several take turns")
    parser.add_argument("--jobs", type=int, default=30, help="short jobs that count; 0 for none")
    parser.add_argument("--long-jobs", type=int, default=10, help="long jobs that count; 0 for none")
    parser.add_argument("--preset", help="of the short jobs, instead of the preset fast at 128 pixels")
    parser.add_argument("--overrides", default="{}", help="JSON object, for --preset")
    parser.add_argument("--content", default=str(SAMPLES / "photographs/coffee.jpg"))
    parser.add_argument("--style", action="append", help="several take turns")
    parser.add_argument("--out", help="NAME: NAME.json and NAME.md are written")
    arguments = parser.parse_args()
    styles = arguments.style or [str(SAMPLES / "paintings/lake-at-dawn.jpg")]
    services = [url.partition("=")[::2] if "=" in url else ("", url) for url in arguments.url or ["http://localhost:8080"]]
    cases = dict(CASES)
    if arguments.preset:
        cases["short"] = (arguments.preset, json.loads(arguments.overrides))
    results = {**report.head(), "cases": []}
    for case, count in (("short", arguments.jobs), ("long", arguments.long_jobs)):
        if not count:
            continue
        preset, overrides = cases[case]
        jobs = {service: [] for service in services}
        for i in range(-len(styles), count):  # each style once to warm up
            for service in services:
                seconds = measured(service[1], arguments.content, styles[i % len(styles)], preset, overrides)
                if i >= 0:
                    jobs[service].append(seconds)
        label = " ".join([preset, *(f"{key}={value}" for key, value in overrides.items())])
        results["cases"] += [{"service": name, "case": label, **summary(jobs[name, url])} for name, url in services]
    print(table(results))
    if arguments.out:
        report.write(arguments.out, results, table(results))


main()
