"""sbi's masked autoregressive flow, one thread: a bare training step, its training loop, and sampling."""

import time
import warnings

import sbi
import torch
from contestant import burst, compete, sizes
from sbi.inference import NPE
from sbi.neural_nets import posterior_nn
from sbi.utils import BoxUniform

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
theta_dim, x_dim, batch, samples = sizes()
SIMULATIONS, EPOCHS, VALIDATION = 10_000, 2, 0.1

prior = BoxUniform(-torch.ones(theta_dim), torch.ones(theta_dim))
theta = prior.sample((SIMULATIONS,))
x = theta[:, torch.arange(x_dim) % theta_dim] + 0.3 * torch.randn(SIMULATIONS, x_dim)
estimator = posterior_nn(model="maf")(theta, x)
optimizer = torch.optim.Adam(estimator.parameters(), lr=5e-4)
theta_batch, x_batch, observed = theta[:batch], x[:batch], x[:1]

inference = NPE(prior, density_estimator="maf", show_progress_bars=False)
inference.append_simulations(theta, x)
epochs = 0


def train_step():
    optimizer.zero_grad()
    estimator.loss(theta_batch, x_batch).mean().backward()
    torch.nn.utils.clip_grad_norm_(estimator.parameters(), max_norm=5.0)
    optimizer.step()


def train():
    """Some epochs more of the training loop, data loader and validation included; per training step."""
    global epochs
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
        estimator.sample((samples,), observed)


square = torch.randn(1024, 1024)
compete(
    f"sbi {sbi.__version__}, torch {torch.__version__}",
    {"train-step": lambda: burst(train_step), "train": train, "sample": lambda: burst(sample)},
    lambda: square @ square,
    1024,
)
