"""Writes lib/core/statistics/testing/check-values.json: intervals, guarded z, gaps, adjusted scores and the ranking planner.

Run from the root of the repository with Python 3, numpy and scipy, which are all that it uses:

    python3 research/golden/make-check-values.py > lib/core/statistics/testing/check-values.json
    npx biome format --write lib/core/statistics/testing/check-values.json
"""
import json
import numpy as np
from scipy import optimize, stats

t_q, z_q = stats.t.ppf, stats.norm.ppf
logit, expit = (lambda p: np.log(p / (1 - p))), (lambda x: 1 / (1 + np.exp(-x)))
SCALES = {'logit': (logit, lambda v: 1 / (v * (1 - v)), expit), 'fisher': (np.arctanh, lambda v: 1 / (1 - v * v), np.tanh),
          'log': (np.log, lambda v: 1 / v, np.exp)}


def limits(value, se, df, scale):
    to, slope, back = SCALES[scale]
    half = t_q(.975, df) * se * slope(value)
    return back(to(value) - half), back(to(value) + half)


# --- metrics of the confusion matrix; C[label, predicted] may hold halves
def metric(name, C):
    n, tp, a, b = C.sum(), np.diag(C), C.sum(1), C.sum(0)
    if name == 'balanced_accuracy': return (tp / a).mean()
    if name == 'macro_f1': return (2 * tp / (a + b)).mean()
    if name == 'kappa':
        e = (a * b).sum() / n ** 2
        return (tp.sum() / n - e) / (1 - e)
    return (n * tp.sum() - (a * b).sum()) / np.sqrt((n * n - (a * a).sum()) * (n * n - (b * b).sum()))  # mcc


def influences(name, C):
    W, D = (C / C.sum()).astype(complex), np.zeros(C.shape)
    for i in np.ndindex(C.shape):
        P = W.copy(); P[i] += 1e-30j
        D[i] = np.imag(metric(name, P)) / 1e-30
    return D - (D * W.real).sum()


def class_limits(name, C):
    """SE by the infinitesimal jackknife, t with Welch-Satterthwaite degrees over true classes."""
    n, v, I, nc = C.sum(), metric(name, C), influences(name, C), C.sum(1)
    se = np.sqrt((C * I * I).sum() / n / (n - 1))
    mu = (C * I).sum(1) / nc
    V = nc * ((C * (I - mu[:, None]) ** 2).sum(1) / (nc - 1)) / n ** 2
    df = max(1, V.sum() ** 2 / (V ** 2 / (nc - 1)).sum())
    return v, se, df, *limits(v, se, df, 'fisher' if name in ('kappa', 'mcc') else 'logit')


def wilson(p, n):
    z = z_q(.975); mid, half = (p + z * z / 2 / n) / (1 + z * z / n), z / (1 + z * z / n) * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    return mid - half, mid + half


def confusion(name, C):
    C = np.array(C, float); K = len(C)
    with np.errstate(all='ignore'): v, se, df, lo, hi = class_limits(name, C)
    if not (se > 1e-12 and abs(v) < 1 and (v > 0 or name in ('kappa', 'mcc'))):  # ends of the range: Wilson, rarest class as trials
        k, signed = C.sum(1).min(), name in ('kappa', 'mcc')
        lo, hi = wilson((1 + v) / 2 if signed else v, k)
        if signed: lo, hi = 2 * lo - 1, 2 * hi - 1
    hits = np.diag(C); few = bool((np.minimum(hits, C.sum(1) - hits) < 5).any())
    if few:  # half a hit and half a miss more for each true class; the outer limits of both
        S = C + .5 / (K - 1); S[np.diag_indices(K)] = hits + .5
        *_, lo2, hi2 = class_limits(name, S)
        lo, hi = min(lo, lo2), max(hi, hi2)
    return dict(score=v, se=se, df=df, few=few, lower=lo, upper=hi)


# --- areas
def newcombe(a, m, k):
    w = (m + k) / 2 - 1
    V = lambda h: h * (1 - h) * (1 + w * (1 - h) / (2 - h) + w * h / (1 + h)) / (m * k)
    low = lambda a: 0. if a <= 0 else optimize.brentq(lambda h: (a - h) ** 2 - z_q(.975) ** 2 * V(h), 1e-15, a - 1e-12)
    return low(a), 1 - low(1 - a)


