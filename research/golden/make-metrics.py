"""Writes lib/core/scoring/golden-metrics.json: small inputs with the scores that scikit-learn gives them.

Run from the root of the repository with Python 3 and scikit-learn 1.4.2:

    python3 research/golden/make-metrics.py && npx biome format --write lib/core/scoring/golden-metrics.json

A score is null where scikit-learn or scipy refuses the input or answers NaN; also a recall without positive labels, an
average precision where the labels lack a class, a top-k accuracy of k classes or fewer, and a percentage error of a label
of 0, which scikit-learn answers by convention. What scikit-learn 1.4.2 lacks, the Brier score of several classes and the
expected calibration error, is computed here from its definition. Ties of a top-k accuracy go to the first class: columns and
labels are reversed, because scikit-learn takes the last one. For binary areas the file also holds the 95 %
limits of DeLong et al. 1988 on the logit scale, computed from the matrix of all pairs; null where the variance is zero
or a class has a single item.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from scipy.special import expit, logit
from scipy.stats import kendalltau, norm, spearmanr
from sklearn import metrics
from sklearn.preprocessing import label_binarize

warnings.simplefilter("ignore")
rng = np.random.default_rng(20240517)
cases = []


def attempt(compute):
    try:
        score = float(compute())
    except ValueError:
        return None
    return score if np.isfinite(score) else None


def delong_limits(y, scores):
    positives, negatives = scores[y == 1], scores[y == 0]
    m, n = len(positives), len(negatives)
    if m < 2 or n < 2:
        return None
    difference = positives[:, None] - negatives[None, :]
    won = (difference > 0) + 0.5 * (difference == 0)
    area = won.mean()
    variance = won.mean(axis=1).var(ddof=1) / m + won.mean(axis=0).var(ddof=1) / n
    if variance < 1e-20 or area in (0, 1):
        return None
    half = norm.ppf(0.975) * np.sqrt(variance) / (area * (1 - area))
    return [float(expit(logit(area) - half)), float(expit(logit(area) + half))]


def class_scores(y, predicted, class_count):
    labels = list(range(class_count))
    is_binary = class_count == 2
    average = {"average": "binary" if is_binary else "macro", "zero_division": 0}
    macro = {"average": "macro", "zero_division": 0}
    precision_recall = {
        "precision": attempt(lambda: metrics.precision_score(y, predicted, **average)),
        "recall": attempt(lambda: metrics.recall_score(y, predicted, **average)) if 1 in y else None,
    } if is_binary else {}
    return {
        **precision_recall,
        "quadratic_kappa": attempt(lambda: metrics.cohen_kappa_score(y, predicted, weights="quadratic", labels=labels)),
        "mcc": attempt(lambda: metrics.matthews_corrcoef(y, predicted)),
        "cohen_kappa": attempt(lambda: metrics.cohen_kappa_score(y, predicted)),
        "weighted_f1": attempt(lambda: metrics.f1_score(y, predicted, average="weighted", zero_division=0)),
        "micro_f1": attempt(lambda: metrics.f1_score(y, predicted, labels=labels, average="micro", zero_division=0)),
        "macro_precision": attempt(lambda: metrics.precision_score(y, predicted, **macro)),
        "macro_recall": attempt(lambda: metrics.recall_score(y, predicted, **macro)),
        "accuracy": attempt(lambda: metrics.accuracy_score(y, predicted)),
        "balanced_accuracy": attempt(lambda: metrics.balanced_accuracy_score(y, predicted)),
        "macro_f1": attempt(lambda: metrics.f1_score(y, predicted, average="macro", zero_division=0)),
    }


def top_k(y, p, k):
    width = p.shape[1]
    if width <= k:
        return None
    labels = list(range(width))
    return attempt(lambda: metrics.top_k_accuracy_score(width - 1 - y, p[:, ::-1], k=k, labels=labels))


def brier(y, p):
    if p.shape[1] == 2:
        return attempt(lambda: metrics.brier_score_loss(y, p[:, 1], pos_label=1))
    rows = p / p.sum(axis=1, keepdims=True)
    return float(((rows - np.eye(p.shape[1])[y]) ** 2).sum(axis=1).mean())


def calibration_error(y, p, bin_count=15):
    predicted = p.argmax(axis=1)
    confidence = p.max(axis=1)
    bins = np.clip(np.ceil(confidence * bin_count) - 1, 0, bin_count - 1)
    inside = [bins == b for b in range(bin_count) if (bins == b).any()]
    gaps = [abs(confidence[i].mean() - (predicted == y)[i].mean()) * i.mean() for i in inside]
    return float(sum(gaps))


def average_precision(y, p):
    width = p.shape[1]
    if len(set(y.tolist())) < width:
        return None
    if width == 2:
        return attempt(lambda: metrics.average_precision_score(y, p[:, 1]))
    return attempt(lambda: metrics.average_precision_score(label_binarize(y, classes=range(width)), p, average="macro"))


def probability_scores(y, p):
    top = {"top_3_accuracy": top_k(y, p, 3), "top_5_accuracy": top_k(y, p, 5)} if p.shape[1] > 2 else {}
    return {
        **top,
        "brier_score": brier(y, p),
        "calibration_error": calibration_error(y, p),
        "average_precision": average_precision(y, p),
    }


def rank_scores(y, predicted):
    if len(y) < 2:
        return {"spearman": None, "kendall": None}
    return {
        "spearman": attempt(lambda: spearmanr(y, predicted).statistic),
        "kendall": attempt(lambda: kendalltau(y, predicted, variant="b").statistic),
    }


def add_classes(name, class_count, y, predicted):
    y, predicted = np.asarray(y), np.asarray(predicted)
    cases.append({
        "name": name,
        "task": "binary" if class_count == 2 else "multiclass",
        "classCount": class_count,
        "labels": y.tolist(),
        "predicted": predicted.tolist(),
        "expected": {
            **class_scores(y, predicted, class_count),
            "log_loss": None,
            "roc_auc": None,
            "brier_score": None,
            "calibration_error": None,
            "average_precision": None,
        },
    })


def add_probabilities(name, y, p):
    y, p = np.asarray(y), np.asarray(p, dtype=float)
    class_count = p.shape[1]
    labels = list(range(class_count))
    if class_count == 2:
        auc = attempt(lambda: metrics.roc_auc_score(y, p[:, 1]))
    else:
        auc = attempt(lambda: metrics.roc_auc_score(y, p, multi_class="ovr", average="macro", labels=labels))
    case = {
        "name": name,
        "task": "binary" if class_count == 2 else "multiclass",
        "classCount": class_count,
        "labels": y.tolist(),
        "probabilities": p.ravel().tolist(),
        "expected": {
            **class_scores(y, p.argmax(axis=1), class_count),
            **probability_scores(y, p),
            "log_loss": attempt(lambda: metrics.log_loss(y, p, labels=labels)),
            "roc_auc": auc,
        },
    }
    if class_count == 2 and auc is not None:
        case["delong"] = delong_limits(y, p[:, 1])
    cases.append(case)


def add_numbers(name, y, predicted):
    y, predicted = np.asarray(y, dtype=float), np.asarray(predicted, dtype=float)
    cases.append({
        "name": name,
        "task": "regression",
        "labels": y.tolist(),
        "predicted": predicted.tolist(),
        "expected": {
            "mae": attempt(lambda: metrics.mean_absolute_error(y, predicted)),
            "rmse": attempt(lambda: metrics.root_mean_squared_error(y, predicted)),
            "r2": attempt(lambda: metrics.r2_score(y, predicted)),
            "mape": attempt(lambda: metrics.mean_absolute_percentage_error(y, predicted)) if y.all() else None,
            **rank_scores(y, predicted),
        },
    })


def binary(p):
    p = np.asarray(p, dtype=float)
    return np.column_stack([1 - p, p])


def signal(y, class_count, strength):
    raw = rng.normal(size=(len(y), class_count)) + strength * np.eye(class_count)[y]
    raw = np.exp(raw)
    return raw / raw.sum(axis=1, keepdims=True)


# Classes only.
y3 = rng.integers(0, 3, 40)
add_classes("three classes, random predictions", 3, y3, rng.integers(0, 3, 40))
add_classes("three classes, all right", 3, y3, y3)
add_classes("three classes, all wrong", 3, y3, (y3 + 1) % 3)
add_classes("a class absent from labels and predictions", 4, y3, rng.integers(0, 3, 40))
add_classes("a class predicted that no label has", 4, y3, rng.integers(0, 4, 40))
add_classes("a class of the labels never predicted", 3, y3, rng.integers(0, 2, 40))
add_classes("labels of a single class", 3, [1] * 10, [1, 1, 0, 1, 2, 1, 1, 1, 0, 1])
add_classes("one constant prediction", 3, y3, [2] * 40)
add_classes("imbalanced binary", 2, [0] * 50 + [1] * 5, [0] * 46 + [1] * 7 + [0] * 2)
add_classes("binary labels all positive, one missed", 2, [1] * 6, [1, 1, 1, 0, 1, 1])
add_classes("one item, right", 2, [1], [1])
add_classes("one item, wrong", 2, [0], [1])
add_classes("ten classes, few items", 10, rng.integers(0, 10, 20), rng.integers(0, 10, 20))

# Binary probabilities.
y2 = (rng.random(60) < 0.4).astype(int)
add_probabilities("binary without ties", y2, signal(y2, 2, 1.0))
add_probabilities("binary with many ties", y2, binary(np.round(signal(y2, 2, 1.0)[:, 1] * 4) / 4))
add_probabilities("binary, every probability one half", y2, binary([0.5] * 60))
add_probabilities("binary, perfect order", [0, 0, 0, 1, 1], binary([0.1, 0.2, 0.3, 0.6, 0.9]))
add_probabilities("binary, reversed order", [1, 1, 0, 0, 0], binary([0.1, 0.2, 0.3, 0.6, 0.9]))
add_probabilities("binary, certain and sometimes wrong", [0, 1, 1, 0, 1, 0], binary([0, 1, 0, 1, 1, 0]))
add_probabilities(
    "binary, extreme probabilities", [0, 1, 1, 0, 1, 0], binary([1e-300, 1 - 1e-16, 1e-17, 1 - 1e-12, 5e-16, 1e-15])
)
add_probabilities("binary, labels of a single class", [1, 1, 1, 1], binary([0.2, 0.7, 0.9, 1.0]))
add_probabilities("binary, one positive", [0, 0, 0, 1, 0, 0], binary([0.1, 0.4, 0.8, 0.5, 0.5, 0.2]))
add_probabilities("binary, rows that don't sum to 1", [0, 1, 1, 0], [[0.5, 0.4], [0.3, 0.9], [0.2, 0.1], [0.0, 0.0]])
add_probabilities("binary, one item", [1], binary([0.8]))

# Multiclass probabilities.
add_probabilities("three classes, one-vs-rest", y3, signal(y3, 3, 1.0))
rounded = np.round(signal(y3, 3, 1.0)[:, :2] * 5) / 10
add_probabilities("three classes with ties", y3, np.column_stack([rounded, 1 - rounded.sum(axis=1)]))
add_probabilities("three classes, equal probabilities", y3, np.full((40, 3), 1 / 3))
add_probabilities("three classes, one-hot", y3, np.eye(3)[rng.integers(0, 3, 40)])
add_probabilities("four classes, one absent from the labels", y3, signal(y3, 4, 1.0))
y5 = np.concatenate([np.arange(5), rng.integers(0, 5, 45), [4]])
add_probabilities("five classes", y5, signal(y5, 5, 1.5))
add_probabilities("three classes, one of them a single item", [0, 0, 0, 1, 1, 2], signal(np.array([0, 0, 0, 1, 1, 2]), 3, 1))

# Numbers.
target = rng.normal(10, 3, 50)
add_numbers("numbers", target, target + rng.normal(0, 1, 50))
add_numbers("numbers, exact", target, target)
add_numbers("numbers, worse than the mean", target, rng.normal(-20, 9, 50))
add_numbers("numbers, the mean predicted", [1, 2, 3, 4], [2.5] * 4)
add_numbers("constant labels, exact", [2.5] * 6, [2.5] * 6)
add_numbers("constant labels, wrong", [2.5] * 6, [2.5, 2.5, 3, 2, 2.5, 2.5])
add_numbers("numbers of very different size", rng.normal(size=30) * 10.0 ** rng.integers(-6, 7, 30), rng.normal(size=30))
add_numbers("large offset", 1e6 + rng.normal(size=40), 1e6 + rng.normal(size=40))
add_numbers("one number", [3.0], [4.5])
add_numbers("two numbers", [3.0, 5.0], [4.5, 4.0])

# Added later, after the draws above, so that those stay as they are.
y10 = np.concatenate([np.arange(10), rng.integers(0, 10, 50)])
add_probabilities("ten classes", y10, signal(y10, 10, 1.0))
tied = rng.integers(0, 4, (60, 10)) + 0.5
add_probabilities("ten classes with many ties", y10, tied / tied.sum(axis=1, keepdims=True))
add_probabilities("ten classes, equal probabilities", y10, np.full((60, 10), 0.1))
grid = rng.integers(0, 16, 80) / 15
add_probabilities("binary, confidences at the edges of the bins", (rng.random(80) < grid).astype(int), binary(grid))
add_probabilities("binary, well calibrated", (rng.random(400) < np.arange(400) / 400).astype(int), binary(np.arange(400) / 400))
add_classes("binary, none predicted positive", 2, [0, 1, 1, 0], [0, 0, 0, 0])
add_classes("binary, labels all negative", 2, [0] * 6, [0, 1, 0, 0, 1, 0])
add_classes("binary, one class labelled and predicted", 2, [0] * 5, [0] * 5)
add_classes("labels and predictions of the same single class", 4, [2] * 5, [2] * 5)
add_classes("labels and predictions of different single classes", 4, [2] * 5, [3] * 5)
near = np.clip(y10 + rng.integers(-1, 2, 60), 0, 9)
add_classes("ordinal, mostly one step off", 10, y10, near)
add_classes("ordinal, reversed", 10, y10, 9 - y10)
add_numbers("numbers with ties on both sides", rng.integers(0, 5, 60), rng.integers(0, 4, 60))
rising = np.arange(1.0, 31.0)
add_numbers("numbers, the same order", rising, rising**2)
add_numbers("numbers, the reverse order", rising, -rising)
add_numbers("constant predictions", rising, np.full(30, 7.0))
add_numbers("numbers with a zero among the labels", [0.0, 1.0, 2.0, -3.0], [0.5, 1.5, 2.0, -2.0])
add_numbers("numbers with minus zero", [-0.0, 0.0, 1.0, 2.0], [0.0, -0.0, 0.0, 3.0])
waves = rng.normal(size=500)
add_numbers("five hundred numbers, loosely ordered", waves, np.round(0.5 * waves + rng.normal(size=500), 1))
add_numbers("two labels, ordered predictions", rng.integers(0, 2, 40), rng.normal(size=40))

root = Path(__file__).resolve().parents[2]
text = ",\n".join(json.dumps(case) for case in cases)
(root / "lib/core/scoring/golden-metrics.json").write_text(
    f'{{"scikitLearn": "{sklearn.__version__}", "cases": [\n{text}\n]}}\n', encoding="utf-8"
)
print(len(cases), "cases")
