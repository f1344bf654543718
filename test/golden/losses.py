"""Losses of a classifier and their gradients, in PyTorch: writes losses.json beside this file."""

import json
import pathlib

import torch

torch.manual_seed(7)
logits = torch.randn(7, 5, dtype=torch.float64) * 3
logits[6] = torch.tensor([40.0, 0.0, 0.0, 0.0, 0.0])  # sure and right: p is 1 in float32
labels = torch.tensor([4, 0, 0, 2, 1, 3, 0])
log_quality = torch.log_softmax(torch.randn(7, 5, dtype=torch.float64) * 2, dim=1)[:, 0]
log_diversity = torch.log_softmax(torch.randn(7, 5, dtype=torch.float64), dim=1)[:, 0]


def log_prob(x):
    return torch.log_softmax(x, dim=1).gather(1, labels[:, None])[:, 0]


def focal(x, gamma):
    return -((1 - log_prob(x).exp()) ** gamma) * log_prob(x)


def focal_detached(x, gamma):
    return -((1 - log_prob(x).exp()) ** gamma).detach() * log_prob(x)


def dimp_weight(x):
    return (log_quality - log_prob(x).detach()).exp()


losses = {
    "crossEntropy": lambda x: -log_prob(x),
    "focal": lambda x: focal(x, 2),
    "focalDetached": lambda x: focal_detached(x, 1),
    "impLoss": lambda x: -(log_quality - log_diversity).exp() * log_prob(x),
    "dimpLoss": lambda x: -dimp_weight(x) * log_prob(x),
    "dimpLossMeanOne": lambda x: -dimp_weight(x) / dimp_weight(x).mean() * log_prob(x),
    "qualityOnlyLoss": lambda x: -log_quality.exp() * log_prob(x),
}


def value_and_gradient(loss):
    x = logits.clone().requires_grad_(True)
    per_example = loss(x)
    per_example.mean().backward()
    return {"losses": per_example.tolist(), "gradientOfMean": x.grad.tolist()}


golden = {
    "versions": {"torch": torch.__version__},
    "logits": logits.tolist(),
    "labels": labels.tolist(),
    "logQuality": log_quality.tolist(),
    "logDiversity": log_diversity.tolist(),
    "expected": {name: value_and_gradient(loss) for name, loss in losses.items()},
}


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value


target = pathlib.Path(__file__).with_suffix(".json")
target.write_text(json.dumps(rounded(golden), indent=1) + "\n")
