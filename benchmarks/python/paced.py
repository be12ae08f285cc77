"""A run in PyTorch that goes on when it is told to; the counterpart of PacedStylization.

For each line with a number n on standard input it does n steps and answers with a line of JSON.
Arguments: variant, weights, content, style, width, height.
"""
import json
import resource
import sys
import time

import torch

import recipe


def main():
    variant, weights, content, style, width, height = sys.argv[1:]
    torch.set_num_threads(1)
    size = int(width), int(height)
    transfer = recipe.Transfer(
        variant, recipe.read_weights(weights), recipe.read_picture(content, *size), recipe.read_picture(style, *size)
    )
    for line in sys.stdin:
        steps = int(line)
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(steps):
            transfer.step()
        print(
            json.dumps(
                {
                    "steps": steps,
                    "cpuSeconds": time.process_time() - cpu,
                    "wallSeconds": time.perf_counter() - wall,
                    "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                }
            ),
            flush=True,
        )


main()
