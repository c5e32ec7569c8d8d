"""Writes lib/core/feedback/ladder/golden-ladder-tests.json: guarded z of small rounds, and how often it announces better files.

Run from the root of the repository with Python 3, numpy and scipy:

    python3 research/golden/make-ladder-tests.py && npx biome format --write lib/core/feedback/ladder/golden-ladder-tests.json

Nothing of the site's own formulas is used. A pseudo-value is the score plus its derivative by the weight of one more item, taken
numerically from the metric's definition with weights. What an item can lose is the worst of these over its labels, one by one. The
items that are set aside are found by trying each number of them.

Powers are of two kinds of files. Of *half luck* an item is as often as not easy or hard for both. Of *alike* files both err by a
normal number of their own, and these have a correlation of .8. Seeded; 4,000 draws a row of independent items, 2,000 of groups.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats

rng = np.random.default_rng(20261127)


def margins(w, y, p, k):
    m = np.zeros((k, k))
    np.add.at(m, (y, p), w)
    return m


def mcc(m):
    n, rows, columns = m.sum(), m.sum(1), m.sum(0)
    return (n * np.trace(m) - rows @ columns) / np.sqrt((n**2 - columns @ columns) * (n**2 - rows @ rows))


def area(w, y, s):
    a, b = y == 1, y == 0
    won = (s[a][:, None] > s[b][None, :]) + 0.5 * (s[a][:, None] == s[b][None, :])
    return w[a] @ won @ w[b] / (w[a].sum() * w[b].sum())


OF_CLASSES = {
    "balanced_accuracy": lambda m: np.mean(np.diag(m) / m.sum(1)),
    "macro_f1": lambda m: np.mean(2 * np.diag(m) / (m.sum(0) + m.sum(1))),
    "mcc": mcc,
}


def explain(metric, y, said, k):
    """The pseudo-value of one more item, of any label and any answer, given those of the feedback part."""
    if metric == "roc_auc":
        value = lambda w, yy, ss: area(w, yy, ss)
    else:
        value = lambda w, yy, pp: OF_CLASSES[metric](margins(w, yy, pp, k))
    score, n, step = value(np.ones(len(y)), y, said), len(y), 1e-4

    def at(label, answer):
        yy, ss = np.append(y, label), np.append(said, answer)
        # (1 − ε) of the part and ε of the item: the influence is the derivative by ε at 0.
        mixed = lambda e: value(np.append(np.full(n, (1 - e) / n), e), yy, ss)
        near, far = (mixed(step) - mixed(-step)) / (2 * step), (mixed(2 * step) - mixed(-2 * step)) / (4 * step)
        return score + (4 * near - far) / 3

    return at


def unite(values, groups, names):
    return values if groups is None else np.array([values[groups == g].sum() for g in names])


def guarded_z(gains, of_round, of_part, level, grouped):
    n = len(gains)
    t = stats.t.isf(level, n - 1) if grouped else stats.norm.isf(level)
    c = (t * t + 2) / 3
    price, best = (c + t) / n, None
    for bound in np.unique(np.append(of_round, 0.0)):
        owed = of_round[of_round > bound].sum() / len(of_round)
        stake = bound + owed
        if best is None or owed + price * stake < best[0]:
            best = (owed + price * stake, bound, owed)
    _, bound, owed = best
    x = np.where(of_part > bound, 0.0, gains) - owed
    b = bound + owed
    z = gains.mean() / (gains.std(ddof=1) / np.sqrt(n))
    return {"threshold": t, "z": z, "stake": b, "guardedZ": (x.sum() - c * b) / np.sqrt(((x - x.mean()) ** 2).sum() + b * b)}


def case(data, metric, level):
    y, part, k = np.array(data["labels"]), np.array(data["positions"]), data["classCount"]
    answers = [np.array(data[file]["scores" if metric == "roc_auc" else "predicted"]) for file in ("before", "after")]
    was, now = [explain(metric, y[part], said[part], k) for said in answers]
    gains = np.array([now(y[i], answers[1][i]) - was(y[i], answers[0][i]) for i in part])
    losses = np.array([max(0.0, *(was(c, u) - now(c, v) for c in range(k))) for u, v in zip(*answers)])
    groups = None if data["groups"] is None else np.array(data["groups"])
    if groups is None:
        found = guarded_z(gains, losses, losses[part], level, False)
    else:
        here, all_names = np.unique(groups[part]), np.unique(groups)
        of_round = unite(losses, groups, all_names)
        found = guarded_z(unite(gains, groups[part], here), of_round, of_round[np.isin(all_names, here)], level, True)
    return {"data": data["name"], "metric": metric, "level": level, **found}


def draw_data(name, k, grouped):
    """A round of 150 items, 60 of them in the feedback part; groups lie in both parts."""
    n, in_part = 150, 60
    y = np.concatenate([np.arange(k), rng.choice(k, n - k, p=[0.2] * (k - 1) + [1 - 0.2 * (k - 1)])[::-1]])
    noise = rng.normal(size=n)

    def file(signal):
        s = np.round(signal * (y == 1) + 0.8 * noise + 0.6 * rng.normal(size=n), 3)
        near = np.where(rng.random(n) < 0.25 + 0.25 * signal, y, rng.integers(0, k, n))
        return {"predicted": near.tolist(), "scores": s.tolist()}

    positions = np.sort(np.append(np.arange(k), k + rng.choice(n - k, in_part - k, replace=False)))
    groups = rng.integers(0, 25, n).tolist() if grouped else None
    return {"name": name, "classCount": k, "labels": y.tolist(), "positions": positions.tolist(), "groups": groups, "before": file(0.8), "after": file(2.4)}


# Powers. Two classes, so files are counts of the eight cells (label, one file's answer, the other's).


def both(a, b, correlation):
    return stats.multivariate_normal.cdf(stats.norm.ppf([a, b]), cov=[[1, correlation], [correlation, 1]])


def half_luck(a, b):
    return 0.5 * min(a, b) + 0.5 * a * b


def cells(p, hits, false_positives, common):
    shares = []
    for weight, (a, b) in ((1 - p, false_positives), (p, hits)):
        ab = common(a, b)
        shares += [weight * (1 - a - b + ab), weight * (b - ab), weight * (a - ab), weight * ab]
    return np.array(shares)


def of_cells(metric, counts):
    """Gains and possible losses by cells, [label, before, after] and [before, after]."""
    c = counts.reshape(2, 2, 2).astype(float)
    y, u = np.indices((2, 2)).reshape(2, 4)
    files = []
    for m in (c.sum(2), c.sum(1)):
        weights = m.ravel() / m.sum()
        derivative = []
        for cell in range(4):
            mixed = lambda e: OF_CLASSES[metric](margins((1 - e) * weights + e * (np.arange(4) == cell), y, u, 2))
            derivative.append((mixed(1e-5) - mixed(-1e-5)) / 2e-5)
        files.append(mixed(0) + np.reshape(derivative, (2, 2)))
    gains = files[1][:, None, :] - files[0][:, :, None]
    return c, gains, np.maximum(0, (-gains).max(0))


def judge_cells(metric, part, rest, levels):
    if part[4:].sum() == 0:
        return [(False, False)] * len(levels)
    c, gains, losses = of_cells(metric, part)
    n, of_round = c.sum(), (part + rest).reshape(2, 4).sum(0)
    mean = (c * gains).sum() / n
    z = mean / np.sqrt((c * (gains - mean) ** 2).sum() / (n - 1) / n)
    found = []
    for level in levels:
        t = stats.norm.isf(level)
        price_c = (t * t + 2) / 3
        flat, best = losses.ravel(), None
        for bound in np.unique(np.append(flat[of_round > 0], 0.0)):
            owed = (flat * of_round)[flat > bound].sum() / of_round.sum()
            needed = owed + (price_c + t) / n * (bound + owed)
            if best is None or needed < best[0]:
                best = (needed, bound, owed)
        _, bound, owed = best
        x, b = np.where(losses[None] > bound, 0.0, gains) - owed, bound + owed
        total = (c * x).sum()
        guarded = (total - price_c * b) / np.sqrt((c * (x - total / n) ** 2).sum() + b * b)
        found.append((z > t, z > t and guarded > t))
    return found


def mcnemar(part, levels):
    won, lost = part[5], part[6]
    return [(won > lost and stats.binom.sf(won - 1, won + lost, 0.5) < level,) * 2 for level in levels]


def power(title, metric, shares, draws=4000):
    parts, rests = rng.multinomial(1000, shares, draws), rng.multinomial(1500, shares, draws)
    judge = (lambda a, b: mcnemar(a, LEVELS)) if metric == "recall" else (lambda a, b: judge_cells(metric, a, b, LEVELS))
    told = np.mean([judge(a, b) for a, b in zip(parts, rests)], axis=0)
    return row(title, metric, draws, told)


def row(title, metric, draws, told):
    print(title, metric, np.round(100 * told, 1).tolist(), flush=True)
    return {"title": title, "metric": metric, "draws": draws, "z": told[:, 0].tolist(), "told": told[:, 1].tolist()}


def judge_groups(metric, labels, before, after, size, in_part):
    n = in_part * size
    part = np.bincount(4 * labels[:n] + 2 * before[:n] + after[:n], minlength=8)
    _, gains, losses = of_cells(metric, part)
    by_group = lambda values: values.reshape(-1, size).sum(1)
    of_round = by_group(losses[before, after])
    found = [guarded_z(by_group(gains[labels, before, after][:n]), of_round, of_round[:in_part], level, True) for level in LEVELS]
    return [(f["z"] > f["threshold"], f["z"] > f["threshold"] and f["guardedZ"] > f["threshold"]) for f in found]


def draw_alike_groups(count, size):
    """Half of the items positive; .3 of what makes an item positive, and of what makes it hard, is its group's."""
    g = np.repeat(np.arange(count), size)
    of_group = lambda: rng.normal(size=count)[g]
    labels = (np.sqrt(0.3) * of_group() + np.sqrt(0.7) * rng.normal(size=len(g)) < 0).astype(int)
    hard = np.sqrt(0.3) * of_group() + np.sqrt(0.5) * rng.normal(size=len(g))
    say = lambda rate: (hard + np.sqrt(0.2) * rng.normal(size=len(g)) < stats.norm.ppf(np.where(labels == 1, 0.6, rate))).astype(int)
    return labels, say(0.2), say(0.08)


