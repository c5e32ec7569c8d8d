"""Intervals, degrees and tests of pairs by numpy and scipy, from the formulas alone, for lib/core/scoring/golden-intervals.test.ts.

python3 research/golden/make-intervals.py > lib/core/scoring/golden-intervals.json
(Debian: apt-get install python3-numpy python3-scipy)

Placements and influences come from all pairs and from weighted sums, in O(n^2), not by the methods of the code.
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
}
d = ia - ib
err = np.sqrt((d**2).sum() / n / (n - 1))
out["average_precision"]["pair"] = {"p": 2 * stats.t.sf(abs(ap_a - ap_b) / err, positives - 1)}

def softened(m, metric, scale):
    """Limits of the matrix with half a hit and half a miss more in each true class, by derivatives in complex steps."""
    size = len(m)
    s = m + (1 - np.eye(size)) * 0.5 / (size - 1) + 0.5 * np.eye(size)
    n, slopes = s.sum(), np.zeros(s.shape)
    for cell in np.ndindex(s.shape):
        w = s.astype(complex)
        w[cell] += 1e-30j
        slopes[cell] = n * np.imag(metric(w)) / 1e-30
    slopes -= (s * slopes).sum() / n
    value, counts = metric(s), s.sum(1)
    error = np.sqrt((s * slopes**2).sum() / n / (n - 1))
    means = (s * slopes).sum(1) / counts
    spread = (s * (slopes - means[:, None]) ** 2).sum(1) / (counts - 1)
    t = stats.t.ppf(0.975, welch([(counts[c] * spread[c] / n**2, counts[c] - 1) for c in range(size)]))
    if scale == "logit":
        return logit_limits(value, error, t)
    h = t * error / (1 - value**2)
    return [np.tanh(np.arctanh(value) - h), np.tanh(np.arctanh(value) + h)]


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
    # Every class has five hits and misses or gets half of each more, misses spread evenly; the outer limits count.
    soft = softened(ma(np.ones(n)), f, "fisher" if name == "mcc" else "logit")
    limits = [min(limits[0], soft[0]), max(limits[1], soft[1])]
    out[name] = {"score": sa, "grouped": limits, "pair": {"p": p, "degrees": df}}

# Recall: exact McNemar on positives.
ra, rb = (a > 0.3).astype(int), (b > 0.6).astype(int)
only_a = int(((ra == 1) & (rb == 0) & (labels == 1)).sum())
only_b = int(((ra == 0) & (rb == 1) & (labels == 1)).sum())
p = min(1.0, 2 * stats.binom.sf(max(only_a, only_b) - 1, only_a + only_b, 0.5)) if only_a != only_b else 1.0
out["recall"] = {"a": ra.tolist(), "b": rb.tolist(), "pair": {"p": p}}

# Areas of several classes: the mean of each against the rest, DeLong within the true classes, one degree less than the smallest has.
probs = rng.random((n, k)) + 0.2 * np.eye(k)[truth]
probs = np.round(probs / probs.sum(1, keepdims=True), 4)
g, value = np.zeros(n), 0.0
for c in range(k):
    v, of_pos, of_neg = area((truth == c).astype(int), probs[:, c])
    value += v / k
    g[truth == c] += of_pos / (truth == c).sum() / k
    g[truth != c] += of_neg / (truth != c).sum() / k
sizes = np.array([(truth == c).sum() for c in range(k)])
variance = sum(sizes[c] * g[truth == c].var(ddof=1) for c in range(k))
out["macro_area"] = {"probabilities": probs.ravel().tolist(), "score": value,
                     "limits": logit_limits(value, np.sqrt(variance), stats.t.ppf(0.975, sizes.min() - 1))}


def log_limits(x, groups=None):
    """Limits of a mean, symmetric in its logarithm."""
    m = x.mean()
    if groups is None:
        error, df = x.std(ddof=1) / np.sqrt(len(x)) / m, len(x) - 1
    else:
        error, G = grouped_error(x - m, groups)
        error, df = error / m, G - 1
    h = stats.t.ppf(0.975, df) * error
    return [m * np.exp(-h), m * np.exp(h)]


# Log loss of the probabilities of two classes, items alone and in groups, and its paired t test.
eps = 2.0**-52
def losses(scores):
    p = np.clip(1 / (1 + np.exp(-scores)), eps, 1 - eps)
    return -np.log(np.where(labels == 1, p, 1 - p))
la, lb = losses(a), losses(b)
d = la - lb
out["log_loss"] = {
    "limits": log_limits(la),
    "grouped": log_limits(la, groups),
    "pair": {"p": 2 * stats.t.sf(abs(d.mean()) / (d.std(ddof=1) / np.sqrt(n)), n - 1)},
}
err, G = grouped_error(d - d.mean(), groups)
out["log_loss"]["grouped_pair"] = {"p": 2 * stats.t.sf(abs(d.mean()) / err, G - 1)}

# Rank correlations: influences by weights, t on n - 1, Fisher's scale.
y = np.round(rng.normal(size=n), 1)
f = np.round(0.7 * y + rng.normal(size=n), 1)
h = np.round(0.3 * y + rng.normal(size=n), 1)
out["ranks"] = {"labels": y.tolist(), "a": f.tolist(), "b": h.tolist()}


def spearman_of(x, y):
    def midranks(v, w):
        return np.array([w[v < u].sum() + w[v == u].sum() / 2 for u in v])
    def metric(w):
        r, s = midranks(x, w), midranks(y, w)
        r, s = r - (w * r).sum() / w.sum(), s - (w * s).sum() / w.sum()
        return (w * r * s).sum() / np.sqrt((w * r * r).sum() * (w * s * s).sum())
    return metric


def kendall_of(x, y):
    c = np.sign(x[:, None] - x) * np.sign(y[:, None] - y)
    tx, ty = np.sign(x[:, None] - x) ** 2, np.sign(y[:, None] - y) ** 2
    return lambda w: (w @ c @ w) / np.sqrt((w @ tx @ w) * (w @ ty @ w))


for name, of in {"spearman": spearman_of, "kendall": kendall_of}.items():
    sa, ia = jackknife(of(y, f))
    sb, ib = jackknife(of(y, h))
    err = np.sqrt((ia**2).sum() / n / (n - 1))
    half = stats.t.ppf(0.975, n - 1) * err / (1 - sa**2)
    d = ia - ib
    pair = np.sqrt((d**2).sum() / n / (n - 1))
    out[name] = {"score": sa, "limits": [np.tanh(np.arctanh(sa) - half), np.tanh(np.arctanh(sa) + half)],
                 "pair": {"p": 2 * stats.t.sf(abs(sa - sb) / pair, n - 1)}}

# The floor: four of sixty items get another class, and each change is right. k = 4.
changed = pb.copy()
wrong = np.where(pb != truth)[0][:4]
changed[wrong] = truth[wrong]
out["floor"] = {"predicted": changed.tolist(), "p": 2.0 ** (1 - len(wrong))}
print(json.dumps(out, indent=1, default=float))
