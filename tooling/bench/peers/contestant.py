"""What the peers share: announce, then answer each task named on a line of input with a line of JSON."""

import json
import sys
import time

BURST_SECONDS = 0.3


def sizes():
    """theta, x, batch, samples from the command line."""
    given = [int(argument) for argument in sys.argv[1:]]
    return given + [10, 10, 200, 10_000][len(given) :]


def reply(**values):
    print(json.dumps(values), flush=True)


def burst(call):
    """Seconds per call over a burst. `call` must return only once its work is done."""
    started, calls = time.perf_counter(), 0
    while calls == 0 or time.perf_counter() - started < BURST_SECONDS:
        call()
        calls += 1
    return (time.perf_counter() - started) / calls


def compete(name, tasks, matmul, matmul_size):
    """`tasks`: callables by name. `matmul` multiplies two square float32 matrices of `matmul_size`."""
    for call in tasks.values():
        burst(call)
    burst(matmul)
    reply(ready=name)
    for line in sys.stdin:
        task = line.strip()
        if task == "peak":
            reply(gflops=2 * matmul_size**3 / burst(matmul) / 1e9)
        else:
            reply(ms=burst(tasks[task]) * 1e3 if task in tasks else None)
