"""A tiny LLaMA in ONNX, as transformers.js reads it: writes tinyOnnx/ and tinyOnnx.json beside this file.

    python test/golden/tinyOnnx.py

The weights are those of tinyDecoders/llama, which decoder.py writes. The graph has a cache of keys and values, as
models on the hub have. tinyOnnx.json holds transformers' own log-probabilities of greedy continuations.
"""

import json
import shutil
from pathlib import Path

import onnx
import torch
import transformers
from transformers import AutoModelForCausalLM

HERE = Path(__file__).parent
SOURCE = HERE / "tinyDecoders" / "llama"
TARGET = HERE / "tinyOnnx"
PROMPTS = [[9, 14, 5, 33, 11, 35], [4, 7], [10, 6, 36, 18, 21, 33, 7, 8]]
NEW_TOKENS = 6


class CachedLlama(torch.nn.Module):
    """The decoder step by step: new tokens and the cache of earlier ones in, logits and the longer cache out."""

    def __init__(self, model):
        super().__init__()
        self.model, self.config = model, model.config

    def forward(self, input_ids, attention_mask, position_ids, *past):
        config, model = self.config, self.model.model
        head, keep = config.head_dim, config.num_key_value_heads
        group = config.num_attention_heads // keep
        hidden = model.embed_tokens(input_ids)
        cos, sin = rotation(position_ids, head, config.rope_parameters["rope_theta"])
        new, total = input_ids.shape[1], attention_mask.shape[1]
        # A new token sees itself and what comes before it, unless that is padding.
        reach = torch.arange(total)[None, :] <= torch.arange(total - new, total)[:, None]
        seen = reach[None, None] & (attention_mask[:, None, None, :] > 0)
        present = []
        for number, layer in enumerate(model.layers):
            x = layer.input_layernorm(hidden)
            split = lambda states: states.unflatten(-1, (-1, head)).transpose(1, 2)
            queries = rotate(split(layer.self_attn.q_proj(x)), cos, sin)
            keys = torch.cat([past[2 * number], rotate(split(layer.self_attn.k_proj(x)), cos, sin)], 2)
            values = torch.cat([past[2 * number + 1], split(layer.self_attn.v_proj(x))], 2)
            present += [keys, values]
            scores = queries @ keys.repeat_interleave(group, 1).transpose(2, 3) / head**0.5
            weights = torch.where(seen, scores, torch.full_like(scores, -1e9)).softmax(-1)
            mixed = (weights @ values.repeat_interleave(group, 1)).transpose(1, 2).flatten(2)
            hidden = hidden + layer.self_attn.o_proj(mixed)
            hidden = hidden + layer.mlp(layer.post_attention_layernorm(hidden))
        return self.model.lm_head(model.norm(hidden)), *present


def rotation(positions, head, base):
    angles = positions[..., None] * base ** (-torch.arange(0, head, 2) / head)
    angles = torch.cat([angles, angles], -1)[:, None]
    return angles.cos(), angles.sin()


def rotate(states, cos, sin):
    left, right = states.chunk(2, -1)
    return states * cos + torch.cat([-right, left], -1) * sin


def example(config, past):
    shape = (2, config.num_key_value_heads, past, config.head_dim)
    ids = torch.tensor([[5, 9, 4], [7, 3, 8]])
    mask = torch.ones(2, past + 3, dtype=torch.int64)
    positions = torch.arange(past, past + 3)[None].repeat(2, 1)
    return ids, mask, positions, *[torch.randn(shape) for _ in range(2 * config.num_hidden_layers)]


def export(model):
    config = model.config
    kinds = [f"{number}.{kind}" for number in range(config.num_hidden_layers) for kind in ("key", "value")]
    inputs = ["input_ids", "attention_mask", "position_ids"] + [f"past_key_values.{kind}" for kind in kinds]
    outputs = ["logits"] + [f"present.{kind}" for kind in kinds]
    # transformers.js makes the empty cache by these names.
    names = ("batch_size", "sequence_length", "past_sequence_length", "total_sequence_length")
    batch, new, past, total = (torch.export.Dim(name) for name in names)
    shapes = [{0: batch, 1: new}, {0: batch, 1: total}, {0: batch, 1: new}] + [{0: batch, 2: past}] * len(kinds)
    (TARGET / "onnx").mkdir(parents=True)
    file = TARGET / "onnx" / "model.onnx"
    named = {"input_ids": shapes[0], "attention_mask": shapes[1], "position_ids": shapes[2], "past": tuple(shapes[3:])}
    torch.onnx.export(
        CachedLlama(model), example(config, 4), file, input_names=inputs, output_names=outputs,
        dynamic_shapes=named, dynamo=True, external_data=False, optimize=True,
    )
    graph = onnx.load(file)
    # Where it was made says nothing about the model.
    for node in graph.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for value in [*graph.graph.value_info, *graph.graph.input, *graph.graph.output]:
        del value.metadata_props[:]
    del graph.graph.metadata_props[:]
    del graph.metadata_props[:]
    onnx.checker.check_model(graph)
    onnx.save(graph, file)


def greedy(model, prompt):
    ids = torch.tensor([prompt])
    log_probs = []
    for _ in range(NEW_TOKENS):
        scores = model(input_ids=ids).logits[0, -1].log_softmax(-1)
        log_probs.append(round(scores.max().item(), 6))
        ids = torch.cat([ids, scores.argmax()[None, None]], 1)
    return {"prompt": prompt, "tokens": ids[0, len(prompt) :].tolist(), "logProbs": log_probs}


def main():
    shutil.rmtree(TARGET, ignore_errors=True)
    model = AutoModelForCausalLM.from_pretrained(SOURCE, dtype=torch.float32, attn_implementation="eager").eval()
    with torch.no_grad():
        export(model)
        texts = [greedy(model, prompt) for prompt in PROMPTS]
    for name in ("config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(SOURCE / name, TARGET / name)
    versions = {library.__name__: library.__version__ for library in (onnx, torch, transformers)}
    (HERE / "tinyOnnx.json").write_text(json.dumps({"versions": versions, "texts": texts}) + "\n")


if __name__ == "__main__":
    main()