def draw_unlike_groups(count, size):
    """A tenth of the items positive; each file finds false alarms in groups of its own."""
    g = np.repeat(np.arange(count), size)
    labels = (rng.random(len(g)) < 0.1).astype(int)

    def say(rate):
        hardness = 2 * rng.random(count)[g]
        return (rng.random(len(g)) < np.where(labels == 1, 0.7, np.minimum(1, rate * hardness))).astype(int)

    return labels, say(0.1), say(0.04)


def power_of_groups(title, draw, in_part, size, draws=2000):
    told = np.mean([judge_groups("macro_f1", *draw(int(2.5 * in_part), size), size, in_part) for _ in range(draws)], axis=0)
    return row(title, "macro_f1", draws, told)


LEVELS = (0.025, 0.05 / 30)
alike = lambda a, b: both(a, b, 0.8)
datasets = [draw_data("two classes", 2, False), draw_data("two classes in groups", 2, True), draw_data("three classes in groups", 3, True)]
cases = [
    case(data, metric, level)
    for data in datasets
    for metric in (*OF_CLASSES, *(["roc_auc"] if data["classCount"] == 2 else []))
    for level in (0.025, 0.0025)
]
percent = lambda p: f"{100 * p:g} %"
powers = [
    *[power(f"recall .60 to .75, {percent(p)} positives", m, cells(p, (0.6, 0.75), (0.05, 0.05), half_luck)) for p in (0.05, 0.1, 0.2) for m in ("balanced_accuracy", "recall")],
    *[power(f"false positives less by 60 %, {percent(p)}", "macro_f1", cells(p, (0.7, 0.7), (0.05, 0.02), half_luck)) for p in (0.02, 0.05, 0.1)],
    *[power(f"alike files, recall .60 to .75, {percent(p)} positives", m, cells(p, (0.6, 0.75), (0.1, 0.1), alike)) for p in (0.05, 0.1, 0.2) for m in ("balanced_accuracy", "recall")],
    *[power(f"alike files, false positives less by 60 %, {percent(p)}", "macro_f1", cells(p, (0.6, 0.6), (p, 0.4 * p), alike)) for p in (0.02, 0.05, 0.1)],
    power_of_groups("the same, 10 % positives in groups of 20", draw_unlike_groups, 50, 20),
    power_of_groups("alike files, 50 % positives in groups of 20", draw_alike_groups, 50, 20),
    power_of_groups("alike files, 50 % positives in groups of 10", draw_alike_groups, 100, 10),
    power_of_groups("alike files, 50 % positives in 200 groups of 10", draw_alike_groups, 200, 10),
]
root = Path(__file__).resolve().parents[2]
(root / "lib/core/feedback/ladder/golden-ladder-tests.json").write_text(
    json.dumps({"data": datasets, "cases": cases, "powers": powers}, default=float) + "\n", encoding="utf-8"
)
print(len(cases), "cases,", len(powers), "powers")