def auc(y, s):
    y, s = np.array(y), np.array(s, float)
    x, z = s[y == 1], s[y == 0]; m, k = len(x), len(z)
    K = (x[:, None] > z) + .5 * (x[:, None] == z)
    a, V1, V0 = K.mean(), K.mean(1).var(ddof=1) / m, K.mean(0).var(ddof=1) / k
    df = max(1, (V1 + V0) ** 2 / (V1 ** 2 / (m - 1) + V0 ** 2 / (k - 1)))
    lo, hi = limits(a, np.sqrt(V1 + V0), df, 'logit')
    if a > .9 or a < .1:
        l2, h2 = newcombe(a, m, k); lo, hi = min(lo, l2), max(hi, h2)
    return dict(score=a, se=np.sqrt(V1 + V0), df=df, lower=lo, upper=hi)


def mean_limits(I_mean, I, scale, groups=None, factor=1.):
    """Limits of a mean; factor .5 on logs for a root."""
    I = np.array(I, float) - np.mean(I); n = len(I)
    if groups is None: se, df = np.sqrt((I ** 2).sum() / n / (n - 1)), n - 1
    else:
        g = np.array([I[np.array(groups) == j].sum() for j in sorted(set(groups))]); G = len(g)
        se, df = np.sqrt(G / (G - 1) * (g ** 2).sum()) / n, G - 1
    lo, hi = limits(I_mean, se, df, scale)
    return dict(mean=I_mean, se=se, df=df, lower=lo ** factor, upper=hi ** factor)


def r2(y, p):
    y, p = np.array(y, float), np.array(p, float); e, c = (y - p) ** 2, (y - y.mean()) ** 2
    ratio = e.mean() / c.mean(); n = len(y); I = e / e.mean() - c / c.mean()
    half = t_q(.975, n - 1) * np.sqrt((I ** 2).sum() / n / (n - 1))
    return dict(score=1 - ratio, lower=1 - ratio * np.exp(half), upper=1 - ratio * np.exp(-half))


# --- feedback
def guarded_z(d, L, alpha, groups=0):
    d, L = np.array(d, float), np.array(L, float); n = len(d)
    t = stats.t.isf(alpha, groups - 1) if groups else stats.norm.isf(alpha)
    c = (t * t + 2) / 3; price = (c + t) / n
    best, S = (price * L.max(), L.max(), 0.), -np.sort(-L)
    for k in range(1, n + 1):
        m = S[k] if k < n else 0.; owed = S[:k].sum() / n
        if m != S[k - 1] and owed + price * (m + owed) < best[0]: best = (owed + price * (m + owed), m, owed)
    _, m, owed = best
    x, b = np.where(L > m, 0, d) - owed, m + owed
    return dict(t=t, c=c, b=b, owed=owed, z=d.mean() / (d.std(ddof=1) / np.sqrt(n)),
                z_guarded=(x.sum() - c * b) / np.sqrt(((x - x.mean()) ** 2).sum() + b * b))


def log_losses(before, after, y, alpha):
    q, p, y = np.array(before), np.array(after), np.array(y)
    own = lambda r, v: -np.log(np.where(v == 1, r, 1 - r)); one = np.ones(len(y))
    L = np.maximum(0, np.maximum(own(p, one) - own(q, one), own(p, 0 * one) - own(q, 0 * one)))
    return guarded_z(own(q, y) - own(p, y), L, alpha)


def gap(fb, fin):
    a, b = np.array(fb, float), np.array(fin, float); va, vb = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    se = np.sqrt(va + vb); df = (va + vb) ** 2 / (va ** 2 / (len(a) - 1) + vb ** 2 / (len(b) - 1)); g = a.mean() - b.mean()
    return dict(gap=g, se=se, df=df, lower=g - t_q(.975, df) * se, upper=g + t_q(.975, df) * se)


def adjusted(base, later, score, n, tau=.1):
    x, w, y = z_q(base), z_q(later), z_q(score); M = len(x); d = x - w
    v = d.var(ddof=1) * (1 + 1 / M) + (tau * (y - w.mean())) ** 2
    total = v + score * (1 - score) / n / stats.norm.pdf(y) ** 2; q = t_q(.975, M - 1); e = y + d.mean(); P = stats.norm.cdf
    return dict(adjusted=P(e), reading=[P(e - q * v ** .5), P(e + q * v ** .5)], total=[P(e - q * total ** .5), P(e + q * total ** .5)])


