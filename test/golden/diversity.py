"""Reference numbers for measures of diversity, by NLTK and numpy: python test/golden/diversity.py"""

import json
import warnings
from pathlib import Path

import nltk
import numpy
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

warnings.simplefilter("ignore")
rng = numpy.random.default_rng(20261121)


def texts(count, words, longest):
    """Texts of unequal length, some of them empty or of one word, over few words: with repeats."""
    chances = 1 / numpy.arange(1, words + 1)
    return [
        [f"w{word}" for word in rng.choice(words, rng.integers(0, longest), p=chances / chances.sum())]
        for _ in range(count)
    ]


def self_bleu(sample, n):
    smoothing = SmoothingFunction().method1
    scores = []
    for at, text in enumerate(sample):
        others = sample[:at] + sample[at + 1 :]
        scores.append(sentence_bleu(others, text, weights=(1 / n,) * n, smoothing_function=smoothing) if text else 0)
    return float(numpy.mean(scores))


def bleu_case(sample):
    return {"texts": sample, "selfBleu": [self_bleu(sample, n) for n in (1, 2, 3, 4, 5)]}


def vector_case(count, width, rank):
    vectors = rng.normal(size=(count, rank)) @ rng.normal(size=(rank, width)) + rng.normal(size=width)
    vectors = numpy.round(vectors, 6)
    units = vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)
    kernel = units @ units.T
    values = numpy.linalg.eigvalsh(kernel / count)
    values = values[values > 1e-14]
    pairs = kernel[numpy.triu_indices(count, 1)]
    return {
        "vectors": vectors.tolist(),
        "vendi": float(numpy.exp(-(values * numpy.log(values)).sum())),
        "similarity": float(pairs.mean()),
    }


def matrix_case(matrix):
    matrix = numpy.round((matrix + matrix.T) / 2, 6)
    return {"matrix": matrix.tolist(), "eigenvalues": numpy.linalg.eigvalsh(matrix).tolist()}


low = rng.normal(size=(9, 2))
repeated = numpy.diag([3.0, 3, 3, -1, -1, 0, 0])
reference = {
    "versions": {"nltk": nltk.__version__, "numpy": numpy.__version__},
    "bleu": [bleu_case(texts(12, 9, 14)), bleu_case(texts(7, 40, 25)), bleu_case([["a", "b"], ["c"], ["a", "a", "a"]])],
    "vectors": [vector_case(15, 6, 6), vector_case(5, 12, 3), vector_case(2, 3, 1)],
    "matrices": [
        matrix_case(rng.normal(size=(12, 12))),
        matrix_case(low @ low.T),
        matrix_case(repeated),
        matrix_case(numpy.diag(10.0 ** numpy.arange(-6, 6)) + 0.01),
        matrix_case(numpy.zeros((4, 4))),
        matrix_case(numpy.array([[-2.5]])),
    ],
}

if __name__ == "__main__":
    Path(__file__).with_suffix(".json").write_text(json.dumps(reference, allow_nan=False) + "\n")
