"""Writes lib/core/renewal/golden-renewal.json: gains and changes with age of made-up systems.

Run from the root of the repository with Python 3, numpy and scipy:

    python3 research/golden/make-renewal.py && npx biome format --write lib/core/renewal/golden-renewal.json

Rounds close at the times 1, 2, 3 …; a version is frozen half a unit before the close of its round. Nothing of the site's own
formulas is used: means, intervals and scales are numpy's and scipy's, and the slope on a scale is taken numerically.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats

rng = np.random.default_rng(20261201)
ROUNDS_MIN = 5
SCALES = {
    "probit": (stats.norm.ppf, stats.norm.cdf, 1),
    "minus-log": (lambda v: -np.log(v), lambda y: np.exp(-y), -1),
    "none-higher": (lambda v: v, lambda y: y, 1),
}


def pooled(differences, halves):
    d, h = np.array(differences), np.array(halves)
    half, unit = np.sqrt((h**2).sum()) / len(d), "items"
    if len(d) >= ROUNDS_MIN:
        low, high = stats.t.interval(0.95, len(d) - 1, loc=d.mean(), scale=stats.sem(d))
        half, unit = max(half, (high - low) / 2), "rounds"
    return {"mean": d.mean(), "lower": d.mean() - half, "upper": d.mean() + half, "count": len(d), "unit": unit}


def make(name, metric, scale, round_count, *, drift, level, half, skipped=()):
    """`skipped`: rounds without a version of their own, so that the last one stays in service."""
    to, back, sign = SCALES[scale]
    rounds, born = [], []
    for r in range(1, round_count + 1):
        if r not in skipped:
            born.append(r)
        own = level + 0.02 * level * rng.standard_normal()
        scores = {v: round(float(own - sign * drift * (r - v) * (1 + 0.2 * rng.standard_normal())), 4) for v in born}
        rounds.append({"round": r, "scores": scores, "halves": {v: round(float(half * (1 + rng.random())), 4) for v in born[:-1]}, "counting": born[-1]})

    gains, by_age, start = [], {}, None
    for one in rounds:
        r, scores, counting = one["round"], one["scores"], one["counting"]
        if 1 in one["halves"]:
            gains.append((sign * (scores[counting] - scores[1]), one["halves"][1]))
        if counting != r:
            continue
        start = to(scores[counting])
        for v, h in one["halves"].items():
            middle = (to(scores[v]) + start) / 2
            slope = abs(back(middle + 1e-6) - back(middle - 1e-6)) / 2e-6
            by_age.setdefault(r - v, []).append((to(scores[v]) - start, h / slope))
    ages = []
    for age in sorted(by_age):
        found = pooled(*zip(*by_age[age]))
        for key in ("mean", "lower", "upper"):
            found[key] = sign * (back(start + found[key]) - back(start))
        ages.append({"age": age, **found})
    return {
        "name": name, "metric": metric,
        "rounds": [{**one, "scores": list(one["scores"].items()), "halves": list(one["halves"].items())} for one in rounds],
        "gains": [gain for gain, _ in gains], "pooled": pooled(*zip(*gains)), "ages": ages,
    }


cases = [
    make("three rounds of accuracy", "accuracy", "probit", 3, drift=0.02, level=0.7, half=0.01),
    make("eight rounds of absolute errors, two without a version", "mae", "minus-log", 8, drift=0.2, level=16, half=0.1, skipped=(3, 6)),
    make("six rounds of macro F1 that differ little", "macro_f1", "none-higher", 6, drift=0.001, level=0.6, half=0.03),
    make("seven rounds of accuracy that renewing made worse", "accuracy", "probit", 7, drift=-0.01, level=0.8, half=0.005),
]
Path("lib/core/renewal/golden-renewal.json").write_text(json.dumps(cases))
