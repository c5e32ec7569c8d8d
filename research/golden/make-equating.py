"""Writes lib/core/equating/golden-equating.json: outliers among anchor models, links, and adjusted scores.

Run from the root of the repository with Python 3, numpy and scipy, which are all that it uses:

    python3 research/golden/make-equating.py
    npx biome format --write lib/core/equating/golden-equating.json

Outliers are found by Rosner 1983 (Technometrics 25:165-172) from his definition.
"""
import json
from pathlib import Path

import numpy as np
from scipy import stats

rng = np.random.default_rng(20261130)
SCALES = {
    "probit": (stats.norm.ppf, stats.norm.cdf),
    "minus-log": (lambda v: -np.log(v), lambda y: np.exp(-y)),
}
TAU = 0.1


def find_outliers(values):
    most = 1 if len(values) < 8 else 2 if len(values) < 12 else 3
    left, found, count, n = list(range(len(values))), [], 0, len(values)
    for i in range(1, most + 1):
        t = stats.t.ppf(1 - 0.01 / (2 * (n - i + 1)), n - i - 1)
        bound = (n - i) * t / np.sqrt((n - i - 1 + t * t) * (n - i + 1))
        own = values[left]
        k = int(np.abs(own - own.mean()).argmax())
        found.append(left[k])
        if np.abs(own - own.mean())[k] / own.std(ddof=1) > bound:
            count = i
        left.pop(k)
    return sorted(found[:count])


def link(scale, base, later):
    to, _ = SCALES[scale]
    x, y = to(np.array(base)), to(np.array(later))
    outliers = find_outliers(x - y)
    keep = [i for i in range(len(x)) if i not in outliers]
    return dict(outliers=outliers, count=len(keep), shift=(x - y)[keep].mean(), deviation=(x - y)[keep].std(ddof=1), later_mean=y[keep].mean())


def adjust(scale, score, error, links):
    to, back = SCALES[scale]
    y, variances = to(score), []
    for one in links:
        variances.append(one["deviation"] ** 2 * (1 + 1 / one["count"]) + (TAU * (y - one["later_mean"])) ** 2)
        y += one["shift"]
    v = np.array(variances)
    df = v.sum() ** 2 / (v**2 / (np.array([one["count"] for one in links]) - 1)).sum()
    half = stats.t.ppf(0.975, df) * np.sqrt(v.sum() + error**2)
    ends = sorted([back(y - half), back(y + half)])
    return dict(score=score, error=error, degrees=df, adjusted=back(y), lower=ends[0], upper=ends[1])


def case(name, scale, count, off=()):
    to, back = SCALES[scale]
    base = np.round(rng.uniform(0.7, 0.92, count) if scale == "probit" else rng.uniform(2, 9, count), 4)
    shift = 0.35 + 0.02 * rng.normal(size=count)
    for index, by in off:
        shift[index] += by
    later = np.round(back(to(base) - shift), 4)
    found = link(scale, base, later)
    read = to(later) + found["shift"]
    sign = 1 if scale == "probit" else -1
    score = 0.9 if scale == "probit" else 2.5
    inverse = dict(found, shift=-found["shift"], later_mean=found["later_mean"] + found["shift"])
    second = link(scale, base, np.round(back(to(base) - 0.1 * np.arange(count) / count), 4))
    return dict(
        name=name,
        scale=scale,
        anchors=[[float(b), float(a)] for b, a in zip(base, later)],
        **found,
        residuals=list(to(base) - read),
        points=list(sign * (base - back(read))),
        alone=adjust(scale, score, 0.0, [found]),
        shown=adjust(scale, score, 0.05, [found]),
        back=adjust(scale, score, 0.05, [inverse]),
        chain=adjust(scale, score, 0.05, [found, dict(second, deviation=0.03, count=6)]),
        second=dict(second, deviation=0.03, count=6),
    )


cases = [
    case("five anchors, none off", "probit", 5),
    case("five anchors, one off", "probit", 5, [(2, 0.5)]),
    case("seven anchors, two off: one can be an outlier", "probit", 7, [(0, 0.5), (3, 0.5)]),
    case("eight anchors, two off", "probit", 8, [(1, 0.5), (6, 0.5)]),
    case("eleven anchors, one off by little", "probit", 11, [(4, 0.12)]),
    case("twelve anchors, three off", "probit", 12, [(0, 0.5), (5, -0.4), (11, 0.6)]),
    case("fifteen anchors, all off alike", "probit", 15, [(k, 0.1) for k in range(15)]),
    case("six losses, none off", "minus-log", 6),
    case("nine losses, one off", "minus-log", 9, [(4, 0.6)]),
]
root = Path(__file__).resolve().parents[2]
(root / "lib/core/equating/golden-equating.json").write_text(json.dumps(cases, default=float) + "\n", encoding="utf-8")
print(len(cases), "links:", [one["outliers"] for one in cases])
