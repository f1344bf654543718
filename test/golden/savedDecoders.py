"""What transformers makes of decoders that this project saved: writes savedDecoders.json beside this file.

    python test/golden/savedDecoders.py        (runs npx tsx, in the repository's root)
"""

import json
import subprocess
import tempfile
from pathlib import Path

import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

HERE = Path(__file__).parent
ROWS = [[2, 9, 14, 5, 5, 11, 7, 19, 3, 16, 8], [4, 4], [10, 6, 13, 18, 1]]


def what_is_read(folder):
    model, report = AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
    )
    missing = {name: sorted(map(str, names)) for name, names in report.items() if names}
    assert not missing, missing
    settings = model.generation_config
    with torch.no_grad():
        logits = [model.eval()(input_ids=torch.tensor([row])).logits[0] for row in ROWS]
    return {
        "class": type(model).__name__,
        "parameters": sum(parameter.numel() for parameter in model.parameters()),
        "logits": [[round(value, 5) for value in row.flatten().tolist()] for row in logits],
        "generation": [settings.do_sample, settings.temperature, settings.top_k, settings.top_p, settings.eos_token_id],
        "eos": model.config.eos_token_id,
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npx", "tsx", "test/models/smallDecoders.ts", "--save", folder], check=True)
        read = {path.name: what_is_read(path) for path in sorted(Path(folder).iterdir())}
        # Of one family alone: transformers reads Qwen's tokenizers by rules of their own.
        read["llama"]["ids"] = AutoTokenizer.from_pretrained(Path(folder) / "llama")("The cat barked")["input_ids"]
    golden = {"versions": {"torch": torch.__version__, "transformers": transformers.__version__}, **read}
    (HERE / "savedDecoders.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
