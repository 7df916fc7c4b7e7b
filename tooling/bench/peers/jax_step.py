"""The same masked autoregressive flow in jitted JAX, one thread: a training step on float32."""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ.setdefault("OMP_NUM_THREADS", "1")

import jax
import jax.numpy as jnp
import numpy as np
import optax
from contestant import burst, compete, sizes

HIDDEN, TRANSFORMS = 50, 5
theta_dim, x_dim, batch, _ = sizes()

degree_in = np.arange(1, theta_dim + 1)
degree_hidden = np.arange(HIDDEN) % max(1, theta_dim - 1) + 1
mask_in = (degree_hidden[None, :] >= degree_in[:, None]).astype(np.float32)
mask_hidden = (degree_hidden[None, :] >= degree_hidden[:, None]).astype(np.float32)
mask_out = np.repeat((degree_in[None, :] > degree_hidden[:, None]).astype(np.float32), 2, 1)
order = np.arange(theta_dim)[::-1]


def network(key):
    keys = jax.random.split(key, 5)
    shapes = [(theta_dim, HIDDEN), (x_dim, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, 2 * theta_dim)]
    weights = [0.05 * jax.random.normal(k, shape) for k, shape in zip(keys, shapes)]
    return weights, [jnp.zeros(HIDDEN)] * 3 + [jnp.zeros(2 * theta_dim)]


def loss(networks, z, x):
    log_det = 0.0
    for (w_theta, w_x, w_1, w_2, w_out), (b_0, b_1, b_2, b_out) in networks:
        h = z @ (w_theta * mask_in) + x @ w_x + b_0
        h = h + jnp.tanh(h @ (w_1 * mask_hidden) + b_1)
        h = h + jnp.tanh(h @ (w_2 * mask_hidden) + b_2)
        out = (h @ (w_out * mask_out) + b_out).reshape(z.shape[0], theta_dim, 2)
        scale = jax.nn.softplus(out[..., 1]) + 1e-3
        z = (z * scale + out[..., 0])[:, order]
        log_det = log_det + jnp.log(scale).sum(-1)
    return (0.5 * (z**2).sum(-1) - log_det).mean()


optimizer = optax.chain(optax.clip_by_global_norm(5.0), optax.adam(5e-4))


@jax.jit
def step(networks, state, theta, x):
    _, gradient = jax.value_and_grad(loss)(networks, theta, x)
    updates, state = optimizer.update(gradient, state, networks)
    return optax.apply_updates(networks, updates), state


theta = jax.random.normal(jax.random.key(0), (batch, theta_dim))
x = jax.random.normal(jax.random.key(1), (batch, x_dim))
networks = [network(key) for key in jax.random.split(jax.random.key(2), TRANSFORMS)]
state = optimizer.init(networks)


def train_step():
    global networks, state
    networks, state = step(networks, state, theta, x)
    jax.block_until_ready(networks)


square = jax.random.normal(jax.random.key(3), (1024, 1024))
matmul = jax.jit(lambda a: a @ a)
compete(
    f"jax {jax.__version__}",
    {"train-step": lambda: burst(train_step)},
    lambda: matmul(square).block_until_ready(),
    1024,
)
