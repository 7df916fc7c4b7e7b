"""The networks of the fixtures, each as its library builds it from (target, context) data."""

import torch
import zuko
from sbi.neural_nets import classifier_nn, posterior_nn


class ZukoEstimator(torch.nn.Module):
    """zuko's own flow behind the methods of sbi's; zuko does not standardise."""

    def __init__(self, flow):
        super().__init__()
        self.net = flow
        self.embedding_net = torch.nn.Identity()

    def log_prob(self, target, context):
        return self.net(context).log_prob(target)


def hidden_of(target):
    return 16 if target.shape[1] == 10 else 12


def sbi_flow(model, **options):
    def build(target, context):
        return posterior_nn(model, hidden_features=hidden_of(target), **options)(target, context)

    return build


def sbi_classifier(model):
    def build(target, context):
        return classifier_nn(model, hidden_features=hidden_of(target))(target, context)

    return build


def zuko_flow(kind, **options):
    def build(target, context):
        hidden = [hidden_of(target)] * 2
        shape = (target.shape[1], context.shape[1])
        return ZukoEstimator(kind(*shape, hidden_features=hidden, **options))

    return build


SHAPES = [(1, 2), (3, 2), (10, 10)]
SPLINE = {"bins": 6, "bound": 3}
WIDE_SPLINE = {"bins": 6, "bound": 5}

# Name: (how to build it, the size of the perturbation, what an importer must know, the shapes). A
# larger perturbation makes networks so badly conditioned that float32 results say little.
CASES = {
    "nflows-maf": (sbi_flow("maf", num_transforms=3), 0.2, {}, SHAPES),
    "nflows-maf-rqs": (sbi_flow("maf_rqs", num_transforms=2, num_bins=6), 0.2, SPLINE, SHAPES),
    "nflows-nsf": (sbi_flow("nsf", num_transforms=3, num_bins=6), 0.15, SPLINE, SHAPES),
    "zuko-maf": (zuko_flow(zuko.flows.MAF, transforms=3), 0.2, {}, [(3, 2)]),
    "zuko-nsf": (zuko_flow(zuko.flows.NSF, transforms=3, bins=6), 0.15, WIDE_SPLINE, [(3, 2)]),
    "sbi-zuko-maf": (sbi_flow("zuko_maf", num_transforms=3), 0.2, {}, SHAPES),
    "sbi-zuko-nsf": (
        sbi_flow("zuko_nsf", num_transforms=3, num_bins=6),
        0.15,
        WIDE_SPLINE,
        SHAPES,
    ),
    "sbi-mdn": (sbi_flow("mdn", num_components=4), 0.2, {"components": 4}, SHAPES),
    "sbi-mlp": (sbi_classifier("mlp"), 0.3, {}, SHAPES),
    "sbi-resnet": (sbi_classifier("resnet"), 0.3, {}, SHAPES),
}
