"""Processor time of gateways for a job, with one gateway and with two over the same broker.

A gateway does three things for a job: it answers the submission, admits its part of all jobs (the ledger), and follows all jobs (the view).
The second is shared by the gateways, the third is done by each. So the sum over all gateways says how much two of them could do on
machines of their own, also when they share a machine here. Each round submits for some seconds to one gateway after the other, waits
until all jobs are admitted, and counts the processor time of all gateways until then. Start the gateways without keys on an empty broker,
and no worker; the first round of each kind warms up and is not counted.
"""

import argparse
import json
import pathlib
import statistics
import tempfile

from gateway import CONTENTS, JOBS, drain, lua, png, processor_seconds, upload, wrk  # beside this file
from report import machine  # beside this file


def round_of(servers, pids, script, seconds, connections):
    before = sum(map(processor_seconds, pids))
    requests = 0
    for server in servers:
        requests += wrk(server, JOBS, script, connections, seconds // len(servers), None)["requests"]
    drain(servers[0])
    return 1000 * (sum(map(processor_seconds, pids)) - before) / requests, requests


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", action="append", required=True, help="address of a gateway; once for each that runs")
    parser.add_argument("--pid", action="append", required=True, type=int, help="its process, in the same order")
    parser.add_argument("--seconds", type=int, default=16, help="of submissions in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        style = upload(options.server[0], png(64, 1))
        bodies = []
        for number in range(CONTENTS):
            content = upload(options.server[0], png(64, 2 + number))
            bodies.append(folder / f"job-{number}.json")
            bodies[-1].write_text(
                json.dumps({"content": {"object": content}, "styles": [{"object": style}], "preset": "fast"})
            )
        script = lua("POST", bodies, "application/json")
        rounds = [
            round_of(options.server, options.pid, script, options.seconds, options.connections)
            for _ in range(options.rounds + 1)
        ][1:]
    each = [ms for ms, _ in rounds]
    print(
        json.dumps(
            {
                "machine": machine(),
                "gateways": len(options.server),
                "jobs": sum(requests for _, requests in rounds),
                "gateways_cpu_ms_per_job": round(statistics.median(each), 3),
                "rounds": [round(ms, 3) for ms in each],
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
