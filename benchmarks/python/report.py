"""What every report says of the machine, and how it is written."""
import dataclasses
import json
import os
import pathlib
import platform
import statistics
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def processor():
    info = pathlib.Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    flags = next((set(line.split(":", 1)[1].split()) for line in lines if line.startswith("flags")), set())
    units = [flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if flag in flags]
    return f"{named[0] if named else platform.processor()} ({', '.join(units)}), {os.cpu_count()} cores"


def commit():
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def machine():
    return {"processor": processor(), "system": platform.platform()}


def line(results):
    """Of a report that holds what head() gives."""
    return f"{results['machine']['processor']}, {results['machine']['system']}. Commit {results['commit']}."


def head():
    return {"commit": commit(), "machine": machine()}


def write(name, results, table):
    """NAME.json and NAME.md."""
    pathlib.Path(name + ".json").write_text(json.dumps(results, indent=1) + "\n")
    pathlib.Path(name + ".md").write_text(table)


@dataclasses.dataclass
class Run:
    """What a process took, with all that it started and waited for."""

    seconds: float  # user and system
    mebibytes: float  # resident, at most


def run(command, environment=None):
    command = [str(part) for part in command]
    process = subprocess.Popen(
        command,
        env=dict(os.environ, OMP_NUM_THREADS="1", **(environment or {})),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def painted(content, style, *options):
    """A picture by the command line on one thread; it lies in benchmarks/target/painted.png then."""
    file = ROOT / "benchmarks/target/painted.png"
    return run([ROOT / "scripts/stylize", content, style, "-o", file, "--threads", "1", *options])


def row(name, values, form):
    """Of a table: least, median, most."""
    found = (min(values), statistics.median(values), max(values))
    return f"| {name} | " + " | ".join(form.format(value) for value in found) + " |\n"
