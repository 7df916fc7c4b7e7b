"""sbi's masked autoregressive flow, one thread: a bare training step (no data loader), and sampling."""

import warnings

import sbi
import torch
from contestant import compete, sizes
from sbi.neural_nets import posterior_nn

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
theta_dim, x_dim, batch, samples = sizes()

theta = torch.randn(10_000, theta_dim)
x = torch.randn(10_000, x_dim)
estimator = posterior_nn(model="maf")(theta, x)
optimizer = torch.optim.Adam(estimator.parameters(), lr=5e-4)
theta_batch, x_batch, observed = theta[:batch], x[:batch], x[:1]


def train_step():
    optimizer.zero_grad()
    estimator.loss(theta_batch, x_batch).mean().backward()
    torch.nn.utils.clip_grad_norm_(estimator.parameters(), max_norm=5.0)
    optimizer.step()


def sample():
    with torch.no_grad():
        estimator.sample((samples,), observed)


square = torch.randn(1024, 1024)
compete(
    f"sbi {sbi.__version__}, torch {torch.__version__}",
    {"train-step": train_step, "sample": sample},
    lambda: square @ square,
    1024,
)
