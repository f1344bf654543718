"""The peer of train-step.ts: the same model and steps in PyTorch, eager and under torch.compile.

usage: python train_step.py SIZES(JSON) WEIGHTS(safetensors) BATCH(safetensors)
Reads lines {"mode": "eager" | "compile", "steps": n}, answers each with {"losses": [...], "seconds": [...]}.
"""

import json
import os
import sys
import time

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

EPSILON = 1e-5
ROTARY_BASE = 10_000.0


class Layer(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        width, inner = sizes["width"], sizes["inner"]
        self.heads = sizes["heads"]
        self.input_layernorm = nn.RMSNorm(width, EPSILON)
        self.self_attn = nn.ModuleDict({f"{n}_proj": nn.Linear(width, width, bias=False) for n in "qkvo"})
        self.post_attention_layernorm = nn.RMSNorm(width, EPSILON)
        self.mlp = nn.ModuleDict(
            {
                "gate_proj": nn.Linear(width, inner, bias=False),
                "up_proj": nn.Linear(width, inner, bias=False),
                "down_proj": nn.Linear(inner, width, bias=False),
            }
        )

    def forward(self, hidden, cos, sin):
        batch, length, width = hidden.shape
        normed = self.input_layernorm(hidden)

        def project(name):
            return self.self_attn[name](normed).view(batch, length, self.heads, -1).transpose(1, 2)

        def rotate(x):
            first, second = x.chunk(2, -1)
            return x * cos + torch.cat([-second, first], -1) * sin

        mixed = F.scaled_dot_product_attention(
            rotate(project("q_proj")), rotate(project("k_proj")), project("v_proj"), is_causal=True
        )
        together = mixed.transpose(1, 2).reshape(batch, length, width)
        hidden = hidden + self.self_attn["o_proj"](together)
        inner = self.post_attention_layernorm(hidden)
        gated = F.silu(self.mlp["gate_proj"](inner)) * self.mlp["up_proj"](inner)
        return hidden + self.mlp["down_proj"](gated)


class Llama(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.embed_tokens = nn.Embedding(sizes["vocabulary"], sizes["width"])
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes["layers"]))
        self.norm = nn.RMSNorm(sizes["width"], EPSILON)
        size = sizes["width"] // sizes["heads"]
        frequencies = ROTARY_BASE ** -(torch.arange(0, size, 2, dtype=torch.float64) / size)
        angles = torch.outer(torch.arange(sizes["length"], dtype=torch.float64), frequencies)
        self.register_buffer("cos", torch.cat([angles, angles], -1).cos().float(), persistent=False)
        self.register_buffer("sin", torch.cat([angles, angles], -1).sin().float(), persistent=False)

    def forward(self, ids):
        hidden = self.embed_tokens(ids)
        for layer in self.layers:
            hidden = layer(hidden, self.cos, self.sin)
        return F.linear(self.norm(hidden), self.embed_tokens.weight)


def make_step(mode, sizes, weights, ids, following, learning_rate):
    model = Llama(sizes)
    model.load_state_dict(load_file(weights))
    # The fused optimizer is the quickest of PyTorch's three.
    optimizer = torch.optim.AdamW(model.parameters(), learning_rate, fused=True)

    def loss_of():
        return F.cross_entropy(model(ids).view(-1, sizes["vocabulary"]), following.view(-1))

    compiled = torch.compile(loss_of) if mode == "compile" else loss_of

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = compiled()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def main():
    sizes, weights, batch = json.loads(sys.argv[1]), sys.argv[2], load_file(sys.argv[3])
    torch.set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
    shape = (sizes["batch"], sizes["length"])
    ids, following = batch["ids"].long().view(shape), batch["next"].long().view(shape)
    steps = {}
    print(json.dumps({"torch": torch.__version__, "threads": torch.get_num_threads()}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        mode = request["mode"]
        if mode not in steps:
            steps[mode] = make_step(mode, sizes, weights, ids, following, request["learningRate"])
        losses, seconds = [], []
        for _ in range(request["steps"]):
            began = time.perf_counter()
            losses.append(steps[mode]())
            seconds.append(time.perf_counter() - began)
        print(json.dumps({"losses": losses, "seconds": seconds}), flush=True)


main()
