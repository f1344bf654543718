"""The peer of lora-step.ts: the same steps on an adapter by PyTorch, transformers and peft.

usage: python lora_step.py MODEL_FOLDER ADAPTER_FOLDER IDS(safetensors)
Reads lines {"steps": n, "learningRate": r}, answers each with {"losses", "seconds", "cpuSeconds", "peakMegabytes"}.
"""

import json
import os
import re
import sys
import time

import peft
import torch
import transformers
from peft import PeftModel
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM


def peak_megabytes():
    """The most memory this process ever had, of Linux; elsewhere nothing."""
    try:
        with open("/proc/self/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read())[1]) / 1024
    except OSError:
        return None


def main():
    folder, adapter, batch = sys.argv[1:4]
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    torch.set_num_threads(threads)
    base = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    model = PeftModel.from_pretrained(base, adapter, is_trainable=True)
    model.train()
    ids = load_file(batch)["ids"].long()
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = None
    print(
        json.dumps(
            {
                "torch": torch.__version__,
                "transformers": transformers.__version__,
                "peft": peft.__version__,
                "threads": torch.get_num_threads(),
            }
        ),
        flush=True,
    )
    for line in sys.stdin:
        request = json.loads(line)
        if optimizer is None:
            # The fused optimizer is the quickest of PyTorch's three.
            optimizer = torch.optim.AdamW(parameters, request["learningRate"], weight_decay=0, fused=True)
        losses, seconds = [], []
        cpu = time.process_time()
        for _ in range(request["steps"]):
            began = time.perf_counter()
            optimizer.zero_grad(set_to_none=True)
            loss = model(input_ids=ids, labels=ids, use_cache=False).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            losses.append(loss.item())
            seconds.append(time.perf_counter() - began)
        answer = {
            "losses": losses,
            "seconds": seconds,
            "cpuSeconds": time.process_time() - cpu,
            "peakMegabytes": peak_megabytes(),
        }
        print(json.dumps(answer), flush=True)


main()
