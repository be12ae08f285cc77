"""Load on one gateway: submissions, uploads, lists and idle event streams, one after the other.

Each load is made by wrk (Debian package "wrk"), an idle stream by a socket of this program. Generator, broker, store and gateway
share the machine, so the figures are a lower bound; with --pid they come with the gateway's own processor time. Before each load the
gateway gets the same load to warm up, and has to admit all jobs of it. Jobs are submitted and never worked on: run no worker, and throw
the broker away afterwards.
"""

import argparse
import asyncio
import json
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
import zlib

from report import machine  # beside this file

BOUNDARY = "----benchmark"
JOBS = "/v1/stylizations"


def png(side, seed):
    """A PNG of noise that does not compress."""
    state = seed
    rows = bytearray()
    for _ in range(side):
        rows.append(0)
        for _ in range(3 * side):
            state = (1103515245 * state + 12345) & 0x7FFFFFFF
            rows.append(state >> 16 & 0xFF)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows), 1)) + chunk(b"IEND", b"")


def upload(server, picture):
    request = urllib.request.Request(
        server + "/v1/images", data=picture, headers={"Content-Type": "image/png"}, method="POST"
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["object"]


def lua(method, body_files, content_type):
    """A script for wrk whose requests have the bodies of some files in turn."""
    names = ", ".join(json.dumps(str(file)) for file in body_files)
    return f"""
local bodies = {{}}
for _, name in ipairs({{ {names} }}) do
  local file = io.open(name, "rb")
  bodies[#bodies + 1] = file:read("*a")
  file:close()
end
local next = 0
wrk.method = "{method}"
wrk.headers["Content-Type"] = "{content_type}"
request = function()
  next = next % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[next])
end
done = function(summary, latency, requests)
  io.write(string.format("RESULT %d %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
"""


GET = lua("GET", ["/dev/null"], "application/json")
CONTENTS = 50


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def waits_for_the_ledger(server):
    with urllib.request.urlopen(server + "/v1/stylizations?state=SUBMITTED&limit=1") as answer:
        return bool(json.load(answer)["items"])


def drain(server):
    """Waits until the ledger has admitted all jobs; seconds."""
    begun = time.monotonic()
    while waits_for_the_ledger(server):
        time.sleep(0.1)
    return time.monotonic() - begun


def submissions(server, script, options):
    """A load of submissions, with the rate at which the ledger admits them too."""
    wrk(server, JOBS, script, options.connections, options.warm, options.pid)
    drain(server)
    result = wrk(server, JOBS, script, options.connections, options.seconds, options.pid)
    took = drain(server)
    result["admitted_per_second"] = round(result["requests"] / (options.seconds + took), 1)
    return result


def reads(server, path, options):
    wrk(server, path, GET, options.connections, options.warm, options.pid)
    return wrk(server, path, GET, options.connections, options.seconds, options.pid)


def wrk(server, path, script, connections, seconds, pid):
    before = processor_seconds(pid) if pid else 0
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        out = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", file.name, server + path],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    used = processor_seconds(pid) - before if pid else None
    requests, duration, refused, broken, p50, p99, most = map(int, re.search(r"RESULT (.*)", out).group(1).split())
    return {
        "per_second": round(requests / (duration / 1e6), 1),
        "requests": requests,
        "not_2xx": refused,
        "broken": broken,
        "p50_ms": round(p50 / 1000, 1),
        "p99_ms": round(p99 / 1000, 1),
        "max_ms": round(most / 1000, 1),
        "gateway_cpu_ms_per_request": round(1000 * used / requests, 2) if pid else None,
        "connections": connections,
        "seconds": seconds,
    }


async def idle_streams(server, count):
    """Opens streams of all events, counts those that got an answer, then closes them."""
    address = urllib.parse.urlsplit(server)
    request = (
        f"GET /v1/events HTTP/1.1\r\nHost: {address.netloc}\r\nAccept: text/event-stream\r\n\r\n"
    ).encode()
    opened = []

    async def one():
        reader, writer = await asyncio.open_connection(address.hostname, address.port or 80)
        writer.write(request)
        await writer.drain()
        head = await reader.readuntil(b"\r\n")
        if b" 200 " not in head:
            raise RuntimeError(head.decode())
        opened.append((reader, writer))

    begun = time.monotonic()
    for first in range(0, count, 200):
        await asyncio.gather(*(one() for _ in range(min(200, count - first))))
    seconds = time.monotonic() - begun
    return opened, seconds


def resident_mib(pid):
    if pid is None:
        return None
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return round(int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) / 1024)


async def streams(server, count, pid, seconds):
    before = resident_mib(pid)
    opened, took = await idle_streams(server, count)
    await asyncio.sleep(seconds)
    latencies = []
    for _ in range(50):
        begun = time.monotonic()
        await asyncio.to_thread(urllib.request.urlopen, server + "/v1/presets")
        latencies.append(1000 * (time.monotonic() - begun))
    after = resident_mib(pid)
    for _, writer in opened:
        writer.close()
    latencies.sort()
    return {
        "streams": len(opened),
        "opened_per_second": round(len(opened) / took),
        "gateway_mib_before": before,
        "gateway_mib_with_streams": after,
        "other_requests_p50_ms": round(latencies[25], 1),
        "other_requests_max_ms": round(latencies[-1], 1),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="append", help="address of a gateway without keys; several take turns")
    parser.add_argument("--pid", type=int, help="process of the gateway, for its memory")
    parser.add_argument("--seconds", type=int, default=20, help="of each load")
    parser.add_argument("--warm", type=int, default=60, help="seconds of the same load before it")
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--streams", type=int, default=10_000)
    parser.add_argument("--out", default="benchmarks/results/gateway", help="NAME of NAME.json and NAME.md")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        parser.error("wrk is needed: apt-get install wrk")
    server = (options.server or ["http://127.0.0.1:8080"])[0].rstrip("/")
    results = {"machine": machine(), "server": server}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        style = upload(server, png(64, 1))
        bodies = []
        for number in range(CONTENTS):
            content = upload(server, png(64, 2 + number))
            bodies.append(folder / f"job-{number}.json")
            bodies[-1].write_text(
                json.dumps({"content": {"object": content}, "styles": [{"object": style}], "preset": "fast"})
            )
        large = png(185, 1000)  # some 100 KB
        form = folder / "job.form"
        part = "--{0}\r\nContent-Disposition: form-data; name=\"{1}\"; filename=\"{1}.png\"\r\nContent-Type: image/png\r\n\r\n"
        form.write_bytes(
            part.format(BOUNDARY, "content").encode()
            + large
            + b"\r\n"
            + part.format(BOUNDARY, "style").encode()
            + png(64, 1)
            + f"\r\n--{BOUNDARY}--\r\n".encode()
        )
        multipart = f"multipart/form-data; boundary={BOUNDARY}"
        results["json_submissions"] = submissions(server, lua("POST", bodies, "application/json"), options)
        results["multipart_submissions_100_kb"] = submissions(server, lua("POST", [form], multipart), options)
        results["list_20"] = reads(server, JOBS + "?limit=20", options)
        results["presets"] = reads(server, "/v1/presets", options)
    results["idle_streams"] = asyncio.run(streams(server, options.streams, options.pid, 5))
    out = pathlib.Path(options.out)
    out.with_suffix(".json").write_text(json.dumps(results, indent=2) + "\n")
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
