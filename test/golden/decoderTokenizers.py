"""Tokenizers of the families of causal models, trained on a few lines, and what transformers makes of awkward texts.

Writes the folders tokenizers/* (with chat templates of our own in each family's manner) and decoderTokenizers.json.

Run:  python test/golden/decoderTokenizers.py [GEMMA_FOLDER]
Without GEMMA_FOLDER its part of the file stays as it is.
"""

import json
import sys
from pathlib import Path

import tokenizers
import transformers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer

HERE = Path(__file__).parent
FOLDERS = HERE / "tokenizers"

CORPUS = [
    "The quick brown fox jumps over the lazy dog while the band plays on and on.",
    "We show that the method learns the weights of the examples, and that the error is lower than before.",
    "don't, it's, we're, I've, they'll, I'd: THEY'RE HERE, said SHE; camelCase and snake_case too",
    "In 1998 there were 12345 of them, 3.14159 on average, 50% more than in 1997.",
    "for (let i = 0; i < 10; i++) {\n    console.log(i);\n\n    sum += i;\n}\n",
    "Crème brûlée, naïve façade, Ångström, größer, Việt Nam",
    "Привет, мир! Модель учится на текстах, и текстов много.",
    "机器学习 机器学习 模型 文本 分类",
    "smile 😀 😀 😀 ❤️ 👍🏽",
] * 3

TEXTS = [
    "",
    " ",
    "  ",
    "   three spaces",
    "trailing   ",
    "a  b   c    d     e" + " " * 40 + "f",
    "\n",
    "\n\n\n\n",
    "line\nline\n\nline\r\nline\n \n  indented\n\t\ttabs\t",
    "A plain sentence, with a comma.",
    "don't DON'T we'RE I'Ve it'ſ 'tis o'clock ''s",
    "1 12 123 1234 12345678 ١٢٣ ½ ² 3.14 1,000",
    "Crème brûlée e\u0301 A\u030a ﬁ ẞ İ ǅ ſ",
    "机器学习 is 機械学習 かな カナ 한국어 𠀀 豈",
    "Привет, мир! ΟΔΟΣ नमस्ते שָׁלוֹם مَرْحَبًا ไทย",
    "smile 😀 family 👨\u200d👩\u200d👧 ❤\ufe0f 🫨 🇩🇪 👍🏽",
    "nul\u0000 bell\u0007 delete\u007f next\u0085line \u0085 nbsp\u00a0x thin\u2009x ideographic\u3000x ls\u2028x zero\u200bwidth",
    "\ufeffbom at the start, bom\ufeff inside, \ufeff alone",
    "soft\u00adhyphen private\ue000use unassigned\u0378 replacement\ufffd",
    "x² ≤ ∑ᵢ → ∞, $x^2$ `code` C++ ~ | \\ user@example.com https://example.org/a_b?c=d&e=f#g",
    "▁▁ ▁under▁ <0x41> <0x0A> Ġ Ċ",
    "__proto__ constructor toString",
    "THE fox's HTTPServer iPhone McDonald ABCdef ÀÉî ŒUVRE",
    "<|begin_of_text|> a <|eot_id|>b<|eot_id|><|im_start|> user\n<|im_end|> \n<think> x </think>",
    "<|system|>  \n hi <|end|>\n<|assistant|> <s> x </s>y <bos> z <eos><start_of_turn>user\nq<end_of_turn>\n",
    "<|end|> \u0085x<|end|>\ufeffy <|end|>\u3000\n",
    "the the the " * 40,
]
# Numbers that no text gives: halves of characters, bytes that are no text, special tokens between them.
CUT_BYTES = [["F0", "9F", "98", "80"], ["F0", "9F", "98"], ["41", "FF", "FE", "42"], ["EF", "BB", "BF", "41"], ["C3", "28"]]

MESSAGES = [
    [{"role": "user", "content": "Write an abstract."}],
    [
        {"role": "system", "content": " You write abstracts. "},
        {"role": "user", "content": "  One about {{ 7 * 7 }} foxes,\nplease {% raw %}.  "},
        {"role": "assistant", "content": "Foxes <b>&amp;</b> \"quotes\" 😀"},
        {"role": "user", "content": "Another."},
    ],
    [{"role": "assistant", "content": "I speak first."}],
]

WORDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
LLAMA = WORDS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN = LLAMA.replace("{1,3}", "")
UPPER, LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
PHI = (
    rf"[^\r\n\p{{L}}\p{{N}}]?{UPPER}*{LOWER}+{WORDS}?|[^\r\n\p{{L}}\p{{N}}]?{UPPER}+{LOWER}*{WORDS}?"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def special(*contents, **options):
    return [AddedToken(content, special=True, normalized=False, **options) for content in contents]


def byte_level(splitter, added, normalizer=None, **options):
    """A tokenizer over bytes with 500 merges at most."""
    tokenizer = Tokenizer(models.BPE(**options))
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = splitter
    trainer = trainers.BpeTrainer(
        vocab_size=600, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False
    )
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.add_tokens(added)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def split(pattern, behavior="isolated", invert=False):
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(pattern), behavior, invert),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


def starting(tokenizer, bos):
    """The start token before every text."""
    return processors.TemplateProcessing(
        single=f"{bos} $A", pair=f"{bos} $A {bos}:1 $B:1", special_tokens=[(bos, tokenizer.token_to_id(bos))]
    )


def llama():
    added = special(
        "<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"
    )
    tokenizer = byte_level(split(LLAMA), added, ignore_merges=True)
    tokenizer.post_processor = processors.Sequence(
        [processors.ByteLevel(trim_offsets=False), starting(tokenizer, "<|begin_of_text|>")]
    )
    return tokenizer, {"bos_token": "<|begin_of_text|>", "eos_token": "<|end_of_text|>", "model_max_length": 131072}


def qwen():
    added = special("<|endoftext|>", "<|im_start|>", "<|im_end|>") + [
        AddedToken(content, special=False, normalized=False) for content in ("<think>", "</think>")
    ]
    tokenizer = byte_level(split(QWEN), added, normalizers.NFC())
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer, {"bos_token": None, "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}


def phi():
    added = special("<|endoftext|>") + special("<|system|>", "<|user|>", "<|assistant|>", "<|end|>", rstrip=True)
    tokenizer = byte_level(split(PHI, "removed", True), added)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    names = {name: "<|endoftext|>" for name in ("bos_token", "eos_token", "pad_token", "unk_token")}
    return tokenizer, {**names, "clean_up_tokenization_spaces": False}


def gpt():
    tokenizer = byte_level(pre_tokenizers.ByteLevel(add_prefix_space=False), special("<|endoftext|>"))
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer, {"bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>"}


def pieces_and_merges(first):
    """A vocabulary that begins with `first` and the 256 bytes, and goes on with what byte-pair merging finds."""
    learner = Tokenizer(models.BPE())
    learner.normalizer = normalizers.Replace(" ", "▁")
    learner.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")
    learner.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=500, show_progress=False))
    learned = json.loads(learner.to_str())["model"]
    tokens = [*first, *(f"<0x{byte:02X}>" for byte in range(256))]
    tokens += [token for token in learned["vocab"] if token not in first]
    return {token: i for i, token in enumerate(tokens)}, [tuple(pair) for pair in learned["merges"]]


def byte_fallback(first, merges=(), **options):
    vocabulary, learned = pieces_and_merges(first)
    merges = [*merges, *learned]
    return Tokenizer(
        models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True, **options)
    )


def gemma():
    runs = ["\n" * n for n in (1, 2, 3)] + ["▁" * n for n in (2, 3, 4)] + ["<h1>"]
    merges = [("\n" * a, "\n" * b) for a, b in ((2, 1), (1, 2), (1, 1))]
    merges += [("▁" * a, "▁" * b) for a, b in ((3, 1), (2, 2), (2, 1), (1, 3), (1, 2), (1, 1))]
    turns = ["<start_of_turn>", "<end_of_turn>"]
    tokenizer = byte_fallback(["<pad>", "<eos>", "<bos>", "<unk>", *turns, *runs], merges)
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens(special("<pad>", "<eos>", "<bos>", "<unk>", *turns))
    tokenizer.add_tokens([AddedToken(run, special=False, normalized=False) for run in runs])
    tokenizer.post_processor = starting(tokenizer, "<bos>")
    names = {f"{name}_token": f"<{name}>" for name in ("bos", "eos", "pad", "unk")}
    return tokenizer, {**names, "padding_side": "left", "clean_up_tokenization_spaces": False}


