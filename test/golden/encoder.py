"""Hidden states, logits and gradients by transformers: writes tinyBert/, tinyRoberta/ and encoder.json.

    python test/golden/encoder.py [MINILM_FOLDER]

Without MINILM_FOLDER its part of encoder.json stays as it is.
"""

import json
import sys
from pathlib import Path

import tokenizers
import torch
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AutoModel,
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    PreTrainedTokenizerFast,
    RobertaConfig,
    RobertaForSequenceClassification,
)

HERE = Path(__file__).parent
ROWS = [
    ("the quick brown fox", None),
    ("a dog", "jumps over 3 lazy dogs, naïvely"),
    ("fox", None),
    ("机器 the 😀 dog over the quick lazy brown fox and on and on", None),
]
LABELS = [2, 0, 1, 2]
SENTENCES = [
    "Weighting synthetic examples by two checkers moves training towards the real distribution.",
    "A fox!",
    "The European Central Bank raised its interest rate by a quarter of a percentage point on Thursday, "
    "citing persistent inflation in services and a labour market that refuses to cool down.",
    "Crème brûlée 😀 机器学习",
]


def word_pieces():
    words = "the quick brown fox jump dog lazy over and a on band play while short only first second text".split()
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    signs = list("0123456789.,;:!?'\"()[]{}<>/\\|@#$%^&*_-+=~`…—€£≤∑→∞√≈½№σδος机器学习𠀀𪜀豈😀❤🤣のกß")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words, *letters, *signs]
    vocabulary += ["##s", "##ed"] + [f"##{sign}" for sign in letters + signs[:10] if sign != "s"]
    tokenizer = Tokenizer(
        models.WordPiece({word: i for i, word in enumerate(dict.fromkeys(vocabulary))}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
        model_max_length=40,
    )


def byte_pairs():
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=300, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    tokenizer.train_from_iterator([text for row in ROWS for text in row if text] * 3, trainer)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        cls_token="<s>",
        sep_token="</s>",
        mask_token="<mask>",
        model_max_length=40,
    )


def tiny_sizes(tokenizer):
    return {
        "vocab_size": len(tokenizer),
        "hidden_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 24,
        "num_labels": 3,
        # So wide that every weight shows in the fourth decimal.
        "initializer_range": 0.4,
    }


def tiny_bert(tokenizer):
    config = BertConfig(**tiny_sizes(tokenizer), max_position_embeddings=40)
    return BertForSequenceClassification(config)


def tiny_roberta(tokenizer):
    config = RobertaConfig(
        **tiny_sizes(tokenizer), max_position_embeddings=42, type_vocab_size=1, pad_token_id=1, layer_norm_eps=1e-5
    )
    return RobertaForSequenceClassification(config)


def randomise(model, seed):
    """Biases and layer norms too: at their usual start of 0 and 1 a mistake with them would not show."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.add_(0.3 * torch.randn(parameter.shape, generator=generator))


def batch_of(tokenizer, rows):
    encodings = [tokenizer(*row, return_token_type_ids=True) for row in rows]
    return tokenizer.pad(encodings, return_tensors="pt")


def flat(tensor, digits=6):
    return [round(value, digits) for value in tensor.detach().flatten().tolist()]


def tiny_case(name, tokenizer, model):
    model.eval()
    folder = HERE / name
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    batch = batch_of(tokenizer, ROWS)
    if name == "tinyRoberta":
        batch["token_type_ids"] = torch.zeros_like(batch["input_ids"])
    base = model.base_model(**batch, output_hidden_states=True)
    logits = model(**batch).logits
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(LABELS))
    loss.backward()
    return {
        "rows": ROWS,
        "labels": LABELS,
        "lengths": batch["attention_mask"].sum(1).tolist(),
        "hiddenStates": [
            [flat(states[row, : int(length)]) for row, length in enumerate(batch["attention_mask"].sum(1))]
            for states in base.hidden_states
        ],
        "logits": [flat(row) for row in logits],
        "loss": loss.item(),
        "gradientNorms": {
            key: parameter.grad.norm().item()
            for key, parameter in model.named_parameters()
            if parameter.grad is not None
        },
        "wordGradient": flat(model.base_model.embeddings.word_embeddings.weight.grad.sum(1)),
    }


def minilm_case(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()
    batch = batch_of(tokenizer, [(sentence,) for sentence in SENTENCES])
    with torch.no_grad():
        states = model(**batch, output_hidden_states=True).hidden_states
    mask = batch["attention_mask"].unsqueeze(-1).float()
    mean = (states[-1] * mask).sum(1) / mask.sum(1)
    normal = torch.nn.functional.normalize(mean)
    lengths = batch["attention_mask"].sum(1).tolist()
    # A few numbers of every layer: first and last token, twelve features spread over the width.
    features = list(range(0, 384, 32))
    return {
        "sentences": SENTENCES,
        "features": features,
        "firstAndLast": [
            [flat(layer[row, [0, length - 1]][:, features]) for row, length in enumerate(lengths)] for layer in states
        ],
        "sums": [[round(layer[row, :length].abs().sum().item(), 3) for row, length in enumerate(lengths)] for layer in states],
        "embeddings": [flat(row[features]) for row in normal],
        "cosines": [flat(row) for row in normal @ normal.T],
    }


def main():
    file = HERE / "encoder.json"
    golden = json.loads(file.read_text()) if file.exists() else {}
    golden["versions"] = {
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "tokenizers": tokenizers.__version__,
    }
    for name, tokenizer, build, seed in [
        ("tinyBert", word_pieces(), tiny_bert, 1),
        ("tinyRoberta", byte_pairs(), tiny_roberta, 2),
    ]:
        torch.manual_seed(seed)
        model = build(tokenizer)
        randomise(model, seed)
        golden[name] = tiny_case(name, tokenizer, model)
    if len(sys.argv) > 1:
        golden["all-MiniLM-L6-v2"] = minilm_case(sys.argv[1])
    file.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
