"""sbi's estimators, one thread: a bare training step, the training loop, sampling and log-densities."""

import sys
import time
import warnings

import sbi
import torch
from contestant import burst, compete, settings
from sbi.inference import NPE, NRE_B
from sbi.neural_nets import classifier_nn, posterior_nn
from sbi.utils import BoxUniform

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
kind, theta_dim, x_dim, batch, samples = settings()
SIMULATIONS, EPOCHS, VALIDATION, ATOMS = 10_000, 2, 0.1, 10

prior = BoxUniform(-torch.ones(theta_dim), torch.ones(theta_dim))
theta = prior.sample((SIMULATIONS,))
x = theta[:, torch.arange(x_dim) % theta_dim] + 0.3 * torch.randn(SIMULATIONS, x_dim)
theta_batch, x_batch, observed = theta[:batch], x[:batch], x[:1]
square = torch.randn(1024, 1024)


def stepper(network, loss):
    optimizer = torch.optim.Adam(network.parameters(), lr=5e-4)

    def step():
        optimizer.zero_grad()
        loss().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), max_norm=5.0)
        optimizer.step()

    return step


def ratio_tasks():
    """Contrasts each of a batch's pairs with 9 other parameter vectors, as NRE-B does."""
    inference = NRE_B(prior, classifier="resnet", show_progress_bars=False)
    inference._neural_net = classifier_nn("resnet")(theta, x)
    step = stepper(inference._neural_net, lambda: inference._loss(theta_batch, x_batch, ATOMS))
    return {"train-step": lambda: burst(step)}


def density_tasks(model):
    estimator = posterior_nn(model=model)(theta, x)
    step = stepper(estimator, lambda: estimator.loss(theta_batch, x_batch).mean())
    inference = NPE(prior, density_estimator=model, show_progress_bars=False)
    inference.append_simulations(theta, x)
    epochs = 0

    def train():
        """Some epochs more of the training loop, data loader and validation included; per training step."""
        nonlocal epochs
        epochs += EPOCHS
        before, started = inference.epoch if epochs > EPOCHS else 0, time.perf_counter()
        inference.train(
            training_batch_size=batch,
            validation_fraction=VALIDATION,
            max_num_epochs=epochs,
            stop_after_epochs=2**31 - 1,
            resume_training=epochs > EPOCHS,
        )
        seconds = time.perf_counter() - started
        steps = (inference.epoch - before) * int(SIMULATIONS * (1 - VALIDATION) / batch)
        return seconds / steps * 1e3

    def sample():
        with torch.no_grad():
            return estimator.sample((samples,), observed)

    draws = sample()

    def log_density():
        with torch.no_grad():
            estimator.log_prob(draws, observed)

    return {
        "train-step": lambda: burst(step),
        "train": train,
        "sample": lambda: burst(sample),
        "log-density": lambda: burst(log_density),
    }


# sbi's autoregressive spline flow is its `maf_rqs`.
models = {"maf": "maf", "nsf": "nsf", "nsf-autoregressive": "maf_rqs", "mdn": "mdn"}
tasks = ratio_tasks() if kind == "classifier" else density_tasks(models[kind])
compete(
    f"sbi {sbi.__version__} {models.get(kind, 'resnet')}, torch {torch.__version__}",
    tasks,
    lambda: square @ square,
    1024,
)
