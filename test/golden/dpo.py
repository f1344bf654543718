"""Fifty steps of preference tuning by TRL: writes dpo.json beside this file.

The model is tinyDecoders/llama, which decoder.py writes. `dpo` is TRL's DPOTrainer with loss_type="sigmoid".
`weighted` multiplies each pair's loss by a column, with TRL's own forward pass and loss otherwise unchanged.
"""

import json
import random
import tempfile
from pathlib import Path

import torch
import transformers
import trl
from datasets import Dataset
from torch.nn.functional import logsigmoid
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl import DPOConfig, DPOTrainer

HERE = Path(__file__).parent
FOLDER = HERE / "tinyDecoders" / "llama"
STEPS, BATCH, BETA, RATE = 50, 4, 0.3, 3e-3
EOS = 1


def make_pairs():
    """Lopsided: prompts of 1 to 9 tokens, texts of 1 to 12 with the end of text."""
    chance = random.Random(5)
    ids = lambda low, high: [chance.randrange(4, 37) for _ in range(chance.randint(low, high))]
    pairs = []
    for _ in range(24):
        pairs.append({"prompt": [2, *ids(0, 8)], "chosen": [*ids(0, 7), EOS], "rejected": [*ids(0, 11), EOS]})
    return pairs


class Sequential(DPOTrainer):
    """Pairs that are tokenised already, in their own order, again and again."""

    def _prepare_dataset(self, dataset, *_args, **_kwargs):
        return dataset

    def _get_train_sampler(self, *_args, **_kwargs):
        return torch.utils.data.SequentialSampler(self.train_dataset)


def model():
    return AutoModelForCausalLM.from_pretrained(FOLDER, dtype=torch.float32)


def trl_run(pairs):
    tokenizer = AutoTokenizer.from_pretrained(FOLDER)
    rows = Dataset.from_list(
        [{"prompt_ids": p["prompt"], "chosen_ids": p["chosen"], "rejected_ids": p["rejected"]} for p in pairs]
    )
    with tempfile.TemporaryDirectory() as folder:
        config = DPOConfig(
            output_dir=folder, per_device_train_batch_size=BATCH, max_steps=STEPS, learning_rate=RATE, beta=BETA,
            lr_scheduler_type="linear", warmup_steps=0, logging_steps=1, report_to=[], save_strategy="no", use_cpu=True,
            bf16=False, gradient_checkpointing=False, disable_tqdm=True, max_length=None, optim="adamw_torch", max_grad_norm=1.0,
        )
        trainer = Sequential(model=model(), args=config, train_dataset=rows, processing_class=tokenizer)
        trainer.train()
        logs = [entry for entry in trainer.state.log_history if "loss" in entry]
    return [
        {
            "loss": entry["loss"],
            "gradientNorm": entry["grad_norm"],
            "rewardMargin": entry["rewards/margins"],
            "rewardAccuracy": entry["rewards/accuracies"],
        }
        for entry in logs
    ]


def sums(of, batch, key):
    """Summed log-probabilities of one text per pair."""
    rows = [p["prompt"] + p[key] for p in batch]
    longest = max(map(len, rows))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    log_probs = of(input_ids=ids, attention_mask=mask).logits[:, :-1].log_softmax(-1)
    tokens = log_probs.gather(2, ids[:, 1:, None])[..., 0]
    asked = torch.zeros_like(tokens)
    for i, p in enumerate(batch):
        asked[i, len(p["prompt"]) - 1 : len(rows[i]) - 1] = 1
    return (tokens * asked).sum(1)


def weighted_run(pairs, weights):
    policy, reference = model(), model().requires_grad_(False)
    optimizer = torch.optim.AdamW(policy.parameters(), lr=RATE, weight_decay=0.0)
    schedule = transformers.get_linear_schedule_with_warmup(optimizer, 0, STEPS)
    logs = []
    for step in range(STEPS):
        at = [(step * BATCH + i) % len(pairs) for i in range(BATCH)]
        batch = [pairs[i] for i in at]
        gain = {key: sums(policy, batch, key) - sums(reference, batch, key) for key in ("chosen", "rejected")}
        losses = -logsigmoid(BETA * (gain["chosen"] - gain["rejected"]))
        loss = (losses * torch.tensor([weights[i] for i in at])).mean()
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(policy.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        logs.append({"loss": loss.item(), "gradientNorm": norm.item()})
    return logs


pairs = make_pairs()
chance = random.Random(6)
weights = [round(chance.random(), 4) for _ in pairs]
golden = {
    "versions": {"torch": torch.__version__, "transformers": transformers.__version__, "trl": trl.__version__},
    "settings": {"steps": STEPS, "batchSize": BATCH, "beta": BETA, "learningRate": RATE},
    "pairs": pairs,
    "weights": weights,
    "dpo": trl_run(pairs),
    "weighted": weighted_run(pairs, weights),
    "ones": weighted_run(pairs, [1.0] * len(pairs)),
}


def rounded(value):
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    if isinstance(value, list):
        return [rounded(part) for part in value]
    return float(f"{value:.7g}") if isinstance(value, float) else value


(HERE / "dpo.json").write_text(json.dumps(rounded(golden)) + "\n")
