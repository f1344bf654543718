"""Token numbers of awkward texts by transformers: writes tokenizer.json beside this file.

Run after encoder.py, which makes the tiny models' folders:  python test/golden/tokenizer.py [MINILM_FOLDER]
Without MINILM_FOLDER its part of the file stays as it is.
"""

import json
import sys
from pathlib import Path

import tokenizers
import transformers
from transformers import AutoTokenizer

HERE = Path(__file__).parent

TEXTS = [
    "",
    " ",
    "A plain sentence, with a comma.",
    "don't stop; it's U.S.A.'s rock-n-roll (really)!",
    "tabs\tand\nnew\r\nlines\u000band\u000cfeeds",
    "nul\u0000 bell\u0007 escape\u001b[0m delete\u007f next\u0085line replacement\ufffd",
    "no\u00a0break, thin\u2009space, ideographic\u3000space, line\u2028separator, zero\u200bwidth, bom\ufeff",
    "soft\u00adhyphen word\u2060joiner private\ue000use unassigned\u0378character",
    "Crème brûlée, naïve façade, Ångström, Ñandú, e\u0301t\u00e9, Việt Nam, Łódź, đ, ø",
    "ΟΔΟΣ ΣΑΣ Σ οδός",
    "İstanbul ISTANBUL ıI ẞß straße ﬁne ǅ",
    "机器学习 is 機械学習 かな カナ ｶﾅ 한국어 𠀀𪜀 豈更 㐀",
    "नमस्ते שָׁלוֹם مَرْحَبًا ไทย ქართული Ქ",
    "smile 😀 family 👨\u200d👩\u200d👧 heart ❤\ufe0f rolling 🤣 shaking 🫨 flag 🇩🇪 thumbs 👍🏽",
    "x² ≤ ∑ᵢ αᵢ → ∞, √2 ≈ 1.414; 50% of €3.50 = £1.5? «quoted» — “curly” … ‰ ¿qué? 1/2 ½ №5 ™",
    "[CLS] inside [SEP] the [MASK] text [PAD] [UNK] [unused1] [sep] <s> </s> <mask>",
    "a" * 100 + " " + "b" * 101 + " " + "c" * 300,
    "https://example.org/a_b?c=d&e=f#g user@example.com snake_case CamelCase C++ `code` $x^2$ ~ | \\",
    "pneumonoultramicroscopicsilicovolcanoconiosis antidisestablishmentarianism",
    "1234567890 3.14159 1,000,000 0x1F 10e-5 2024-01-31",
    "__proto__ constructor toString hasOwnProperty",
    "   leading and trailing   ",
]
LONG = "The quick brown fox jumps over the lazy dog while the band plays on and on. "
PAIRS = [
    ("A first text.", "And a second one, longer."),
    ("", "only a second"),
    ("only a first", ""),
    ("", ""),
    ("Crème 😀 机器", "ΟΔΟΣ\t[SEP]"),
]
# (first, second or None, longest)
CUTS = [
    (LONG, None, 8),
    (LONG, None, 3),
    (LONG * 3, LONG, 20),
    (LONG, LONG * 3, 20),
    (LONG, LONG, 20),
    (LONG, LONG, 21),
    (LONG, "short", 12),
    ("short", LONG, 12),
    ("short", LONG, 6),
    (LONG, "", 9),
]


def encoding(tokenizer, text, pair=None, longest=None):
    settings = {} if longest is None else {"truncation": "longest_first", "max_length": longest}
    # As a batch of one: by itself an empty second text would count as none.
    encoded = tokenizer([text], None if pair is None else [pair], return_token_type_ids=True, **settings)
    return {"ids": encoded["input_ids"][0], "typeIds": encoded["token_type_ids"][0]}


def cases(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    singles = [{"text": text, **encoding(tokenizer, text)} for text in TEXTS]
    for case in singles:
        case["decoded"] = tokenizer.decode(case["ids"], skip_special_tokens=True)
    return {
        "padId": tokenizer.pad_token_id,
        "size": len(tokenizer),
        "texts": singles,
        "pairs": [{"text": a, "textPair": b, **encoding(tokenizer, a, b)} for a, b in PAIRS],
        "cuts": [
            {"text": a, "textPair": b, "maxLength": n, **encoding(tokenizer, a, b, n)}
            for a, b, n in CUTS
            if n > tokenizer.num_special_tokens_to_add(pair=b is not None)
        ],
    }


def main():
    file = HERE / "tokenizer.json"
    golden = json.loads(file.read_text()) if file.exists() else {}
    golden["versions"] = {"transformers": transformers.__version__, "tokenizers": tokenizers.__version__}
    for name in ["tinyBert", "tinyRoberta"]:
        golden[name] = cases(HERE / name)
    if len(sys.argv) > 1:
        golden["all-MiniLM-L6-v2"] = cases(sys.argv[1])
    file.write_text(json.dumps(golden, indent=None, separators=(",", ":")) + "\n")


main()
