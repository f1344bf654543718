"""Reference numbers for the engine: optimizer, clipping, schedules, activations, norms, safetensors files.

usage: python test/golden/engine.py   (writes engine.json beside itself)
"""

import base64
import json
import pathlib

import safetensors
import safetensors.torch
import torch
import transformers

here = pathlib.Path(__file__).parent


def adamw():
    """Seven steps on two parameters, one of which does not decay, at a learning rate that changes."""
    torch.manual_seed(0)
    start = {"dense.weight": torch.randn(2, 3), "dense.bias": torch.randn(3)}
    params = {name: torch.nn.Parameter(value.clone()) for name, value in start.items()}
    groups = [
        {"params": [params["dense.weight"]], "weight_decay": 0.1},
        {"params": [params["dense.bias"]], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=0.05, betas=(0.8, 0.95), eps=1e-6)
    steps = []
    for step in range(7):
        rate = 0.05 / (step + 1)
        gradients = {name: torch.randn_like(value) * 10.0 ** (-step) for name, value in params.items()}
        for group in optimizer.param_groups:
            group["lr"] = rate
        for name, param in params.items():
            param.grad = gradients[name].clone()
        optimizer.step()
        steps.append(
            {
                "learningRate": rate,
                "gradients": {name: value.tolist() for name, value in gradients.items()},
                "params": {name: value.detach().tolist() for name, value in params.items()},
            }
        )
    return {"start": {name: value.tolist() for name, value in start.items()}, "steps": steps}


def clipping():
    cases = []
    for bound in (0.5, 3.0, 100.0):
        params = [torch.nn.Parameter(torch.zeros(2, 2)), torch.nn.Parameter(torch.zeros(3))]
        gradients = [torch.tensor([[1.0, -2.0], [0.5, 3.0]]), torch.tensor([4.0, 0.0, -1.0])]
        for param, gradient in zip(params, gradients):
            param.grad = gradient.clone()
        norm = torch.nn.utils.clip_grad_norm_(params, bound)
        cases.append({"maxNorm": bound, "norm": norm.item(), "clipped": [p.grad.tolist() for p in params]})
    return {"gradients": [g.tolist() for g in gradients], "cases": cases}


def schedules():
    def rates(make, warmup, total):
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=2e-3)
        schedule = make(optimizer, num_warmup_steps=warmup, num_training_steps=total)
        seen = []
        for _ in range(total + 3):
            seen.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        return {"warmupSteps": warmup, "totalSteps": total, "rates": seen}

    sizes = [(0, 7), (3, 10), (5, 5)]
    return {
        "peak": 2e-3,
        "linear": [rates(transformers.get_linear_schedule_with_warmup, *size) for size in sizes],
        "cosine": [rates(transformers.get_cosine_schedule_with_warmup, *size) for size in sizes],
    }


def operations():
    torch.manual_seed(1)
    x = torch.randn(2, 5) * 3
    scale, shift = torch.randn(5), torch.randn(5)
    return {
        "x": x.tolist(),
        "scale": scale.tolist(),
        "shift": shift.tolist(),
        "gelu": torch.nn.functional.gelu(x).tolist(),
        "layerNorm": torch.nn.functional.layer_norm(x, (5,), scale, shift, 1e-5).tolist(),
        "rmsNorm": torch.nn.functional.rms_norm(x, (5,), scale, 1e-6).tolist(),
    }


def files():
    """Two files as text: all formats that are read, and one that our writer must equal byte for byte."""
    odd = torch.tensor([0.0, -0.0, 1.0, -2.5, 65504.0, 6e-8, float("inf"), float("-inf"), 1 / 3])
    formats = {
        "bfloat16": odd.to(torch.bfloat16),
        "boolean": torch.tensor([True, False, True]),
        "float16": odd.to(torch.float16),
        "float32": odd.reshape(3, 3),
        "float64": torch.tensor([0.1, -1e30], dtype=torch.float64),
        "int32": torch.tensor([[1, -2], [3, 2147483647]], dtype=torch.int32),
        "int64": torch.tensor([5, -2147483648]),
        "scalar": torch.tensor(7.0),
    }
    read = {name: value.to(torch.float64).tolist() for name, value in formats.items()}
    infinite = {"inf": "Infinity", "-inf": "-Infinity"}
    for name in ("bfloat16", "float16", "float32"):
        read[name] = [infinite.get(str(v), v) for v in formats[name].to(torch.float64).reshape(-1).tolist()]
    plain = {"a.weight": torch.arange(6, dtype=torch.float32).reshape(2, 3), "b.bias": torch.tensor([0.5, -1.5])}
    text = lambda tensors, **more: base64.b64encode(safetensors.torch.save(tensors, **more)).decode()
    return {"formats": text(formats), "read": read, "plain": text(plain, metadata={"format": "pt"})}


golden = {
    "versions": {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "safetensors": safetensors.__version__,
    },
    "adamW": adamw(),
    "clipping": clipping(),
    "schedules": schedules(),
    "operations": operations(),
    "files": files(),
}
(here / "engine.json").write_text(json.dumps(golden) + "\n")
