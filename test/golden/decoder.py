"""Logits and gradients of tiny decoders by transformers: writes tinyDecoders/ and decoder.json.

    python test/golden/decoder.py [GEMMA_FOLDER]

Without GEMMA_FOLDER its part of decoder.json stays as it is.
"""

import json
import shutil
import sys
from pathlib import Path

import safetensors.torch
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    Gemma3ForCausalLM,
    Gemma3TextConfig,
    LlamaConfig,
    LlamaForCausalLM,
    Phi3Config,
    Phi3ForCausalLM,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2ForCausalLM,
    Qwen3Config,
    Qwen3ForCausalLM,
)

HERE = Path(__file__).parent
VOCABULARY = 37
ROWS = [
    [2, 11, 7, 30, 7, 5, 19, 36, 4, 4, 23, 9, 28],
    [2],
    [2, 33, 8, 8, 21, 12, 3],
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TEXT = (
    "Weighting synthetic examples by two checkers moves training towards the real distribution. "
    "In 1687, Newton's Principia explained why the moon keeps falling — and never lands. "
    "機械学習 can be fun: 3 + 4 = 7, isn't it?"
)


def tokenizer():
    vocabulary = ["<pad>", "</s>", "<s>", "<unk>", *LETTERS, "##a", "##e", "##s", "the", "and", "fox", "."]
    assert len(vocabulary) == VOCABULARY
    made = Tokenizer(models.WordPiece({word: i for i, word in enumerate(vocabulary)}, unk_token="<unk>"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="<pad>", eos_token="</s>", bos_token="<s>", unk_token="<unk>"
    )


SIZES = {
    "vocab_size": VOCABULARY,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "intermediate_size": 24,
    "max_position_embeddings": 64,
    # So wide that every weight shows.
    "initializer_range": 0.3,
    "bos_token_id": 2,
    "eos_token_id": 1,
    "pad_token_id": 0,
}


def cases():
    """Name, model, and how its weights are kept."""
    yield "llama", LlamaForCausalLM(LlamaConfig(**SIZES)), torch.bfloat16
    scaled = {
        "rope_type": "llama3",
        "rope_theta": 100.0,
        "factor": 8.0,
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "original_max_position_embeddings": 32,
    }
    yield (
        "llamaScaled",
        LlamaForCausalLM(
            LlamaConfig(
                **{**SIZES, "num_key_value_heads": 1, "eos_token_id": [1, 3]},
                head_dim=8,
                rope_parameters=scaled,
                tie_word_embeddings=True,
                attention_bias=True,
                mlp_bias=True,
            )
        ),
        torch.float16,
    )
    yield (
        "gemma3",
        Gemma3ForCausalLM(
            Gemma3TextConfig(
                **{**SIZES, "num_hidden_layers": 3},
                head_dim=6,
                query_pre_attn_scalar=10,
                sliding_window=4,
                layer_types=["sliding_attention", "full_attention", "sliding_attention"],
                rope_parameters={
                    "full_attention": {"rope_type": "linear", "factor": 2.0, "rope_theta": 1000.0},
                    "sliding_attention": {"rope_type": "default", "rope_theta": 50.0},
                },
            )
        ),
        torch.bfloat16,
    )
    yield "phi3", Phi3ForCausalLM(Phi3Config(**SIZES, sliding_window=5)), torch.bfloat16
    # As Phi-4-mini: three quarters of the features turn, and LongRoPE.
    yield (
        "phi4Mini",
        Phi3ForCausalLM(
            Phi3Config(
                **{**SIZES, "num_attention_heads": 2, "num_key_value_heads": 1},
                tie_word_embeddings=True,
                original_max_position_embeddings=16,
                rope_parameters={
                    "rope_type": "longrope",
                    "rope_theta": 300.0,
                    "partial_rotary_factor": 0.75,
                    "short_factor": [1.0, 1.25, 1.5],
                    "long_factor": [1.5, 2.5, 4.0],
                },
            )
        ),
        torch.bfloat16,
    )
    yield (
        "qwen2",
        Qwen2ForCausalLM(
            Qwen2Config(**SIZES, use_sliding_window=True, sliding_window=3, max_window_layers=1)
        ),
        torch.bfloat16,
    )
    yield "qwen3", Qwen3ForCausalLM(Qwen3Config(**SIZES, head_dim=8, tie_word_embeddings=True)), torch.bfloat16


def randomise(model, seed):
    """Biases and norms too: at their usual start a mistake with them would not show."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.add_(0.3 * torch.randn(parameter.shape, generator=generator))


def flat(tensor, digits=6):
    return [round(value, digits) for value in tensor.detach().flatten().tolist()]


def keep(name, model, dtype):
    """Writes the folder and gives the model as it is read back, in float32."""
    folder = HERE / "tinyDecoders" / name
    model.generation_config = transformers.GenerationConfig(
        do_sample=True, temperature=0.7, top_k=5, top_p=0.95, eos_token_id=[1, 3], pad_token_id=0, bos_token_id=2
    )
    model.to(dtype)
    # One of them in several files.
    model.save_pretrained(folder, max_shard_size="4KB" if name == "gemma3" else "5GB")
    tokenizer().save_pretrained(folder)
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")


def padded(model, side):
    """The logits of all rows in one batch, without those of padding."""
    length = max(map(len, ROWS))
    ids, mask = [], []
    for row in ROWS:
        empty = [0] * (length - len(row))
        ids.append(row + empty if side == "right" else empty + row)
        real = [1] * len(row)
        mask.append(real + empty if side == "right" else empty + real)
    logits = model(input_ids=torch.tensor(ids), attention_mask=torch.tensor(mask)).logits
    return [logits[i][torch.tensor(mask[i]) == 1] for i in range(len(ROWS))]


def tiny_case(name, model, dtype, seed):
    randomise(model, seed)
    model = keep(name, model, dtype).eval()
    with torch.no_grad():
        logits = [model(input_ids=torch.tensor([row])).logits[0] for row in ROWS]
        for side in ["left", "right"]:
            for alone, among in zip(logits, padded(model, side)):
                assert (alone - among).abs().max() < 2e-5, (name, side, (alone - among).abs().max())
    batch = torch.tensor([ROWS[0]])
    loss = model(input_ids=batch, labels=batch).loss
    loss.backward()
    return {
        "logits": [flat(row, 5) for row in logits],
        "loss": loss.item(),
        "gradientNorms": {
            key: parameter.grad.norm().item() for key, parameter in model.named_parameters() if parameter.grad is not None
        },
    }


def gemma_case(folder):
    """The five likeliest tokens at each place, and the log-probability of the token that follows."""
    ids = AutoTokenizer.from_pretrained(folder)(TEXT)["input_ids"]
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    with torch.no_grad():
        logits = model(input_ids=torch.tensor([ids])).logits[0]
    top = logits.topk(5)
    following = torch.log_softmax(logits[:-1], -1).gather(1, torch.tensor(ids[1:])[:, None])
    return {
        "text": TEXT,
        "ids": ids,
        "topTokens": top.indices.tolist(),
        "topLogits": [flat(row, 5) for row in top.values],
        "logProbs": flat(following),
    }


def main():
    file = HERE / "decoder.json"
    golden = json.loads(file.read_text()) if file.exists() else {}
    golden["versions"] = {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "safetensors": safetensors.__version__,
    }
    golden["rows"] = ROWS
    shutil.rmtree(HERE / "tinyDecoders", ignore_errors=True)
    torch.manual_seed(5)
    golden["tiny"] = {
        name: tiny_case(name, model, dtype, seed) for seed, (name, model, dtype) in enumerate(cases())
    }
    if len(sys.argv) > 1:
        golden["gemma-3-270m"] = gemma_case(sys.argv[1])
    file.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
