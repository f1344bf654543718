"""Greedy texts of tiny decoders and of Gemma 3 270M by transformers, and its top-p, min-p and repetition penalty:
writes generate.json.

    python test/golden/generate.py [GEMMA_FOLDER]

Without GEMMA_FOLDER its part of generate.json stays as it is. The tiny decoders are those that decoder.py wrote.
"""

import json
import sys
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.generation.logits_process import (
    MinPLogitsWarper,
    RepetitionPenaltyLogitsProcessor,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

HERE = Path(__file__).parent
# Of unequal length; the texts go on to the last place of each decoder, past its window.
ROWS = [[2, 11, 7, 30, 7, 5, 19, 36, 4, 4, 23, 9, 28], [2], [2, 33, 8, 8, 21, 12, 3]]
TEXTS = [
    "The capital of France is",
    "Reviews of restaurants, one a line, each with its mood.\nPositive: The soup alone was worth the trip.\nNegative:",
    "Once",
]
GEMMA_TOKENS = 64


def greedy(model, ids, count):
    """Tokens, and the log-probability of each under the model itself."""
    inputs = torch.tensor([ids])
    with torch.inference_mode():
        out = model.generate(
            inputs,
            attention_mask=torch.ones_like(inputs),
            max_new_tokens=count,
            do_sample=False,
            return_dict_in_generate=True,
            output_logits=True,
        )
    tokens = out.sequences[0, len(ids) :].tolist()
    log_probs = [step[0].log_softmax(-1)[token].item() for step, token in zip(out.logits, tokens)]
    gaps = [(top := step[0].topk(2).values)[0].item() - top[1].item() for step in out.logits]
    return {"tokens": tokens, "logProbs": [round(value, 5) for value in log_probs], "smallestGap": min(gaps)}


def without_end(folder):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    model.generation_config.eos_token_id = None
    return model


def places(config):
    """Past the original length of a longrope decoder, transformers changes the angles of tokens already read."""
    rope = config.rope_parameters
    return rope["original_max_position_embeddings"] if rope.get("rope_type") == "longrope" else config.max_position_embeddings


def tiny_cases():
    folders = sorted(path for path in (HERE / "tinyDecoders").iterdir() if path.is_dir())
    models = {path.name: without_end(path) for path in folders}
    return {
        name: [greedy(model, row, places(model.config) - len(row)) for row in ROWS] for name, model in models.items()
    }


def gemma_cases(folder):
    model = without_end(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    cases = []
    for text in TEXTS:
        ids = tokenizer(text).input_ids
        cases.append({"text": text, "ids": ids, **greedy(model, ids, GEMMA_TOKENS)})
    return cases


def processor_cases():
    generator = torch.Generator().manual_seed(3)
    logits = (3 * torch.randn(3, 90, generator=generator)).round(decimals=4)
    seen = torch.tensor([[4, 9, 4], [0, 89, 50], [7, 7, 7]])

    def kept(warper):
        scores = warper(None, logits.clone())
        return [torch.isfinite(row).nonzero().flatten().tolist() for row in scores]

    penalised = RepetitionPenaltyLogitsProcessor(1.7)(seen, logits.clone())
    return {
        "logits": [[round(value, 4) for value in row] for row in logits.tolist()],
        "topK": {str(k): kept(TopKLogitsWarper(k)) for k in [1, 7]},
        "topP": {str(p): kept(TopPLogitsWarper(p)) for p in [0.05, 0.5, 0.9, 0.999]},
        "minP": {str(p): kept(MinPLogitsWarper(p)) for p in [0.01, 0.3]},
        "seen": seen.tolist(),
        "penalty": 1.7,
        "penalised": [[round(value, 5) for value in row] for row in penalised.tolist()],
    }


def main():
    file = HERE / "generate.json"
    golden = json.loads(file.read_text()) if file.exists() else {}
    golden["versions"] = {"torch": torch.__version__, "transformers": transformers.__version__}
    golden["rows"] = ROWS
    golden["tiny"] = tiny_cases()
    golden["processors"] = processor_cases()
    if len(sys.argv) > 1:
        golden["gemma-3-270m"] = gemma_cases(sys.argv[1])
    file.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