def outlier_bound(n, step=1, alpha=.01):
    r = n - step; t = t_q(1 - alpha / (2 * (r + 1)), r - 1)
    return r * t / np.sqrt((r - 1 + t * t) * (r + 1))


def planner(n, q, alpha):
    d = round(q * n); p = lambda w: min(1, 2 * stats.binom.sf(w - 1, d, .5))
    w = next((w for w in range(d // 2, d + 1) if 2 * w > d and p(w) <= alpha), None)
    if w is None: return dict(discordant=d, wins=None)
    x = next((x for x in np.arange(1, 1000) / 1000 if x * n <= d and stats.binom.sf(w - 1, d, .5 + x * n / 2 / d) >= .8), None)
    return dict(discordant=d, wins=w, points=100 * (2 * w - d) / n, points_80_percent=None if x is None else 100 * x)


def rounded(o):
    if isinstance(o, dict): return {k: rounded(v) for k, v in o.items()}
    if isinstance(o, (list, tuple, np.ndarray)): return [rounded(v) for v in o]
    if isinstance(o, np.integer): return int(o)
    return float(f'{o:.6g}') if isinstance(o, float) else o



A, B, PERFECT, THREE = [[80, 20], [152, 1748]], [[14, 1], [3, 282]], [[15, 0], [0, 285]], [[50, 7, 3], [9, 120, 11], [4, 6, 90]]
Y = [1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]; S = [.9, .8, .8, .5, .4, .4, .3, .3, .7, .2, .1, .6]
SEP = [9, 1, 8, 2, 3, 7, 4, 5, 6, 5.5, 6.5, 0]
T = [3., 1., 4., 1.5, 9., 2.6, 5., 3.5, 8., 9.7]; P = [2.5, 1.2, 4.4, 1., 7.5, 3., 5.6, 3.1, 8.8, 9.]
E = np.array(T) - P; GR = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
i = np.arange(200); y200 = (i % 10 == 0).astype(int); q200 = np.full(200, .1); p200 = np.where(y200 == 1, .45, .05 + .002 * (i % 7)); p200[::37] = .3
fb, fin = [.1 * ((7 * j) % 11) - .4 for j in range(40)], [.1 * ((5 * j) % 13) - .6 for j in range(60)]
print(json.dumps(rounded({
    'confusion': [dict(matrix=C, metric=m, **confusion(m, C)) for C in (A, B, PERFECT, THREE) for m in ('balanced_accuracy', 'macro_f1', 'mcc', 'kappa')],
    'auc': [dict(labels=Y, scores=s, **auc(Y, s)) for s in (S, SEP)],
    'newcombe': [dict(area=a, positives=m, negatives=k, limits=newcombe(a, m, k)) for a, m, k in ((.95, 20, 180), (1., 15, 285))],
    'regression': dict(labels=T, predictions=P, groups=GR, mae=mean_limits(np.abs(E).mean(), np.abs(E), 'log'), mae_groups=mean_limits(np.abs(E).mean(), np.abs(E), 'log', GR),
                       mean_square=mean_limits((E ** 2).mean(), E ** 2, 'log', factor=.5), r2=r2(T, P)),
    'guarded_z': [dict(alpha=a, **log_losses(q200, p200, y200, a)) for a in (.025, .0025)] + [dict(alpha=.025, groups=12, **guarded_z([2, -1, 3, 1, 2, 0, 4, 1, 2, 1, 3, 2], [1] * 11 + [9], .025, 12))],
    'gap': dict(feedback='.1*((7j)%11)-.4, j<40', final='.1*((5j)%13)-.6, j<60', **gap(fb, fin)),
    'adjusted': dict(base=[.80, .82, .78, .85, .81], later=[.74, .77, .72, .80, .76], later_score=.90, n=1400, **adjusted([.80, .82, .78, .85, .81], [.74, .77, .72, .80, .76], .90, 1400)),
    'outlier_bound_1_percent': {n: outlier_bound(n) for n in (5, 6, 7, 8, 10, 12)},
    'planner': [dict(n=n, share=q, alpha=a, **planner(n, q, a)) for n, q, a in ((1000, .1, .05), (1000, .1, .05 / 45), (200, .1, .05), (4000, .06, .05 / 190))]}), indent=0))
