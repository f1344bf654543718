"""Losses on preference pairs and their gradients, in PyTorch: writes preference.json beside this file."""

import json
import pathlib

import torch
from torch.nn.functional import logsigmoid

# Lopsided on purpose: short and long texts, right and wrong order, a pair 400 nats apart.
policy = torch.tensor([[-120.0, -130.0], [-31.5, -12.25], [-88.0, -88.0], [-420.0, -20.0], [-5.5, -260.0]])
reference = torch.tensor([[-121.0, -128.5], [-30.0, -14.0], [-88.0, -88.0], [-400.0, -21.0], [-7.0, -255.0]])
lengths = torch.tensor([[40.0, 38.0], [12.0, 7.0], [30.0, 31.0], [150.0, 9.0], [3.0, 90.0]])
policy, reference, lengths = policy.double(), reference.double(), lengths.double()


def gap(x):
    return (x[:, 0] - reference[:, 0]) - (x[:, 1] - reference[:, 1])


def mean_gap(x):
    return x[:, 0] / lengths[:, 0] - x[:, 1] / lengths[:, 1]


losses = {
    "dpoLoss": lambda x: -logsigmoid(0.1 * gap(x)),
    "referenceFreeDpoLoss": lambda x: -logsigmoid(0.3 * (x[:, 0] - x[:, 1])),
    "paperDpoLoss at 1": lambda x: -logsigmoid(x[:, 0]),
    "paperDpoLoss at 0.7": lambda x: -logsigmoid(0.7 * x[:, 0] - 0.3 * x[:, 1]),
    "ipoLoss": lambda x: (gap(x) - 1 / (2 * 0.1)) ** 2,
    "simPoLoss": lambda x: -logsigmoid(2.5 * mean_gap(x) - 0.5),
}


def value_and_gradient(loss):
    x = policy.clone().requires_grad_(True)
    per_pair = loss(x)
    per_pair.sum().backward()
    return {"losses": per_pair.tolist(), "gradient": x.grad.tolist()}


def rounded(value):
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value


golden = {
    "versions": {"torch": torch.__version__},
    "policy": policy.tolist(),
    "reference": reference.tolist(),
    "lengths": lengths.tolist(),
    "expected": {name: value_and_gradient(loss) for name, loss in losses.items()},
}
file = pathlib.Path(__file__).with_suffix(".json")
file.write_text(json.dumps(rounded(golden), indent=1) + "\n")
