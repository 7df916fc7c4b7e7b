"""The same flows in jitted JAX, one thread: a training step on float32. Knows maf, nsf and nsf-autoregressive."""

import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ.setdefault("OMP_NUM_THREADS", "1")

import jax
import jax.numpy as jnp
import numpy as np
import optax
from contestant import burst, compete, settings

HIDDEN, TRANSFORMS, BINS, BOUND, MIN = 50, 5, 10, 3.0, 1e-3
kind, theta_dim, x_dim, batch, _ = settings()


def weights(key, rows, columns):
    return 0.05 * jax.random.normal(key, (rows, columns))


def affine(z, out):
    scale = jax.nn.softplus(out[..., 1]) + MIN
    return z * scale + out[..., 0], jnp.log(scale).sum(-1)


def spline(z, out):
    """Monotonic rational-quadratic spline between -BOUND and BOUND, the identity outside."""
    width = jax.nn.softmax(out[..., :BINS]) * (1 - BINS * MIN) + MIN
    height = jax.nn.softmax(out[..., BINS : 2 * BINS]) * (1 - BINS * MIN) + MIN
    slope = jax.nn.softplus(out[..., 2 * BINS :]) + MIN
    slope = jnp.pad(slope, [(0, 0)] * (slope.ndim - 1) + [(1, 1)], constant_values=1.0)
    start = jnp.zeros(width.shape[:-1] + (1,))
    knots_x = jnp.concatenate([start, jnp.cumsum(width, -1)], -1) * 2 * BOUND - BOUND
    knots_y = jnp.concatenate([start, jnp.cumsum(height, -1)], -1) * 2 * BOUND - BOUND
    inside = jnp.abs(z) < BOUND
    z_in = jnp.clip(z, -BOUND + 1e-4, BOUND - 1e-4)
    bin_of = jnp.sum(z_in[..., None] >= knots_x[..., 1:-1], -1)

    def at(values, index):
        return jnp.take_along_axis(values, index[..., None], -1)[..., 0]

    x0, x1, y0, y1 = at(knots_x, bin_of), at(knots_x, bin_of + 1), at(knots_y, bin_of), at(knots_y, bin_of + 1)
    d0, d1 = at(slope, bin_of), at(slope, bin_of + 1)
    s, t = (y1 - y0) / (x1 - x0), (z_in - x0) / (x1 - x0)
    denominator = s + (d0 + d1 - 2 * s) * t * (1 - t)
    y = y0 + (y1 - y0) * (s * t**2 + d0 * t * (1 - t)) / denominator
    log_slope = 2 * jnp.log(s) + jnp.log(d1 * t**2 + 2 * s * t * (1 - t) + d0 * (1 - t) ** 2) - 2 * jnp.log(denominator)
    return jnp.where(inside, y, z), jnp.where(inside, log_slope, 0.0).sum(-1)


def autoregressive(outputs, transform):
    """Masked network with two residual tanh blocks; between transforms the order is reversed."""
    degree_in = np.arange(1, theta_dim + 1)
    degree_hidden = np.arange(HIDDEN) % max(1, theta_dim - 1) + 1
    mask_in = (degree_hidden[None, :] >= degree_in[:, None]).astype(np.float32)
    mask_hidden = (degree_hidden[None, :] >= degree_hidden[:, None]).astype(np.float32)
    mask_out = np.repeat((degree_in[None, :] > degree_hidden[:, None]).astype(np.float32), outputs, 1)
    order = np.arange(theta_dim)[::-1]

    def init(key):
        keys = jax.random.split(key, 5)
        shapes = [(theta_dim, HIDDEN), (x_dim, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, HIDDEN)]
        return (
            [weights(k, *shape) for k, shape in zip(keys, shapes + [(HIDDEN, outputs * theta_dim)])],
            [jnp.zeros(HIDDEN)] * 3 + [jnp.zeros(outputs * theta_dim)],
        )

    def forward(params, z, x):
        (w_theta, w_x, w_1, w_2, w_out), (b_0, b_1, b_2, b_out) = params
        h = z @ (w_theta * mask_in) + x @ w_x + b_0
        h = h + jnp.tanh(h @ (w_1 * mask_hidden) + b_1)
        h = h + jnp.tanh(h @ (w_2 * mask_hidden) + b_2)
        out = (h @ (w_out * mask_out) + b_out).reshape(z.shape[0], theta_dim, outputs)
        z, log_det = transform(z, out)
        return z[:, order], log_det

    return [(init, forward)] * TRANSFORMS


