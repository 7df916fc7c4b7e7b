"""Brunel's network (2000, model A) in Brian2, with the rules of our kernel: input to refractory neurons is lost.

brian2_brunel.py cython|cpp_standalone NEURONS SIMULATED_MS REPEATS: g 5, eta 2, J 0.1 mV, in-degrees a tenth of each
population. Prints the least seconds of taking the steps, without compiling or connecting, and the mean rate as a line of JSON.
"""

import json
import sys
import tempfile
import time

import numpy as np
from brian2 import *
from brian2 import __version__

target, neurons, simulated, repeats = sys.argv[1], *(int(argument) for argument in sys.argv[2:5])
standalone = target == "cpp_standalone"
if standalone:
    set_device(target, directory=tempfile.mkdtemp(), build_on_run=False)
else:
    prefs.codegen.target = target

J, g, eta = 0.1 * mV, 5, 2
tau, threshold, dt = 20 * ms, 20 * mV, 0.1 * ms
drive = float(eta * threshold / (J * tau) * dt)
defaultclock.dt = dt
seed(1)
generator = np.random.default_rng(1)
cells = NeuronGroup(
    neurons,
    "dv/dt = -v/tau : volt (unless refractory)",
    threshold="v >= threshold",
    reset="v = 10*mV",
    refractory=2 * ms,
    method="exact",
)
cells.v = "rand() * threshold"
cells.run_regularly("v += J * poisson(drive) * int(not_refractory)", when="synapses", dt=dt)


def connect(first, size, weight):
    projecting = Synapses(
        cells,
        cells,
        on_pre="v_post += weight * int(not_refractory_post)",
        delay=1.5 * ms,
        namespace=dict(weight=weight),
    )
    sources = generator.integers(first, first + size, neurons * (size // 10))
    projecting.connect(i=sources, j=np.repeat(np.arange(neurons), size // 10))
    return projecting


excitatory = neurons * 4 // 5
spikes = SpikeMonitor(cells)
network = Network(
    cells,
    connect(0, excitatory, J),
    connect(excitatory, neurons - excitatory, -g * J),
    spikes,
)
if standalone:
    network.run(simulated * ms)
    device.build(run=False)
else:
    network.store()


def seconds():
    if standalone:
        device.run()
        return device._last_run_time
    network.restore()
    started = time.perf_counter()
    network.run(simulated * ms)
    return time.perf_counter() - started


# The first run of cython compiles.
least = min(seconds() for _ in range(repeats))
rate = len(spikes.t) / neurons / (simulated / 1000)
print(json.dumps(dict(target=target, seconds=least, rate=rate, versions=f"brian2 {__version__}")))
