"""Log-probabilities of completions, peft's adapters and ten steps of tuning: writes adapters/ and adapter.json.

    python test/golden/adapter.py [GEMMA_FOLDER]

Needs tinyDecoders/ of decoder.py. adapters/ours is only read here: it is what writeAdapter makes of the adapter in test/models/adapterFiles.test.ts.
Without GEMMA_FOLDER its part of adapter.json stays as it is.
"""

import json
import sys
from pathlib import Path

import peft
import torch
import transformers
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

HERE = Path(__file__).parent
COMPLETIONS = [
    {"prompt": [2, 11, 7, 30], "completion": [7, 5, 19, 36, 4, 4, 23, 9, 28, 1]},
    {"prompt": [2], "completion": [33, 8, 1]},
    {"prompt": [2, 20, 14, 14, 6, 35, 25, 26], "completion": [1]},
    {"prompt": [2, 5], "completion": [12, 12, 9, 31, 17, 8]},
    {"prompt": [2, 29, 3, 18, 27], "completion": [22, 10]},
]
# Lopsided on purpose: few targets, alpha no multiple of the rank.
ADAPTERS = {
    "llama": {"r": 3, "lora_alpha": 5, "target_modules": ["q_proj", "v_proj", "down_proj"]},
    "gemma3": {"r": 2, "lora_alpha": 3, "target_modules": ["k_proj", "o_proj", "gate_proj"], "use_rslora": True},
    "phi3": {"r": 3, "lora_alpha": 2, "target_modules": ["qkv_proj", "gate_up_proj"]},
}
STEPS = 10
LEARNING_RATE = 0.01
TEXTS = [
    ("A short abstract on machine learning:", " We propose a simple method that weighs synthetic examples."),
    ("Question: what is the capital of France? Answer:", " Paris"),
    ("The moon", " keeps falling — and never lands. 月"),
]


def base(name):
    folder = HERE / "tinyDecoders" / name
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def log_probs(model, completions):
    """Each completion by itself: there is no padding to go wrong."""
    result = []
    for one in completions:
        ids = torch.tensor([one["prompt"] + one["completion"]])
        scores = torch.log_softmax(model(input_ids=ids).logits[0, :-1], -1)
        result.append(scores.gather(1, ids[0, 1:, None])[len(one["prompt"]) - 1 :, 0])
    return result


def rounded(rows):
    return [[round(value, 6) for value in row.tolist()] for row in rows]


def scored(model, completions=COMPLETIONS):
    with torch.no_grad():
        return rounded(log_probs(model, completions))


def tuned(model):
    """Ten steps of AdamW on the mean over all tokens, as Hugging Face's Trainer takes it, without decay."""
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(parameters, LEARNING_RATE, weight_decay=0)
    losses, norms = [], []
    for _ in range(STEPS):
        loss = -torch.cat(log_probs(model, COMPLETIONS)).mean()
        optimizer.zero_grad()
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(parameters, 1.0).item())
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "gradientNorms": norms}


def adapted(name, settings):
    """An adapter that changes something, written by peft."""
    torch.manual_seed(len(name))
    model = get_peft_model(base(name), LoraConfig(task_type="CAUSAL_LM", **settings)).eval()
    with torch.no_grad():
        for key, parameter in model.named_parameters():
            if "lora_B" in key:
                parameter.normal_(0, 0.3)
    folder = HERE / "adapters" / name
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    # peft writes where the model lay on this machine.
    config = json.loads((folder / "adapter_config.json").read_text())
    config["base_model_name_or_path"] = name
    config["target_modules"] = settings["target_modules"]
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "adapter_model.safetensors").chmod(0o644)
    return model


def tiny_case(name, settings):
    return {
        "settings": settings,
        "logProbs": scored(base(name)),
        "adaptedLogProbs": scored(adapted(name, settings)),
        "tunedAdapter": tuned(adapted(name, settings)),
        "tunedWhole": tuned(base(name)),
    }


def gemma_case(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    completions = [
        {
            "prompt": tokenizer(prompt)["input_ids"],
            "completion": tokenizer(completion, add_special_tokens=False)["input_ids"] + [tokenizer.eos_token_id],
        }
        for prompt, completion in TEXTS
    ]
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    return {"completions": completions, "logProbs": scored(model, completions)}


def main():
    file = HERE / "adapter.json"
    golden = json.loads(file.read_text()) if file.exists() else {}
    golden["versions"] = {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "peft": peft.__version__,
    }
    golden["completions"] = COMPLETIONS
    golden["learningRate"] = LEARNING_RATE
    golden["tiny"] = {name: tiny_case(name, settings) for name, settings in ADAPTERS.items()}
    ours = HERE / "adapters" / "ours"
    if ours.exists():
        golden["ours"] = scored(PeftModel.from_pretrained(base("llama"), ours).eval())
    if len(sys.argv) > 1:
        golden["gemma-3-270m"] = gemma_case(sys.argv[1])
    file.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
