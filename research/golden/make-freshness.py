"""Writes lib/core/freshness/golden-freshness.json: gaps and drops of small rounds.

Run from the root of the repository with Python 3, numpy and scipy:

    python3 research/golden/make-freshness.py && npx biome format --write lib/core/freshness/golden-freshness.json

Nothing of the site's own formulas is used. A pseudo-value is the score on its scale plus n times its derivative by the item's
weight, and the derivative is taken numerically, from each metric's definition with weights. Limits are scipy's, the line of a drop
is numpy's.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats

rng = np.random.default_rng(20260517)
PARTS = {"feedback": 60, "final": 90}


def margins(w, y, p, k):
    matrix = np.zeros((k, k))
    np.add.at(matrix, (y, p), w)
    return matrix


def f1s(m):
    return np.array([2 * m[c, c] / (m[c].sum() + m[:, c].sum()) for c in range(len(m))])


def kappa(m, cost):
    n = m.sum()
    expected = np.outer(m.sum(1), m.sum(0)) / n
    return 1 - (cost * m).sum() / (cost * expected).sum()


def mcc(m):
    n, rows, columns = m.sum(), m.sum(1), m.sum(0)
    return (n * np.trace(m) - rows @ columns) / np.sqrt((n**2 - columns @ columns) * (n**2 - rows @ rows))


def of_classes(statistic):
    return lambda w, y, p: statistic(margins(w, y, p.argmax(1), p.shape[1]))


def quadratic(k):
    return np.subtract.outer(np.arange(k), np.arange(k)) ** 2


def area(w, positive, s):
    a, b = positive, ~positive
    won = (s[a][:, None] > s[b][None, :]) + 0.5 * (s[a][:, None] == s[b][None, :])
    return w[a] @ won @ w[b] / (w[a].sum() * w[b].sum())


def average_precision(w, positive, s):
    total = 0.0
    for i in np.flatnonzero(positive):
        above = s >= s[i]
        total += w[i] * (w[above & positive].sum() / w[above].sum())
    return total / w[positive].sum()


def of_contrasts(statistic):
    def compute(w, y, p):
        if p.shape[1] == 2:
            return statistic(w, y == 1, p[:, 1])
        return np.mean([statistic(w, y == c, p[:, c]) for c in range(p.shape[1])])

    return compute


def weighted_ranks(w, x):
    return np.array([w[x < v].sum() + 0.5 * w[x == v].sum() for v in x])


def spearman(w, y, p):
    a, b = weighted_ranks(w, y), weighted_ranks(w, p)
    a, b = a - w @ a / w.sum(), b - w @ b / w.sum()
    return (w * a) @ b / np.sqrt(((w * a) @ a) * ((w * b) @ b))


def kendall(w, y, p):
    pairs = np.outer(w, w) - np.diag(w * w)
    a, b = np.sign(np.subtract.outer(y, y)), np.sign(np.subtract.outer(p, p))
    return (pairs * a * b).sum() / np.sqrt((pairs * a * a).sum() * (pairs * b * b).sum())


def mean(w, values):
    return w @ values / w.sum()


def r2_left(w, y, p):
    return mean(w, (y - p) ** 2) / mean(w, (y - mean(w, y)) ** 2)


def brier(w, y, p):
    hot = np.eye(p.shape[1])[y]
    losses = ((p - hot) ** 2).sum(1)
    return mean(w, losses / 2 if p.shape[1] == 2 else losses)


# Each metric on the scale of its gap, with weights; and a score on the scale of its drop.
GAPS = {
    "accuracy": of_classes(lambda m: np.trace(m) / m.sum()),
    "balanced_accuracy": of_classes(lambda m: np.mean(np.diag(m) / m.sum(1))),
    "macro_f1": of_classes(lambda m: np.mean(f1s(m))),
    "weighted_f1": of_classes(lambda m: f1s(m) @ m.sum(1) / m.sum()),
    "macro_precision": of_classes(lambda m: np.mean(np.diag(m) / m.sum(0))),
    "macro_recall": of_classes(lambda m: np.mean(np.diag(m) / m.sum(1))),
    "mcc": of_classes(mcc),
    "cohen_kappa": of_classes(lambda m: kappa(m, 1 - np.eye(len(m)))),
    "quadratic_kappa": of_classes(lambda m: kappa(m, quadratic(len(m)))),
    "precision": of_classes(lambda m: m[1, 1] / m[:, 1].sum()),
    "recall": of_classes(lambda m: m[1, 1] / m[1].sum()),
    "roc_auc": of_contrasts(area),
    "average_precision": of_contrasts(average_precision),
    "log_loss": lambda w, y, p: -np.log(mean(w, -np.log(p[np.arange(len(y)), y]))),
    "brier_score": lambda w, y, p: -np.log(brier(w, y, p)),
    "mae": lambda w, y, p: -np.log(mean(w, np.abs(y - p))),
    "mape": lambda w, y, p: -np.log(mean(w, np.abs(y - p) / np.abs(y))),
    "rmse": lambda w, y, p: -np.log(np.sqrt(mean(w, (y - p) ** 2))),
    "r2": lambda w, y, p: -0.5 * np.log(r2_left(w, y, p)),
    "spearman": spearman,
    "kendall": kendall,
}
LOSSES = ("log_loss", "brier_score", "mae", "mape", "rmse", "r2")
BINARY = ("accuracy", "balanced_accuracy", "mcc", "cohen_kappa", "precision", "recall", "roc_auc", "average_precision", "log_loss", "brier_score")
SEVERAL = ("macro_f1", "weighted_f1", "macro_precision", "macro_recall", "mcc", "quadratic_kappa", "roc_auc", "average_precision", "log_loss", "brier_score")
NUMBERS = ("mae", "mape", "rmse", "r2", "spearman", "kendall")


def pseudo_values(metric, y, p):
    n, step = len(y), 1e-4
    compute = GAPS[metric]
    value = compute(np.ones(n), y, p)
    influences = np.zeros(n)
    for i in range(n):
        at = lambda h: compute(np.where(np.arange(n) == i, 1 + h, 1.0), y, p)
        # Richardson's extrapolation of the central difference.
        near, far = (at(step) - at(-step)) / (2 * step), (at(2 * step) - at(-2 * step)) / (4 * step)
        influences[i] = n * (4 * near - far) / 3
    return value + influences


def limits(estimate, variance, df):
    error = np.sqrt(variance)
    t = stats.t.ppf(0.975, df)
    return {
        "estimate": estimate,
        "standardError": error,
        "degreesOfFreedom": df,
        "lower": estimate - t * error,
        "upper": estimate + t * error,
        "pValue": float(stats.t.sf(estimate / error, df)),
    }


def components(metric, data, part, differences):
    n = len(differences)
    if data["groups"] is not None:
        groups = np.array(data["groups"][part])
        names = np.unique(groups)
        sums = np.array([(differences - differences.mean())[groups == g].sum() for g in names])
        return [(len(names) / (len(names) - 1) * (sums**2).sum() / n**2, len(names) - 1)]
    if metric == "roc_auc":
        y = np.array(data["labels"][part])
        return [((y == c).sum() * differences[y == c].var(ddof=1) / n**2, (y == c).sum() - 1) for c in np.unique(y)]
    return [(differences.var(ddof=1) / n, n - 1)]


def welch(parts):
    return sum(v for v, _ in parts) ** 2 / sum(v**2 / df for v, df in parts)


def gap_case(metric, data):
    means, parts = {}, []
    for part in PARTS:
        y = np.array(data["labels"][part])
        psi = {
            group: np.mean([pseudo_values(metric, y, np.array(model[part])) for model in data[group]], axis=0)
            for group in ("adapted", "frozen")
        }
        differences = psi["adapted"] - psi["frozen"]
        means[part] = differences.mean()
        own = components(metric, data, part, differences)
        parts.append((sum(v for v, _ in own), welch(own)))
    estimate = means["feedback"] - means["final"]
    return {"metric": metric, "data": data["name"], "gap": limits(estimate, sum(v for v, _ in parts), welch(parts))}


def shape(values, grouped):
    return {part: values[start : start + n].tolist() for (part, n), start in zip(PARTS.items(), (0, PARTS["feedback"]))}


def classes_data(name, k, grouped):
    n = sum(PARTS.values())
    y = np.concatenate([np.arange(k), rng.integers(0, k, PARTS["feedback"] - k), np.arange(k), rng.integers(0, k, PARTS["final"] - k)])
    shared = rng.normal(size=(n, k))
    groups = np.concatenate([np.arange(m) % g for m, g in zip(PARTS.values(), (8, 11))])

    def model(signal, leak):
        z = np.eye(k)[y] * signal + 0.7 * shared + 0.7 * rng.normal(size=(n, k))
        z[: PARTS["feedback"]] += leak * np.eye(k)[y[: PARTS["feedback"]]]
        p = np.exp(z) / np.exp(z).sum(1, keepdims=True)
        p = np.round(p, 3) + 0.001
        p[:, 0] += 1 - p.sum(1)
        return shape(np.round(p, 3), False)

    return {
        "name": name,
        "task": "binary" if k == 2 else "multiclass",
        "labels": shape(y, False),
        "groups": shape(groups, False) if grouped else None,
        "frozen": [model(s, 0) for s in (0.8, 1.0, 1.3)],
        "adapted": [model(s, 0.6) for s in (1.1, 1.4)],
    }


def numbers_data(name, grouped):
    n = sum(PARTS.values())
    y = np.round(3 + rng.normal(size=n), 2)
    y[np.abs(y) < 0.3] = 0.5
    shared = rng.normal(size=n)
    groups = np.concatenate([np.arange(m) % g for m, g in zip(PARTS.values(), (8, 11))])

    def model(noise, leak):
        p = y + noise * (0.7 * shared + 0.7 * rng.normal(size=n))
        p[: PARTS["feedback"]] = (1 - leak) * p[: PARTS["feedback"]] + leak * y[: PARTS["feedback"]]
        return shape(np.round(p, 2), False)

    return {
        "name": name,
        "task": "regression",
        "labels": shape(y, False),
        "groups": shape(groups, False) if grouped else None,
        "frozen": [model(s, 0) for s in (1.2, 1.0, 0.8)],
        "adapted": [model(s, 0.3) for s in (0.9, 0.7)],
    }


def drop_case(scale, frozen, adapted, item_count):
    clip = lambda p: np.clip(p, 0.5 / item_count, 1 - 0.5 / item_count)
    on_scale = {
        "share": lambda s: stats.norm.ppf(clip(s)),
        "correlation": lambda s: stats.norm.ppf(clip((1 + s) / 2)),
        "loss": lambda s: -np.log(s),
        "explained": lambda s: -0.5 * np.log(1 - s),
    }[scale]
    slope = {"share": stats.norm.pdf, "correlation": lambda y: 2 * stats.norm.pdf(y)}.get(scale, lambda y: 1.0)
    (fx, fy), (ax, ay) = on_scale(np.array(frozen)).T, on_scale(np.array(adapted)).T
    fitted = stats.linregress(fx, fy)
    s_f = ((fy - fitted.intercept - fitted.slope * fx) ** 2).sum() / (len(fx) - 2)
    residuals = ay - fitted.intercept - fitted.slope * ax
    s_a = max(s_f, residuals.var(ddof=1)) if len(ax) > 1 else s_f
    variance = s_a / len(ax) + s_f * (1 / len(fx) + (ax.mean() - fx.mean()) ** 2 / ((fx - fx.mean()) ** 2).sum())
    by = slope(ay.mean())
    return {
        "scale": scale,
        "itemCount": item_count,
        "frozen": frozen,
        "adapted": adapted,
        "drop": limits(-residuals.mean() * by, variance * by**2, len(fx) - 2),
    }


def draw_pairs(low, high, later, count, noise):
    x = np.round(rng.uniform(low, high, count), 4)
    return [[float(a), float(b)] for a, b in zip(x, np.round(later(x) + noise * rng.normal(size=count), 4))]


datasets = [
    (classes_data("two classes", 2, False), BINARY),
    (classes_data("two classes in groups", 2, True), BINARY),
    (classes_data("four classes", 4, False), SEVERAL),
    (classes_data("four classes in groups", 4, True), SEVERAL),
    (numbers_data("numbers", False), NUMBERS),
    (numbers_data("numbers in groups", True), NUMBERS),
]
harder = lambda x: x - 0.1
drops = [
    drop_case("share", draw_pairs(0.6, 0.9, harder, 7, 0.01), draw_pairs(0.72, 0.83, lambda x: x - 0.14, 3, 0.01), 2000),
    drop_case("share", draw_pairs(0.6, 0.7, harder, 8, 0.01), draw_pairs(0.8, 0.9, lambda x: x - 0.12, 4, 0.01), 2000),
    drop_case("share", draw_pairs(0.6, 0.9, harder, 6, 0.01), [[1.0, 0.9]], 500),
    drop_case("correlation", draw_pairs(0.1, 0.6, lambda x: 0.8 * x, 8, 0.02), draw_pairs(0.4, 0.6, lambda x: 0.6 * x, 5, 0.02), 1500),
    drop_case("correlation", draw_pairs(-0.2, 0.3, lambda x: 0.8 * x, 6, 0.02), [[0.2, -0.1]], 1500),
    drop_case("loss", draw_pairs(0.4, 0.9, lambda x: 1.1 * x, 8, 0.01), draw_pairs(0.4, 0.6, lambda x: 1.3 * x, 6, 0.01), 1500),
    drop_case("loss", draw_pairs(20, 40, lambda x: 1.1 * x, 9, 1), draw_pairs(15, 25, lambda x: 1.1 * x, 6, 1), 1500),
    drop_case("explained", draw_pairs(0.3, 0.8, lambda x: x - 0.1, 8, 0.01), draw_pairs(0.6, 0.8, lambda x: x - 0.2, 6, 0.01), 1500),
]
gaps = [gap_case(metric, data) for data, metrics in datasets for metric in metrics]
root = Path(__file__).resolve().parents[2]
(root / "lib/core/freshness/golden-freshness.json").write_text(
    json.dumps({"data": [data for data, _ in datasets], "gaps": gaps, "drops": drops}, default=float) + "\n",
    encoding="utf-8",
)
print(len(gaps), "gaps,", len(drops), "drops")
