"""Writes the fixtures of the parity tests; see ../README.md for how to run it and what it needs.

Every network of `cases.py` is built by its own library from fixed seeds, moved away from its
initial weights (many start as the identity), and evaluated in float64. A fixture holds the weights
under the names the library gives them, rows of (target, context) with their score (log-density, or
log-ratio of a classifier), and base noise with the samples the library's inverse maps it to.
"""

import json
import math
import warnings
from copy import deepcopy
from importlib.metadata import version
from pathlib import Path

import torch
from cases import CASES
from safetensors_file import save

ROWS, TRAINING_ROWS = 16, 500
FIXTURES = Path(__file__).parent.parent / "fixtures"

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


def data(target_dim, context_dim):
    """Columns of unlike centres and scales, so that a forgotten standardisation shows."""
    target = torch.randn(TRAINING_ROWS, target_dim) * (1 + torch.arange(target_dim) / 2) - 2
    context = torch.randn(TRAINING_ROWS, context_dim) * 0.5 + torch.arange(context_dim)
    return target, context


def perturb(estimator, size):
    """Moves every weight away from its initial value, in place."""
    for parameter in estimator.parameters():
        parameter.data.add_(size * torch.randn_like(parameter))


def make_exact(estimator):
    """Removes what keeps a library's float64 result from being the exact log-density."""
    base = getattr(estimator.net, "_distribution", None)
    if base is not None:  # sbi rounds nflows' normalising constant to float32.
        log_z = 0.5 * math.prod(base._shape) * math.log(2 * math.pi)
        base._log_z = torch.tensor(log_z, dtype=torch.float64)
    if hasattr(estimator.net, "_epsilon"):  # sbi's mixture adds it to precisions, not determinants.
        estimator.net._epsilon = 0.0


def score(estimator, target, context):
    """Log-densities, or the log-ratios of classifiers."""
    if hasattr(estimator, "log_prob"):
        return estimator.log_prob(target[None], context)[0]
    return estimator(target, context)


def samples(estimator, noise, component, context):
    """Where the inverse maps base noise; the noise picks a point of the component for mixtures."""
    if hasattr(estimator, "get_uncorrected_mog"):
        mixture = estimator.get_uncorrected_mog(context)
        rows = torch.arange(len(context))
        factor, mean = mixture.precision_factors[rows, component], mixture.means[rows, component]
        step = torch.linalg.solve_triangular(factor, noise[..., None], upper=True)[..., 0]
        return estimator._inverse_transform_input(mean + step)
    embedded = estimator.embedding_net(context)
    if hasattr(estimator.net, "_transform"):
        return estimator.net._transform.inverse(noise, context=embedded)[0]
    return estimator.net(embedded).transform.inv(noise)


def rows(estimator, components, target, context):
    """Target, context, and for densities base noise and mixture components."""
    inputs = {"target": target * torch.linspace(0.2, 2, ROWS)[:, None], "context": context}
    if not hasattr(estimator, "log_prob"):
        return inputs
    # Half of the targets are likely ones, drawn from the density itself; far rows see linear tails.
    inputs["noise"] = torch.randn_like(target) * torch.linspace(0.5, 2, ROWS)[:, None]
    inputs["component"] = torch.randint(components, (ROWS,))
    likely = samples(estimator, torch.randn_like(target), inputs["component"], context)
    inputs["target"][::2] = likely[::2]
    return inputs


def evaluate(estimator, inputs):
    target, context = inputs["target"], inputs["context"]
    outputs = {"score": score(estimator, target, context)}
    if "noise" in inputs:
        outputs["sample"] = samples(estimator, inputs["noise"], inputs["component"], context)
    return outputs


def relative_error(approximate, exact):
    return ((approximate.double() - exact).abs() / (1 + exact.abs())).max().item()


def stored_weights(estimator):
    """Masks, which nflows keeps as floats, as booleans, without the degrees they follow from."""
    return {
        f"weights/{name}": (tensor.bool() if name.endswith("mask") else tensor).numpy()
        for name, tensor in estimator.state_dict().items()
        if not name.endswith("degrees")
    }


@torch.no_grad()
def fixture(name, shape, seed):
    """Writes one file and returns a line about it."""
    build, size, architecture, _ = CASES[name]
    torch.manual_seed(seed)
    estimator = build(*data(*shape)).eval()
    perturb(estimator, size)
    make_exact(estimator)
    target, context = (values[:ROWS] for values in data(*shape))
    inputs = rows(estimator, architecture.get("components", 1), target, context)
    outputs = evaluate(
        deepcopy(estimator).double(),
        {key: i.double() if i.is_floating_point() else i for key, i in inputs.items()},
    )
    single = evaluate(estimator, inputs)
    errors = {key: relative_error(single[key], value) for key, value in outputs.items()}
    for key, value in outputs.items():
        assert value.dtype == torch.float64 and value.isfinite().all(), (name, shape, key)

    header = {"case": name, "targetDim": shape[0], "contextDim": shape[1], **architecture}
    libraries = ("sbi", "nflows", "zuko", "torch", "numpy")
    metadata = {
        "architecture": json.dumps(header),
        "float32Error": json.dumps(errors),
        "versions": json.dumps({library: version(library) for library in libraries}),
    }
    if "components" not in architecture:
        inputs.pop("component", None)
    arrays = {key: value.numpy() for key, value in {**inputs, **outputs}.items()}
    path = FIXTURES / f"{name}-{shape[0]}-{shape[1]}.safetensors"
    save(path, {**arrays, **stored_weights(estimator)}, metadata)
    scores = f"scores {outputs['score'].min():.4g} to {outputs['score'].max():.4g}"
    return f"{path.name:32} {path.stat().st_size:6} bytes, {scores}, float32 errors {errors}"


if __name__ == "__main__":
    FIXTURES.mkdir(exist_ok=True)
    for index, (case, (_, _, _, shapes)) in enumerate(CASES.items()):
        for shape in shapes:
            print(fixture(case, shape, seed=100 * index + shape[0]))
