"""A Gemma 3 text model from a GGUF file to the folder that transformers and this project load.

Weights become float32, which holds what the file's quantised numbers stand for without rounding them again.

Run:  python convert.py FILE.gguf FOLDER
"""

import json
import re
import sys
from pathlib import Path

import numpy as np
from gguf import GGUFReader
from gguf.quants import dequantize
from tokenizer_files import tokenizer_config, tokenizer_json

# By llama.cpp's name: transformers'.
OUTER = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}
INNER = {
    "attn_norm": "input_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "attn_q_norm": "self_attn.q_norm",
    "attn_k_norm": "self_attn.k_norm",
    "post_attention_norm": "post_attention_layernorm",
    "ffn_norm": "pre_feedforward_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
    "post_ffw_norm": "post_feedforward_layernorm",
}
ROWS_AT_ONCE = 4096


def main(gguf_file, folder):
    reader = GGUFReader(gguf_file)
    read = {name: field.contents() for name, field in reader.fields.items()}
    refuse_others(read)
    tensors = {weight_name(tensor.name): tensor for tensor in reader.tensors}
    settings = config(read, tied="lm_head.weight" not in tensors)
    expect_all(tensors, settings)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "config.json", settings)
    write_json(folder / "generation_config.json", special_ids(read))
    write_json(folder / "tokenizer.json", tokenizer_json(read), indent=None)
    write_json(folder / "tokenizer_config.json", tokenizer_config(read))
    write_weights(folder / "model.safetensors", tensors)


def refuse_others(read):
    """Refuses what this script would get wrong without noticing."""
    expected = {"general.architecture": "gemma3", "tokenizer.ggml.model": "llama"}
    for name, value in expected.items():
        if read.get(name) != value:
            raise ValueError(f"{name} is {read.get(name)}, expected {value}")
    if "gemma3.rope.scaling.factor" in read:
        raise ValueError("gemma3.rope.scaling.factor is there, expected a model without rotary scaling")


def config(read, tied):
    """What the file says, and what llama.cpp's source code knows of every Gemma 3: windows, local base, activation."""
    about = lambda name: read[f"gemma3.{name}"]
    layers = about("block_count")
    kinds = ["full_attention" if (layer + 1) % 6 == 0 else "sliding_attention" for layer in range(layers)]
    return {
        "architectures": ["Gemma3ForCausalLM"],
        "model_type": "gemma3_text",
        "attention_bias": False,
        "attention_dropout": 0.0,
        "attn_logit_softcapping": None,
        "final_logit_softcapping": None,
        **special_ids(read),
        "dtype": "float32",
        "head_dim": about("attention.key_length"),
        "hidden_activation": "gelu_pytorch_tanh",
        "hidden_size": about("embedding_length"),
        "initializer_range": 0.02,
        "intermediate_size": about("feed_forward_length"),
        "layer_types": kinds,
        "max_position_embeddings": about("context_length"),
        "num_attention_heads": about("attention.head_count"),
        "num_hidden_layers": layers,
        "num_key_value_heads": about("attention.head_count_kv"),
        "query_pre_attn_scalar": about("attention.key_length"),
        "rms_norm_eps": shortest(about("attention.layer_norm_rms_epsilon")),
        "rope_local_base_freq": 10000.0,
        "rope_scaling": None,
        "rope_theta": shortest(about("rope.freq_base")),
        "sliding_window": about("attention.sliding_window"),
        "tie_word_embeddings": tied,
        "use_cache": True,
        "vocab_size": len(read["tokenizer.ggml.tokens"]),
    }


def special_ids(read):
    names = {"bos_token_id": "bos", "eos_token_id": "eos", "pad_token_id": "padding"}
    return {name: read[f"tokenizer.ggml.{role}_token_id"] for name, role in names.items()}


def shortest(value):
    """The shortest decimal that is the same float32: 1e-06 and not 9.999999974752427e-07."""
    return float(str(np.float32(value)))


def weight_name(name):
    """`blk.3.attn_q.weight` is model.layers.3.self_attn.q_proj.weight."""
    inner = re.fullmatch(r"blk\.(\d+)\.(\w+)\.weight", name)
    if inner and inner[2] in INNER:
        return f"model.layers.{inner[1]}.{INNER[inner[2]]}.weight"
    outer = name.removesuffix(".weight")
    if outer not in OUTER:
        raise ValueError(f"tensor {name} is there, expected those of Gemma 3 only")
    return f"{OUTER[outer]}.weight"


def expect_all(tensors, settings):
    layers = range(settings["num_hidden_layers"])
    expected = {f"model.layers.{layer}.{part}.weight" for layer in layers for part in INNER.values()}
    missing = sorted((expected | {"model.embed_tokens.weight", "model.norm.weight"}) - set(tensors))
    if missing:
        raise ValueError(f"{missing[0]} is missing, expected {len(expected) + 2} tensors")


def write_weights(file, tensors):
    """Writes the safetensors format: the length of the header, the header in JSON, the numbers; some rows at a time."""
    header = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, tensor in tensors.items():
        start, end = end, end + 4 * int(tensor.n_elements)
        # GGUF names the quickest-running dimension first.
        shape = [int(size) for size in reversed(tensor.shape)]
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(len(text).to_bytes(8, "little") + text)
        for name, tensor in tensors.items():
            for rows in row_blocks(tensor):
                # llama.cpp keeps 1 + w of a norm, transformers w.
                out.write((rows - np.float32(1) if name.endswith("norm.weight") else rows).tobytes())


def row_blocks(tensor):
    for start in range(0, len(tensor.data), ROWS_AT_ONCE):
        block = dequantize(tensor.data[start : start + ROWS_AT_ONCE], tensor.tensor_type)
        yield np.ascontiguousarray(block, dtype="<f4")


def write_json(file, contents, indent=2):
    file.write_text(json.dumps(contents, indent=indent, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (ValueError, KeyError, OSError, NotImplementedError) as error:
        sys.exit(f"convert.py: {sys.argv[1]}: {error}")
