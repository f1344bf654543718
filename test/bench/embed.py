"""The peer of embed.ts: sentence-transformers on the CPU.

usage: python embed.py MODEL_FOLDER TEXTS(JSON)
Reads lines {"batch": n}, answers each with {"vectors": [[...], ...], "seconds": s}.
"""

import json
import os
import sys
import time

import sentence_transformers
import torch
from sentence_transformers import SentenceTransformer


def main():
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    torch.set_num_threads(threads)
    model = SentenceTransformer(sys.argv[1], device="cpu")
    with open(sys.argv[2]) as file:
        texts = json.load(file)
    versions = {"torch": torch.__version__, "sentenceTransformers": sentence_transformers.__version__}
    print(json.dumps({**versions, "threads": threads}), flush=True)
    for line in sys.stdin:
        batch = json.loads(line)["batch"]
        began = time.perf_counter()
        vectors = model.encode(texts, batch_size=batch, show_progress_bar=False)
        seconds = time.perf_counter() - began
        print(json.dumps({"vectors": vectors.tolist(), "seconds": seconds}), flush=True)


main()
