"""Intervals, degrees and tests of pairs by numpy and scipy, from the formulas alone, for lib/core/scoring/golden-intervals.test.ts.

python3 scripts/golden/make-intervals.py > lib/core/scoring/golden-intervals.json
(Debian: apt-get install python3-numpy python3-scipy)

Placements and influences come from all pairs and from leave-one-out or weighted sums, in O(n^2), not by the methods of the code.
"""
import json

import numpy as np
from scipy import stats

rng = np.random.default_rng(7)


def area(labels, scores):
    pos, neg = scores[labels == 1], scores[labels == 0]
    d = pos[:, None] - neg[None, :]
    h = (d > 0) + 0.5 * (d == 0)
    return h.mean(), h.mean(axis=1), h.mean(axis=0)


def welch(parts):
    v = np.array([p[0] for p in parts])
    k = np.array([p[1] for p in parts])
    return max(1.0, v.sum() ** 2 / (v**2 / np.maximum(k, 1)).sum())


def logit_limits(value, error, t):
    x = np.log(value / (1 - value))
    h = t * error / (value * (1 - value))
    return [1 / (1 + np.exp(h - x)), 1 / (1 + np.exp(-h - x))]


def delong(labels, scores):
    value, of_pos, of_neg = area(labels, scores)
    vp, vn = of_pos.var(ddof=1) / len(of_pos), of_neg.var(ddof=1) / len(of_neg)
    df = welch([(vp, len(of_pos) - 1), (vn, len(of_neg) - 1)])
    return value, logit_limits(value, np.sqrt(vp + vn), stats.t.ppf(0.975, df)), df


def weighted(metric, n, groups=None):
    """Influences by central differences in the items' weights: the derivative of a smooth function of them, times n."""
    infl = np.empty(n)
    e = 1e-4
    for i in range(n):
        up, down = np.ones(n), np.ones(n)
        up[i] += e
        down[i] -= e
        infl[i] = n * (metric(up) - metric(down)) / (2 * e)
    return infl


def ap_of(labels, scores):
    order = np.argsort(-scores)
    def metric(w):
        lw = (w * labels)[order]
        tw = w[order]
        return (lw * np.cumsum(lw) / np.cumsum(tw)).sum() / lw.sum()
    return metric


def confusion(labels, predicted, k):
    def matrix(w):
        m = np.zeros((k, k))
        np.add.at(m, (labels, predicted), w)
        return m
    return matrix


def macro_f1(m):
    tp = np.diag(m)
    return np.mean(2 * tp / (m.sum(0) + m.sum(1)))


def mcc(m):
    n, t, p = m.sum(), m.sum(1), m.sum(0)
    return (n * np.trace(m) - t @ p) / np.sqrt((n * n - t @ t) * (n * n - p @ p))


def grouped_error(infl, groups):
    n = len(infl)
    sums = np.array([infl[groups == g].sum() for g in np.unique(groups)])
    G = len(sums)
    return np.sqrt(G / (G - 1) * (sums**2).sum()) / n, G


out = {}
n = 60
labels = (rng.random(n) < 0.2).astype(int)
a = np.round(rng.normal(size=n) + 1.1 * labels, 3)
b = np.round(0.5 * a + 0.9 * rng.normal(size=n), 3)
groups = np.arange(n) // 5
value, limits, df = delong(labels, a)
out["scores"] = {"labels": labels.tolist(), "a": a.tolist(), "b": b.tolist(), "groups": groups.tolist()}
out["roc_auc"] = {"score": value, "limits": limits, "degrees": df}

# The difference of two areas, by placements.
va, pa, na = area(labels, a)
vb, pb, nb = area(labels, b)
vp, vn = (pa - pb).var(ddof=1) / len(pa), (na - nb).var(ddof=1) / len(na)
df = welch([(vp, len(pa) - 1), (vn, len(na) - 1)])
out["roc_auc"]["pair"] = {"p": 2 * stats.t.sf(abs(va - vb) / np.sqrt(vp + vn), df), "degrees": df}

# Areas of groups: influences by weights.
def roc_of(scores):
    pos, neg = np.where(labels == 1)[0], np.where(labels == 0)[0]
    d = scores[pos][:, None] - scores[neg][None, :]
    h = (d > 0) + 0.5 * (d == 0)
    return lambda w: (w[pos] @ h @ w[neg]) / (w[pos].sum() * w[neg].sum())
