"""Writes lib/core/feedback/ladder/golden-item-losses.json: what items gain and could lose by the metrics of the items' own losses.

Run from the root of the repository with Python 3, numpy and scipy:

    python3 research/golden/make-item-losses.py && npx biome format --write lib/core/feedback/ladder/golden-item-losses.json

Nothing of the site's formulas is used but for guarded z itself. What an item could lose is the worst over labels, tried one by one: of
numbers over a grid of the range, of texts over all accepted answers made of words of both predictions.
"""
import itertools
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy import stats

rng = np.random.default_rng(20261130)


def guarded_z(d, losses, alpha):
    n, t = len(d), stats.norm.isf(alpha)
    c = (t * t + 2) / 3
    best = None
    for k in range(n + 1):
        order = np.sort(losses)[::-1]
        left = order[k] if k < n else 0.0
        if k > 0 and left == order[k - 1]:
            continue
        owed = order[:k].sum() / n
        cost = owed + (c + t) / n * (left + owed)
        if best is None or cost < best[0]:
            best = (cost, left, owed)
    _, left, owed = best
    x, b = np.where(losses > left, 0, d) - owed, left + owed
    guarded = (x.sum() - c * b) / np.sqrt(((x - x.mean()) ** 2).sum() + b * b)
    return {"alpha": alpha, "z": d.mean() / (d.std(ddof=1) / np.sqrt(n)), "guarded_z": guarded, "stake": b}


def power_of_two_below(x):
    return 2.0 ** np.floor(np.log2(x))


def widened(y):
    step = power_of_two_below((y.max() - y.min()) / 4)
    finest = power_of_two_below(np.abs(y).min()) / 4
    return (
        min(y.min(), np.floor(y.min() / step) * step),
        max(y.max(), np.ceil(y.max() / step) * step),
        np.floor(np.abs(y).min() / finest) * finest,
    )


LOSSES = {
    "mae": lambda y, p: np.abs(y - p),
    "mape": lambda y, p: np.abs(y - p) / np.abs(y),
    "rmse": lambda y, p: (y - p) ** 2,
    "r2": lambda y, p: (y - p) ** 2,
}


def numbers():
    n = 60
    y = np.round(rng.uniform(10, 40, n), 3)
    before, after = np.round(y + rng.normal(0, 6, n), 3), np.round(y + rng.normal(0, 2.5, n), 3)
    after[:5] = before[:5]
    low, high, least = widened(y)
    # By MAE no range counts, so labels far outside are tried too.
    grids = {"mae": np.linspace(-500, 500, 200_001)}
    cases = []
    for metric, loss in LOSSES.items():
        grid = grids.get(metric, np.linspace(low, high, 200_001))
        grid = grid[np.abs(grid) >= least] if metric == "mape" else grid
        most = []
        for b, a in zip(before, after):
            tried = np.concatenate([grid, [v for v in (b, a) if metric == "mae" or (low <= v <= high and abs(v) >= least)]])
            most.append(max(0.0, (loss(tried, a) - loss(tried, b)).max()))
        d, most = loss(y, before) - loss(y, after), np.array(most)
        cases.append({"metric": metric, "gains": list(d), "losses": list(most), "tests": [guarded_z(d, most, a) for a in (0.025, 0.0025)]})
    return {"labels": list(y), "before": list(before), "after": list(after), "cases": cases}


def token_f1(said, accepted):
    if not said or not accepted:
        return float(said == accepted)
    same = sum((Counter(said) & Counter(accepted)).values())
    return 2 * same / (len(said) + len(accepted))


def rouge_l(said, accepted):
    if not said or not accepted:
        return 0.0
    table = np.zeros((len(said) + 1, len(accepted) + 1), int)
    for i, j in itertools.product(range(len(said)), range(len(accepted))):
        table[i + 1, j + 1] = table[i, j] + 1 if said[i] == accepted[j] else max(table[i, j + 1], table[i + 1, j])
    return 2 * table[-1, -1] / (len(said) + len(accepted))


def texts():
    words = ["red", "green", "blue", "black", "white", "pink"]
    cases = []
    for _ in range(25):
        before, after = ([str(w) for w in rng.choice(words, rng.integers(1, 5))] for _ in range(2))
        used = sorted(set(before + after))
        labels = [list(l) for size in range(1, 5) for l in itertools.product(used, repeat=size)]
        most = {
            name: max(0.0, max(score(before, l) - score(after, l) for l in labels))
            for name, score in (("token_f1", token_f1), ("rouge_l", rouge_l))
        }
        cases.append({"before": " ".join(before), "after": " ".join(after), **most})
    return cases


path = Path("lib/core/feedback/ladder/golden-item-losses.json")
path.write_text(json.dumps({"numbers": numbers(), "texts": texts()}, default=float) + "\n")
