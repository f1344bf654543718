"""The peer of generate.ts: transformers' generate in float32 on the CPU.

usage: python generate.py MODEL_FOLDER PROMPTS(JSON) NEW_TOKENS
Reads lines {"batch": n, "sample": bool}, answers each with {"tokens": [[...], ...], "seconds": s, "peak": bytes}.
"""

import json
import os
import resource
import sys
import time

import torch
import transformers
from transformers import AutoModelForCausalLM


def peak():
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else 1024 * size


def main():
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    torch.set_num_threads(threads)
    model = AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=torch.float32).eval()
    # No token ends a text: all have the same length.
    model.generation_config.eos_token_id = None
    with open(sys.argv[2]) as file:
        prompts = json.load(file)
    count = int(sys.argv[3])
    versions = {"torch": torch.__version__, "transformers": transformers.__version__}
    print(json.dumps({**versions, "threads": threads}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        ids = torch.tensor(prompts[: request["batch"]])
        choice = {"do_sample": True, "temperature": 1.0, "top_k": 50, "top_p": 1.0} if request["sample"] else {"do_sample": False}
        torch.manual_seed(1)
        began = time.perf_counter()
        with torch.inference_mode():
            out = model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=count,
                **choice,
            )
        seconds = time.perf_counter() - began
        tokens = out[:, ids.shape[1] :].tolist()
        print(json.dumps({"tokens": tokens, "seconds": seconds, "peak": peak()}), flush=True)


main()
