"""Reference numbers for test/evaluation, from scikit-learn: python test/golden/evaluation.py"""

import json
import warnings
from pathlib import Path

import numpy
import sklearn
from sklearn import metrics

warnings.simplefilter("ignore")
rng = numpy.random.default_rng(20261121)


def case(name, predicted, actual, classes):
    labels = list(range(classes))
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        actual, predicted, labels=labels, zero_division=0
    )
    scores = rng.exponential(1, (len(actual), classes)) ** 3
    probabilities = scores / scores.sum(axis=1, keepdims=True)
    return {
        "name": name,
        "classes": classes,
        "predicted": [int(label) for label in predicted],
        "actual": [int(label) for label in actual],
        "accuracy": metrics.accuracy_score(actual, predicted),
        "macroF1": metrics.f1_score(actual, predicted, average="macro"),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "confusion": metrics.confusion_matrix(actual, predicted, labels=labels).tolist(),
        "logProbs": numpy.log(probabilities).tolist(),
        "logLoss": metrics.log_loss(actual, probabilities, labels=labels),
    }


lopsided = rng.choice(5, 40, p=[0.6, 0.25, 0.1, 0.04, 0.01])
reference = {
    "versions": {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__},
    "cases": [
        case("lopsided", numpy.where(rng.random(40) < 0.6, lopsided, rng.choice(5, 40)), lopsided, 5),
        case("a class that occurs nowhere, one only predicted, one only true", [0, 0, 1, 1, 4], [0, 0, 0, 1, 2], 6),
        case("always the majority", [0] * 10, [0] * 9 + [1], 2),
    ],
}

if __name__ == "__main__":
    Path(__file__).with_suffix(".json").write_text(json.dumps(reference, allow_nan=False) + "\n")
