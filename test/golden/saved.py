"""What transformers makes of a folder that this project saved: writes saved.json beside this file.

    python test/golden/saved.py        (runs npx tsx, in the repository's root)
"""

import json
import subprocess
import tempfile
from pathlib import Path

import torch
import transformers
from transformers import AutoModel, AutoModelForSequenceClassification, AutoTokenizer

HERE = Path(__file__).parent
TEXTS = ["The cat sat on the mat.", "A naïve dog, barking!", "mat", "Unknown words and 機 the cat"]


def flat(tensor):
    return [round(value, 6) for value in tensor.flatten().tolist()]


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npx", "tsx", "test/models/smallEncoder.ts", "--save", folder], check=True)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model, report = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
        # A folder with a head also loads as the bare encoder.
        bare = AutoModel.from_pretrained(folder).eval()
    missing = {name: sorted(map(str, names)) for name, names in report.items() if names}
    assert not missing, missing
    batch = tokenizer(TEXTS, padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = model.eval()(**batch).logits
        pooled = bare(**batch).pooler_output
    golden = {
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
        "ids": [tokenizer(text)["input_ids"] for text in TEXTS],
        "labels": [model.config.id2label[i] for i in range(model.config.num_labels)],
        "logits": [flat(row) for row in logits],
        "pooledSum": round(pooled.sum().item(), 5),
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
    }
    (HERE / "saved.json").write_text(json.dumps(golden) + "\n")


main()
