"""tokenizer.json and tokenizer_config.json from the pieces, scores and kinds that a GGUF file of Gemma 3 holds.

The merges are those of Google's own tokenizer.json, in its order; test/golden/tinyGguf.py checks that on a small file.
"""

import re

# Kinds of tokens in GGUF.
CONTROL, USER_DEFINED = 3, 4

# llama.cpp takes what looks like a control token for one; Google marks these otherwise.
ORDINARY = re.compile(r"<mask>|<unused\d+>")
SPECIAL = {"<start_of_image>", "<end_of_image>"}


def tokenizer_json(read):
    kinds = read["tokenizer.ggml.token_type"]
    # llama.cpp writes a space where the vocabulary has its sign for one.
    pieces = [
        piece.replace(" ", "▁") if kind == USER_DEFINED else piece
        for piece, kind in zip(read["tokenizer.ggml.tokens"], kinds)
    ]
    bos = read["tokenizer.ggml.bos_token_id"]
    start = lambda kind: {"SpecialToken": {"id": pieces[bos], "type_id": kind}}
    text = lambda name, kind: {"Sequence": {"id": name, "type_id": kind}}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [added(id, pieces[id], kinds[id]) for id in range(len(pieces)) if kinds[id] in (CONTROL, USER_DEFINED)],
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
        "pre_tokenizer": {
            "type": "Split",
            "pattern": {"String": " "},
            "behavior": "MergedWithPrevious",
            "invert": False,
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [start(0), text("A", 0)],
            "pair": [start(0), text("A", 0), start(1), text("B", 1)],
            "special_tokens": {pieces[bos]: {"id": pieces[bos], "ids": [bos], "tokens": [pieces[bos]]}},
        },
        "decoder": {
            "type": "Sequence",
            "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                {"type": "ByteFallback"},
                {"type": "Fuse"},
            ],
        },
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": pieces[read["tokenizer.ggml.unknown_token_id"]],
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": True,
            "byte_fallback": True,
            "ignore_merges": False,
            "vocab": {piece: id for id, piece in enumerate(pieces)},
            "merges": merges(pieces, read["tokenizer.ggml.scores"], kinds),
        },
    }


def added(id, piece, kind):
    special = piece in SPECIAL or (kind == CONTROL and not ORDINARY.fullmatch(piece))
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return {"id": id, "content": piece, **flags, "special": special}


def merges(pieces, scores, kinds):
    """Every way to make a piece of two, the best score first, then the longest left part, then the right.

    A sentence-piece model tries the pieces in the order of their scores. Those that a user defined have the score 0
    of the first, for which llama.cpp writes -1000.
    """
    ids = {piece: id for id, piece in enumerate(pieces)}
    ranked = []
    for id, piece in enumerate(pieces):
        score = 0.0 if kinds[id] in (CONTROL, USER_DEFINED) else scores[id]
        for cut in range(1, len(piece)):
            left, right = piece[:cut], piece[cut:]
            if left in ids and right in ids:
                ranked.append((-score, -len(left), -len(right), id, ids[left], ids[right]))
    return [[pieces[left], pieces[right]] for *_, left, right in sorted(ranked)]


def tokenizer_config(read):
    pieces = read["tokenizer.ggml.tokens"]
    roles = {"bos": "bos", "eos": "eos", "pad": "padding", "unk": "unknown"}
    template = read.get("tokenizer.chat_template")
    return {
        "tokenizer_class": "GemmaTokenizer",
        "add_bos_token": True,
        "add_eos_token": False,
        **{f"{name}_token": pieces[read[f"tokenizer.ggml.{role}_token_id"]] for name, role in roles.items()},
        **({"chat_template": template} if template else {}),
        "clean_up_tokenization_spaces": False,
        "model_max_length": read["gemma3.context_length"],
        "padding_side": "left",
    }
