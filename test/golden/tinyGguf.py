"""A tiny Gemma 3 in llama.cpp's format, and what transformers makes of it: writes tinyGguf/.

The tokens are those of tokenizers/gemma; decoderTokenizers.py makes it.

Run:  python test/golden/tinyGguf.py
"""

import json
from pathlib import Path

import gguf
import numpy as np
import tokenizers
import torch
import transformers
from decoderTokenizers import TEXTS
from tokenizers import AddedToken, Tokenizer, models
from transformers import AutoModelForCausalLM
from transformers.convert_slow_tokenizer import generate_merges

HERE = Path(__file__).parent
FOLDER = HERE / "tinyGguf"
HIDDEN, INNER, HEADS, HEAD_SIZE, LAYERS = 32, 64, 2, 32, 2
NORMAL, CONTROL, USER_DEFINED, BYTE = 1, 3, 4, 6
Kind = gguf.GGMLQuantizationType


def vocabulary():
    """The pieces with their scores and kinds, as llama.cpp's converter writes them."""
    read = json.loads((HERE / "tokenizers" / "gemma" / "tokenizer.json").read_text())
    pieces = sorted(read["model"]["vocab"], key=read["model"]["vocab"].get)
    special = {token["content"]: token["special"] for token in read["added_tokens"]}
    kinds = [
        (CONTROL if special[piece] else USER_DEFINED)
        if piece in special
        else BYTE if piece.startswith("<0x") and len(piece) == 6 else NORMAL
        for piece in pieces
    ]
    scores = {CONTROL: -1000.0, USER_DEFINED: -1000.0, BYTE: 0.0}
    first = kinds.index(NORMAL)
    return pieces, [scores.get(kind, float(first - id)) for id, kind in enumerate(kinds)], kinds


def tensors(random, size):
    """By llama.cpp's name: numbers, and how they are stored."""
    normal = lambda *shape: random.normal(0, 0.2, shape).astype(np.float32)
    near_one = lambda n: (1 + random.normal(0, 0.1, n)).astype(np.float32)
    queries = HEADS * HEAD_SIZE
    yield "token_embd.weight", normal(size, HIDDEN), Kind.Q8_0
    yield "output_norm.weight", near_one(HIDDEN), Kind.F32
    for layer in range(LAYERS):
        matrices = {
            "attn_q": (normal(queries, HIDDEN), Kind.Q5_0),
            "attn_k": (normal(HEAD_SIZE, HIDDEN), Kind.Q8_0),
            "attn_v": (normal(HEAD_SIZE, HIDDEN), Kind.F16),
            "attn_output": (normal(HIDDEN, queries), Kind.Q4_0),
            "ffn_gate": (normal(INNER, HIDDEN), Kind.Q5_0),
            "ffn_up": (normal(INNER, HIDDEN), Kind.BF16),
            "ffn_down": (normal(HIDDEN, INNER), Kind.Q8_0),
        }
        norms = ["attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"]
        matrices |= {name: (near_one(HIDDEN), Kind.F32) for name in norms}
        matrices |= {name: (near_one(HEAD_SIZE), Kind.F32) for name in ("attn_q_norm", "attn_k_norm")}
        for name, (numbers, kind) in matrices.items():
            yield f"blk.{layer}.{name}.weight", numbers, kind


def write(file):
    pieces, scores, kinds = vocabulary()
    writer = gguf.GGUFWriter(file, "gemma3")
    writer.add_context_length(512)
    writer.add_embedding_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(1)
    writer.add_key_length(HEAD_SIZE)
    writer.add_value_length(HEAD_SIZE)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1e6)
    writer.add_sliding_window(8)
    writer.add_tokenizer_model("llama")
    # llama.cpp's converter writes a space for the sign of one in what a user defined.
    spelled = [piece.replace("▁", " ") if kind == USER_DEFINED else piece for piece, kind in zip(pieces, kinds)]
    writer.add_token_list(spelled)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    ids = {piece: id for id, piece in enumerate(pieces)}
    writer.add_bos_token_id(ids["<bos>"])
    writer.add_eos_token_id(ids["<eos>"])
    writer.add_unk_token_id(ids["<unk>"])
    writer.add_pad_token_id(ids["<pad>"])
    for name, numbers, kind in tensors(np.random.default_rng(1), len(pieces)):
        writer.add_tensor(name, gguf.quants.quantize(numbers, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def encodings():
    """With the merges that transformers derives from the scores of sentence pieces."""
    pieces, scores, kinds = vocabulary()
    ids = {piece: id for id, piece in enumerate(pieces)}
    by_piece = {piece: 0.0 if kind == USER_DEFINED else score for piece, score, kind in zip(pieces, scores, kinds)}
    model = models.BPE(ids, generate_merges(ids, by_piece), unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = tokenizers.normalizers.Replace(" ", "▁")
    for piece, kind in zip(pieces, kinds):
        if kind in (CONTROL, USER_DEFINED):
            tokenizer.add_tokens([AddedToken(piece, special=kind == CONTROL, normalized=False)])
    return [{"text": text, "plain": tokenizer.encode(text).ids} for text in TEXTS]


def main():
    FOLDER.mkdir(exist_ok=True)
    write(FOLDER / "tiny.gguf")
    model = AutoModelForCausalLM.from_pretrained(FOLDER, gguf_file="tiny.gguf", dtype=torch.float32)
    state = {name: value for name, value in model.state_dict().items() if name != "lm_head.weight"}
    packages = {"transformers": transformers, "tokenizers": tokenizers, "torch": torch, "numpy": np}
    golden = {
        "versions": {name: package.__version__ for name, package in packages.items()},
        "shapes": {name: list(value.shape) for name, value in state.items()},
        "sums": {name: value.double().sum().item() for name, value in state.items()},
        # Far apart in the tensor, so that a wrong order or a wrong row shows.
        "samples": {name: value.flatten()[:: max(1, value.numel() // 7)].tolist() for name, value in state.items()},
        "texts": encodings(),
    }
    (FOLDER / "golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