def coupling(outputs, transform):
    """Residual ReLU network with gates by the context for half of the dimensions, then a linear map L U."""
    tril, triu = np.tril_indices(theta_dim, -1), np.triu_indices(theta_dim, 1)

    def layer(parity):
        changed = np.arange(theta_dim) % 2 == parity
        kept = ~changed

        def dense(key, inputs, units):
            return weights(key, inputs, units), jnp.zeros(units)

        def init(key):
            keys = jax.random.split(key, 9)
            blocks = [
                (dense(keys[3 * b], HIDDEN, HIDDEN), dense(keys[3 * b + 1], HIDDEN, HIDDEN), dense(keys[3 * b + 2], x_dim, HIDDEN))
                for b in range(2)
            ]
            linear = jnp.zeros(len(tril[0])), jnp.zeros(len(triu[0])), jnp.zeros(theta_dim), jnp.zeros(theta_dim)
            first = dense(keys[6], int(kept.sum()) + x_dim, HIDDEN)
            return first, blocks, dense(keys[7], HIDDEN, int(changed.sum()) * outputs), linear

        def apply(params, value):
            return value @ params[0] + params[1]

        def forward(params, z, x):
            first, blocks, last, (lower, upper, diagonal, bias) = params
            h = apply(first, jnp.concatenate([z[:, kept], x], 1))
            for one, two, gate in blocks:
                inner = apply(two, jax.nn.relu(apply(one, jax.nn.relu(h))))
                h = h + inner * jax.nn.sigmoid(apply(gate, x))
            out = apply(last, h).reshape(z.shape[0], -1, outputs)
            moved, log_det = transform(z[:, changed], out)
            z = z.at[:, changed].set(moved)
            diagonal = jax.nn.softplus(diagonal) + MIN
            l = jnp.eye(theta_dim).at[tril].set(lower)
            u = jnp.diag(diagonal).at[triu].set(upper)
            return (z @ u.T) @ l.T + bias, log_det + jnp.log(diagonal).sum()

        return init, forward

    return [layer(t % 2) for t in range(TRANSFORMS)]


# Another estimator is not this script's: it announces itself and does no task.
flows = {
    "maf": lambda: autoregressive(2, affine),
    "nsf-autoregressive": lambda: autoregressive(3 * BINS - 1, spline),
    "nsf": lambda: coupling(3 * BINS - 1, spline),
}
layers = flows[kind]() if kind in flows else []


def loss(params, z, x):
    log_det = 0.0
    for (_, forward), own in zip(layers, params):
        z, own_log_det = forward(own, z, x)
        log_det = log_det + own_log_det
    return (0.5 * (z**2).sum(-1) - log_det).mean()


optimizer = optax.chain(optax.clip_by_global_norm(5.0), optax.adam(5e-4))


@jax.jit
def step(params, state, theta, x):
    _, gradient = jax.value_and_grad(loss)(params, theta, x)
    updates, state = optimizer.update(gradient, state, params)
    return optax.apply_updates(params, updates), state


theta = jax.random.normal(jax.random.key(0), (batch, theta_dim))
x = jax.random.normal(jax.random.key(1), (batch, x_dim))
params = [init(key) for (init, _), key in zip(layers, jax.random.split(jax.random.key(2), TRANSFORMS))]
state = optimizer.init(params)


def train_step():
    global params, state
    params, state = step(params, state, theta, x)
    jax.block_until_ready(params)


square = jax.random.normal(jax.random.key(3), (1024, 1024))
matmul = jax.jit(lambda a: a @ a)
compete(
    f"jax {jax.__version__} {kind}",
    {"train-step": lambda: burst(train_step)} if layers else {},
    lambda: matmul(square).block_until_ready(),
    1024,
)