infl = weighted(roc_of(a), n)
err, G = grouped_error(infl, groups)
out["roc_auc"]["grouped"] = logit_limits(value, err, stats.t.ppf(0.975, G - 1))
out["roc_auc"]["effective"] = float((infl**2).sum() ** 2 / (infl**4).sum())

def jackknife(metric):
    i = weighted(metric, n)
    return metric(np.ones(n)), i - i.mean()
ap_a, ia = jackknife(ap_of(labels, a))
ap_b, ib = jackknife(ap_of(labels, b))
positives = int(labels.sum())
err = np.sqrt((ia**2).sum() / n / (n - 1))
out["average_precision"] = {
    "score": ap_a,
    "limits": logit_limits(ap_a, err, stats.t.ppf(0.975, positives - 1)),
    "effective": float((ia**2).sum() ** 2 / (ia**4).sum()),
}
d = ia - ib
err = np.sqrt((d**2).sum() / n / (n - 1))
out["average_precision"]["pair"] = {"p": 2 * stats.t.sf(abs(ap_a - ap_b) / err, positives - 1)}

# Classes: a confusion matrix of three, the last one rare.
k = 3
truth = np.concatenate([rng.integers(0, 2, n - 4), [2, 2, 2, 2]])
rng.shuffle(truth)
pa = np.where(rng.random(n) < 0.7, truth, rng.integers(0, k, n))
pb = np.where(rng.random(n) < 0.3, truth, rng.integers(0, k, n))
out["classes"] = {"labels": truth.tolist(), "a": pa.tolist(), "b": pb.tolist()}
for name, f in {"macro_f1": macro_f1, "mcc": mcc}.items():
    ma, mb = confusion(truth, pa, k), confusion(truth, pb, k)
    sa, ia = jackknife(lambda w: f(ma(w)))
    sb, ib = jackknife(lambda w: f(mb(w)))
    d = (sa + ia) - (sb + ib)
    parts = []
    for c in range(k):
        dc = d[truth == c]
        parts.append((len(dc) * dc.var(ddof=1) / n**2, len(dc) - 1))
    df = welch(parts)
    err = np.sqrt(d.var(ddof=1) / n)
    p = 2 * stats.t.sf(abs(sa - sb) / err, df)
    err, G = grouped_error(ia, groups)
    t = stats.t.ppf(0.975, G - 1)
    if name == "mcc":
        h = t * err / (1 - sa**2)
        limits = [np.tanh(np.arctanh(sa) - h), np.tanh(np.arctanh(sa) + h)]
    else:
        limits = logit_limits(sa, err, t)
    out[name] = {"score": sa, "grouped": limits, "pair": {"p": p, "degrees": df}, "effective": float((ia**2).sum() ** 2 / (ia**4).sum())}

# Recall: exact McNemar on positives.
ra, rb = (a > 0.3).astype(int), (b > 0.6).astype(int)
only_a = int(((ra == 1) & (rb == 0) & (labels == 1)).sum())
only_b = int(((ra == 0) & (rb == 1) & (labels == 1)).sum())
p = min(1.0, 2 * stats.binom.sf(max(only_a, only_b) - 1, only_a + only_b, 0.5)) if only_a != only_b else 1.0
out["recall"] = {"a": ra.tolist(), "b": rb.tolist(), "pair": {"p": p}}

# Effective number of items of squared errors and of R².
y = np.round(rng.normal(size=n), 3)
f = np.round(y + 0.5 * rng.normal(size=n) * np.exp(rng.normal(size=n)), 3)
e = (y - f) ** 2
i = e - e.mean()
out["rmse"] = {"labels": y.tolist(), "predicted": f.tolist(), "effective": float((i**2).sum() ** 2 / (i**4).sum())}
def r2(w):
    m = (w * y).sum() / w.sum()
    return 1 - (w * e).sum() / (w * (y - m) ** 2).sum()
_, i = jackknife(r2)
out["r2"] = {"effective": float((i**2).sum() ** 2 / (i**4).sum())}
print(json.dumps(out, indent=1, default=float))