def llama2():
    """With a space before every text, as LLaMA 2 and Phi-3 have."""
    tokenizer = byte_fallback(["<unk>", "<s>", "</s>"])
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    tokenizer.add_special_tokens(special("<unk>", "<s>", "</s>"))
    tokenizer.add_tokens(special("<|end|>", rstrip=True) + special("<|user|>"))
    tokenizer.post_processor = starting(tokenizer, "<s>")
    return tokenizer, {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "model_max_length": 10**30}


KINDS = {"llama": llama, "qwen": qwen, "phi": phi, "gpt": gpt, "gemma": gemma, "llama2": llama2}


def make(kind):
    folder = FOLDERS / kind
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer, config = KINDS[kind]()
    (folder / "tokenizer.json").write_text(tokenizer.to_str())
    config = {"tokenizer_class": "PreTrainedTokenizerFast", **config}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
    return folder


def byte_tokens(tokenizer, cut):
    """The numbers of bytes, in whichever of the two spellings the vocabulary has."""
    spelled = [f"<0x{byte}>" for byte in cut]
    if tokenizer.convert_tokens_to_ids(spelled[0]) in (None, tokenizer.unk_token_id):
        # The tokenizer shows how it writes the single bytes of Latin-1 characters.
        characters = {}
        others = 0
        for byte in range(256):
            printable = 33 <= byte <= 126 or (byte >= 161 and byte != 173)
            characters[byte] = chr(byte if printable else 256 + others)
            others += not printable
        spelled = [characters[int(byte, 16)] for byte in cut]
    return tokenizer.convert_tokens_to_ids(spelled)


def chats(tokenizer):
    if not tokenizer.chat_template:
        return []
    found = []
    for messages in MESSAGES:
        for add in (False, True):
            try:
                text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=add)
                found.append({"messages": messages, "addGenerationPrompt": add, "text": text})
            except Exception as error:
                found.append({"messages": messages, "addGenerationPrompt": add, "error": str(error)})
    return found


def cases(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    texts = []
    for text in TEXTS:
        encoded = tokenizer([text], return_token_type_ids=True)
        ids = encoded["input_ids"][0]
        plain = tokenizer([text], add_special_tokens=False)["input_ids"][0]
        texts.append(
            {
                "text": text,
                "ids": ids,
                "typeIds": encoded["token_type_ids"][0],
                "plain": plain,
                "decoded": tokenizer.decode(ids, skip_special_tokens=True),
                "whole": tokenizer.decode(ids, skip_special_tokens=False),
            }
        )
    pair = tokenizer(["the fox"], [" and 😀"], return_token_type_ids=True)
    cut = [byte_tokens(tokenizer, bytes_) for bytes_ in CUT_BYTES]
    last = texts[9]["plain"]
    cut += [[*cut[1], *last], [*last, tokenizer.eos_token_id, *cut[1]], [*cut[0][:2], tokenizer.eos_token_id, *cut[0][2:]]]
    return {
        "bosId": tokenizer.bos_token_id,
        "eosId": tokenizer.eos_token_id,
        "padId": tokenizer.pad_token_id,
        "size": len(tokenizer),
        "texts": texts,
        "pair": {"ids": pair["input_ids"][0], "typeIds": pair["token_type_ids"][0]},
        "decoded": [
            {
                "ids": ids,
                "text": tokenizer.decode(ids, skip_special_tokens=True),
                "whole": tokenizer.decode(ids, skip_special_tokens=False),
            }
            for ids in cut
        ],
        "tokens": tokenizer.convert_ids_to_tokens(texts[9]["ids"]),
        "chats": chats(tokenizer),
    }


def byte_level_words(text):
    spans = pre_tokenizers.ByteLevel(add_prefix_space=False).pre_tokenize_str(text)
    return [text[start:end] for _, (start, end) in spans]


def main():
    file = HERE / "decoderTokenizers.json"
    golden = json.loads(file.read_text()) if file.exists() else {}
    golden["versions"] = {"transformers": transformers.__version__, "tokenizers": tokenizers.__version__}
    for kind in KINDS:
        golden[kind] = cases(make(kind))
    golden["words"] = [{"text": text, "words": byte_level_words(text)} for text in TEXTS]
    if len(sys.argv) > 1:
        golden["gemma-3-270m"] = cases(sys.argv[1])
    file.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
