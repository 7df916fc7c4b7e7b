"""sbi's amortised algorithms on given simulations, on one thread.

sbi_posterior.py FOLDER: FOLDER/problem.json names the algorithm (npe, nle or nre) and its network, and holds seed, draws,
the prior as data, observed (one row each) and dims, the columns of theta and x; FOLDER/theta.f64 and x.f64 are the
simulations, float64, row by row. Writes FOLDER/draws-I.f64 for each observation I and FOLDER/reply.json: what it took, in
seconds of processor time, and how training went. Settings are sbi's own; likelihoods and ratios are sampled as the benchmark's
publication did, by slices of 100 chains with a thinning of 10.
"""

import json
import os
import sys
import threading
import time
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import numpy as np
import torch
from sbi import __version__
from sbi.inference import NLE, NPE, NRE
from sbi.utils import BoxUniform, MultipleIndependent
from torch.distributions import LogNormal, MultivariateNormal

BATCH = 200
CHAINS = dict(
    mcmc_method="slice_np_vectorized",
    mcmc_parameters=dict(num_chains=100, warmup_steps=100, thin=10),
)
NETWORK = dict(npe="density_estimator", nle="density_estimator", nre="classifier")


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


def prior_of(config):
    if config["kind"] == "multivariateNormal":
        return MultivariateNormal(tensor(config["mean"]), tensor(config["covariance"]))
    laws = config["laws"]
    each = lambda key: tensor([law[key] for law in laws])
    kinds = {law["kind"] for law in laws}
    if kinds == {"uniform"}:
        return BoxUniform(each("lower"), each("upper"))
    if kinds == {"normal"}:
        return MultivariateNormal(each("mean"), torch.diag(each("std") ** 2))
    if kinds == {"logNormal"}:
        return MultipleIndependent([LogNormal(tensor([law["mu"]]), tensor([law["sigma"]])) for law in laws])
    raise ValueError(f"expected a prior of one kind of law, got {sorted(kinds)}")


def rows(file, columns):
    return tensor(np.fromfile(file).reshape(-1, columns))


def trained(problem, folder):
    algorithm, (theta_dim, x_dim) = problem["algorithm"], problem["dims"]
    inference = dict(npe=NPE, nle=NLE, nre=NRE)[algorithm](
        prior_of(problem["prior"]),
        **{NETWORK[algorithm]: problem["estimator"]},
        show_progress_bars=False,
    )
    inference.append_simulations(rows(folder / "theta.f64", theta_dim), rows(folder / "x.f64", x_dim))
    inference.train(training_batch_size=BATCH)
    posterior = inference.build_posterior(**({} if algorithm == "npe" else CHAINS))
    return posterior, inference.summary


def timed(work):
    started = time.process_time()
    return work(), time.process_time() - started


def end_with_parent():
    """Input stays open, and silent, for as long as who started this lives."""
    sys.stdin.read()
    os._exit(1)


def main(folder):
    threading.Thread(target=end_with_parent, daemon=True).start()
    torch.set_num_threads(1)
    problem = json.loads((folder / "problem.json").read_text())
    torch.manual_seed(problem["seed"])
    np.random.seed(problem["seed"])
    (posterior, summary), train = timed(lambda: trained(problem, folder))
    sample = []
    for i, observed in enumerate(problem["observed"]):
        draw = lambda: posterior.sample((problem["draws"],), x=tensor([observed]), show_progress_bars=False)
        draws, seconds = timed(draw)
        draws.numpy().astype(np.float64).tofile(folder / f"draws-{i}.f64")
        sample.append(seconds)
    reply = dict(
        versions=f"sbi {__version__}, torch {torch.__version__}",
        train=train,
        epochs=summary["epochs_trained"][-1],
        loss=float(summary["best_validation_loss"][-1]),
        sample=sample,
    )
    (folder / "reply.json").write_text(json.dumps(reply))


main(Path(sys.argv[1]))
