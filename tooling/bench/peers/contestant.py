"""What the peers share: announce, then answer each task named on a line of input with a line of JSON."""

import json
import sys
import time

BURST_SECONDS = 0.1


def settings():
    """estimator, theta, x, batch, samples from the command line."""
    given = [sys.argv[1]] + [int(argument) for argument in sys.argv[2:]]
    return given + ["maf", 10, 10, 200, 10_000][len(given) :]


# Replies go to the real standard output; whatever a library prints goes to standard error.
answers, sys.stdout = sys.stdout, sys.stderr


def reply(**values):
    print(json.dumps(values), file=answers, flush=True)


def burst(call):
    """Milliseconds per call over a burst. `call` must return only once its work is done."""
    started, calls = time.perf_counter(), 0
    while calls == 0 or time.perf_counter() - started < BURST_SECONDS:
        call()
        calls += 1
    return (time.perf_counter() - started) / calls * 1e3


def compete(name, tasks, matmul, matmul_size):
    """`tasks`: milliseconds per call, by name. `matmul` squares a float32 matrix of `matmul_size`."""
    for task in tasks.values():
        task()
    burst(matmul)
    reply(ready=name)
    for line in sys.stdin:
        task = line.strip()
        if task == "peak":
            reply(gflops=2 * matmul_size**3 / burst(matmul) / 1e6)
        else:
            reply(ms=tasks[task]() if task in tasks else None)
