"""What a running service adds to a job: time from the submission to the first step, and all time that isn't optimization.

Jobs are sent one after the other, so the worker is idle and warm; the first, which warms it, does not count. Start a service
first, for example with scripts/demo.
"""
import argparse
import datetime
import json
import pathlib
import time
import urllib.request
import uuid

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "samples"


def submitted(arguments, style):
    """Address of a new job."""
    boundary = uuid.uuid4().hex
    recipe = json.dumps({"preset": arguments.preset, "overrides": json.loads(arguments.overrides)}).encode()
    parts = [
        (b'name="content"; filename="content.jpg"', b"image/jpeg", pathlib.Path(arguments.content).read_bytes()),
        (b'name="style"; filename="style.jpg"', b"image/jpeg", pathlib.Path(style).read_bytes()),
        (b'name="request"', b"application/json", recipe),
    ]
    body = b"".join(
        b"--%b\r\nContent-Disposition: form-data; %b\r\nContent-Type: %b\r\n\r\n%b\r\n" % (boundary.encode(), *part)
        for part in parts
    )
    request = urllib.request.Request(
        arguments.url + "/v1/stylizations",
        body + f"--{boundary}--\r\n".encode(),
        {"Content-Type": f"multipart/form-data; boundary={boundary}"},
    )
    with urllib.request.urlopen(request) as answer:
        return arguments.url + json.load(answer)["links"]["self"]


def finished(address):
    while True:
        with urllib.request.urlopen(address) as answer:
            job = json.load(answer)
        if job["state"] == "COMPLETED":
            return job
        if job["state"] in ("FAILED", "CANCELLED"):
            raise SystemExit(f"{address}: {job}")
        time.sleep(0.05)


def seconds(job, begin, end):
    begun, ended = (datetime.datetime.fromisoformat(job[name].replace("Z", "+00:00")) for name in (begin, end))
    return (ended - begun).total_seconds()


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://localhost:8080")
    parser.add_argument("--jobs", type=int, default=30, help="that count")
    parser.add_argument("--preset", default="balanced")
    parser.add_argument("--overrides", default="{}", help="JSON object")
    parser.add_argument("--content", default=str(SAMPLES / "photographs/coffee.jpg"))
    parser.add_argument("--style", action="append", help="several take turns")
    arguments = parser.parse_args()
    styles = arguments.style or [str(SAMPLES / "paintings/lake-at-dawn.jpg")]
    jobs = [finished(submitted(arguments, styles[i % len(styles)])) for i in range(arguments.jobs + 1)][1:]
    start = [seconds(job, "submittedAt", "startedAt") for job in jobs]
    whole = [seconds(job, "submittedAt", "updatedAt") for job in jobs]
    rest = [all_of_it - job["optimizationSeconds"] for all_of_it, job in zip(whole, jobs)]
    print(f"{len(jobs)} jobs, {arguments.preset} {arguments.overrides}")
    for name, values in (("submitted to first step", start), ("not optimization", rest), ("whole job", whole)):
        print(f"{name}: p50 {quantile(values, 0.5):.3f} s, p99 {quantile(values, 0.99):.3f} s")
    print(f"share that is not optimization: {100 * sum(rest) / sum(whole):.1f} %")


main()
