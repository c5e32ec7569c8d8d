"""Writes lib/core/freshness/golden-round-comparison.json: old round against new round, of made-up scores.

Run from the root of the repository with Python 3, numpy and scipy:

    python3 research/golden/make-round-comparison.py && npx biome format --write lib/core/freshness/golden-round-comparison.json

The line is scipy.stats.linregress on scipy's normal quantiles, or on numpy's logarithms of losses; its limits are from the covariance of a least-squares fit by numpy, and
the rank agreement is scipy.stats.kendalltau.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats

rng = np.random.default_rng(20261127)


def on_scale(metric, scores, n):
    clip = lambda s: np.clip(s, 0.5 / n, 1 - 0.5 / n)
    if metric == "accuracy":
        return stats.norm.ppf(clip(scores))
    if metric == "spearman":
        return stats.norm.ppf(clip((1 + scores) / 2))
    return -np.log(scores) if metric == "mae" else -np.log(1 - scores) / 2


def as_score(metric, y):
    if metric == "accuracy":
        return stats.norm.cdf(y)
    if metric == "spearman":
        return 2 * stats.norm.cdf(y) - 1
    return np.exp(-y) if metric == "mae" else 1 - np.exp(-2 * y)


def compare(n_earlier, n_later, x, y, metric="accuracy"):
    u, v = on_scale(metric, x, n_earlier), on_scale(metric, y, n_later)
    line = stats.linregress(u, v)
    m = len(u)
    design = np.column_stack([np.ones(m), u])
    residual = v - line.intercept - line.slope * u
    variance = residual @ residual / (m - 2)
    covariance = variance * np.linalg.inv(design.T @ design)
    t = stats.t.ppf(0.975, m - 2)

    def height(at):
        row = np.array([1, at])
        middle, half = line.intercept + line.slope * at, t * np.sqrt(row @ covariance @ row)
        later, *limits = [float(as_score(metric, value)) for value in (middle, middle - half, middle + half)]
        return [later, min(limits), max(limits)]

    return {
        "metric": metric,
        "earlier": {"itemCount": n_earlier, "scores": x.tolist()},
        "later": {"itemCount": n_later, "scores": y.tolist()},
        "intercept": float(line.intercept),
        "slope": float(line.slope),
        "deviation": float(np.sqrt(variance)),
        "band": [[float(as_score(metric, at)), *height(at)] for at in np.linspace(u.min(), u.max(), 21)],
        "fitted": [height(at) for at in u],
        "tau": float(stats.kendalltau(x, y).statistic),
    }


def case(m, n_earlier, n_later, shift, tied=False):
    skill = rng.uniform(0.2, 1.6, m)
    x = np.round(rng.binomial(n_earlier, stats.norm.cdf(skill)) / n_earlier, 4)
    y = np.round(rng.binomial(n_later, stats.norm.cdf(0.9 * skill - shift)) / n_later, 4)
    if tied:
        x[1], y[2] = x[0], y[3]
    return compare(n_earlier, n_later, x, y)


cases = [case(3, 500, 700, 0.1), case(8, 1000, 1500, 0.2), case(20, 2000, 300, 0.4, tied=True)]
# A perfect score is clipped.
cases.append(compare(200, 200, np.array([0.7, 0.8, 0.9, 1.0]), np.array([0.65, 0.8, 0.85, 1.0])))
losses = rng.uniform(10, 30, 7)
cases.append(compare(900, 900, np.round(losses, 2), np.round(1.2 * losses + rng.normal(size=7), 2), "mae"))
correlations = rng.uniform(-0.1, 0.7, 6)
cases.append(compare(400, 400, np.round(correlations, 4), np.round(0.8 * correlations + 0.03 * rng.normal(size=6), 4), "spearman"))
cases.append(compare(400, 400, np.round(correlations, 4), np.round(0.9 * correlations + 0.02 * rng.normal(size=6), 4), "r2"))
Path("lib/core/freshness/golden-round-comparison.json").write_text(json.dumps({"cases": cases}))
