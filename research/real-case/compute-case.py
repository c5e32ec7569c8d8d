#!/usr/bin/env python3
"""What a site should say of thirty models in two months, computed from the archives by a program of its own.

    python3 compute-case.py FOLDER

FOLDER is what real-case.ts leaves: for each benchmark archive-N.json, leaderboard-N.json and round-N.json, and the
prediction files. Labels and parts come from the archives, scores from the prediction files; everything else follows from
them by numpy and scipy. Prints what was compared, and ends with 1 where the site says otherwise.

Sources: Wilson 1927; McNemar 1947 (exact); DeLong et al. 1988 with Welch-Satterthwaite degrees; Holm 1979; Rosner 1983
(generalised ESD); mean linking on the probit scale, Kolen & Brennan 2014.
"""

import csv
import json
import os
import sys

import numpy as np
from scipy import stats

TAU = 0.1


# ---- Scores of a split

def read_models(folder):
    with open(os.path.join(folder, "models.json")) as file:
        return json.load(file)


def read_split(folder, slug, number, split):
    """(labels, predictions by model name), items of the split in one order; 1 is late."""
    with open(os.path.join(folder, slug, f"archive-{number}.json")) as file:
        items = [item for item in json.load(file)["items"] if item["split"] == split]
    labels = np.array([item["label"] == "late" for item in items], dtype=int)
    late = {}
    for model in read_models(folder):
        path = os.path.join(folder, "predictions", str(number + 1), f"{model['slug']}.csv")
        with open(path, newline="") as file:
            by_id = {row["id"]: float(row["p_late"]) for row in csv.DictReader(file)}
        late[model["name"]] = np.array([by_id[item["id"]] for item in items])
    return labels, late


class Accuracy:
    def __init__(self, labels, late):
        self.hits = {name: ((p > 0.5).astype(int) == labels).astype(float) for name, p in late.items()}
        self.n = len(labels)
        self.scores = {name: hits.mean() for name, hits in self.hits.items()}
        # The mean of an item's value over the models of a group is what gaps are made of.
        self.values = self.hits
        self.strata = [np.arange(self.n)]

    def interval(self, name):
        found = stats.binomtest(int(self.hits[name].sum()), self.n).proportion_ci(method="wilson")
        return found.low, found.high

    def p_value(self, a, b):
        better = int(((self.hits[a] == 1) & (self.hits[b] == 0)).sum())
        worse = int(((self.hits[a] == 0) & (self.hits[b] == 1)).sum())
        return stats.binomtest(better, better + worse).pvalue if better + worse else 1.0


class Area:
    def __init__(self, labels, late):
        self.n = len(labels)
        positive, negative = labels == 1, labels == 0
        self.strata = [np.flatnonzero(positive), np.flatnonzero(negative)]
        self.scores, self.values = {}, {}
        for name, p in late.items():
            above = (p[positive][:, None] > p[negative][None, :]) + 0.5 * (
                p[positive][:, None] == p[negative][None, :]
            )
            value = np.empty(self.n)
            value[positive], value[negative] = above.mean(axis=1), above.mean(axis=0)
            self.values[name] = value
            self.scores[name] = above.mean()

    def error(self, value):
        """Standard error of a difference or a score, and its Welch-Satterthwaite degrees of freedom."""
        parts = [value[stratum].var(ddof=1) / len(stratum) for stratum in self.strata]
        total = sum(parts)
        degrees = total**2 / sum(v**2 / (len(s) - 1) for v, s in zip(parts, self.strata)) if total > 0 else 1
        return np.sqrt(total), max(1, degrees)

    def interval(self, name):
        score = self.scores[name]
        error, degrees = self.error(self.values[name])
        half = stats.t.ppf(0.975, degrees) * error / (score * (1 - score))
        logit = np.log(score / (1 - score))
        return 1 / (1 + np.exp(-(logit - half))), 1 / (1 + np.exp(-(logit + half)))

    def p_value(self, a, b):
        difference = self.values[a] - self.values[b]
        error, degrees = self.error(difference)
        if error == 0:
            return 1.0
        return 2 * stats.t.sf(abs((self.scores[a] - self.scores[b]) / error), degrees)


def holm_pairs(metric):
    """Every pair's verdict at 5 % over all pairs: {(better, worse)}."""
    names = sorted(metric.scores)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    p_values = [metric.p_value(a, b) for a, b in pairs]
    differing = set()
    for step, i in enumerate(np.argsort(p_values, kind="stable")):
        if p_values[i] > 0.05 / (len(pairs) - step):
            break
        a, b = pairs[i]
        differing.add((a, b) if metric.scores[a] > metric.scores[b] else (b, a))
    return differing


# ---- Adjusted scores

def probit(score, n):
    return stats.norm.ppf(min(max(score, 0.5 / n), 1 - 0.5 / n))


def set_outliers_aside(values):
    """Generalised ESD at .01: up to 1 of 5 to 7, 2 of 8 to 11 and 3 from 12 on. Indexes that stay."""
    n = len(values)
    most, alpha = 1 if n < 8 else 2 if n < 12 else 3, 0.01
    left, taken, aside = list(range(n)), [], 0
    for i in range(1, most + 1):
        rest = values[left]
        if rest.std(ddof=1) == 0:
            break
        distance = np.abs(rest - rest.mean()) / rest.std(ddof=1)
        worst = left[int(np.argmax(distance))]
        p = 1 - alpha / (2 * (n - i + 1))
        t = stats.t.ppf(p, n - i - 1)
        limit = (n - i) * t / np.sqrt((n - i - 1 + t**2) * (n - i + 1))
        taken.append(worst)
        left.remove(worst)
        if distance.max() > limit:
            aside = i
    return [i for i in range(n) if i not in taken[:aside]]


def link_rounds(base, later, frozen):
    """(function from a later model to its adjusted score, standard error and limits; names of outliers)."""
    x = np.array([probit(base.scores[name], base.n) for name in frozen])
    y = np.array([probit(later.scores[name], later.n) for name in frozen])
    stay = set_outliers_aside(x - y)
    aside = [name for i, name in enumerate(frozen) if i not in stay]
    x, y = x[stay], y[stay]
    m = len(x)

    def adjust(name):
        value = probit(later.scores[name], later.n)
        low, high = (probit(limit, later.n) for limit in later.interval(name))
        raw = (high - low) / 2 / stats.norm.ppf(0.975)
        error = np.sqrt((x - y).var(ddof=1) * (1 + 1 / m) + (TAU * (value - y.mean())) ** 2 + raw**2)
        at, half = value + (x - y).mean(), stats.t.ppf(0.975, m - 1) * error
        return stats.norm.cdf(at), stats.norm.pdf(at) * error, stats.norm.cdf(at - half), stats.norm.cdf(at + half)

    return adjust, aside


# ---- Overfitting, and the drop

def compute_gap(feedback, final, tested, reference):
    """Feedback less final, of the tested models beyond the others where there are any; in points of 1."""
    means = []
    for metric in (feedback, final):
        scores = metric.scores
        base = np.mean([scores[name] for name in reference]) if reference else 0.0
        means.append(np.mean([scores[name] for name in tested]) - base)
    return means[0] - means[1]


def compute_drop(earlier, later, adapted, frozen):
    """Drop, standard error (points of the later round) and degrees of freedom."""
    x = {name: probit(earlier.scores[name], earlier.n) for name in earlier.scores}
    y = {name: probit(later.scores[name], later.n) for name in later.scores}
    fx, fy = np.array([x[name] for name in frozen]), np.array([y[name] for name in frozen])
    ax, ay = np.array([x[name] for name in adapted]), np.array([y[name] for name in adapted])
    slope, intercept = np.polyfit(fx, fy, 1)
    s2 = ((fy - intercept - slope * fx) ** 2).sum() / (len(frozen) - 2)
    residuals = ay - intercept - slope * ax
    sa2 = max(s2, residuals.var(ddof=1)) if len(adapted) > 1 else s2
    sxx = ((fx - fx.mean()) ** 2).sum()
    variance = sa2 / len(adapted) + s2 * (1 / len(frozen) + (ax.mean() - fx.mean()) ** 2 / sxx)
    points = stats.norm.pdf(ay.mean())
    return -residuals.mean() * points, np.sqrt(variance) * points, len(frozen) - 2


# ---- Comparison

class Comparison:
    def __init__(self):
        self.lines, self.failed = [], 0

    def numbers(self, what, pairs, tolerance):
        worst = max((abs(site - own) for site, own in pairs), default=0.0)
        self.note(f"{what}: {len(pairs)} numbers, largest difference {worst:.2g} (at most {tolerance:g})", worst <= tolerance)

    def equal(self, what, pairs):
        wrong = [pair for pair in pairs if pair[0] != pair[1]]
        self.note(f"{what}: {len(pairs)} compared, {len(wrong)} differ {wrong[:3] if wrong else ''}", not wrong)

    def note(self, line, is_right):
        self.lines.append(("  " if is_right else "✗ ") + line)
        self.failed += not is_right


def compare(folder, slug, make):
    said = Comparison()
    models = read_models(folder)
    frozen = [model["name"] for model in models if model["frozen"]]
    adapted = [model["name"] for model in models if not model["frozen"]]
    parts = {
        number: {split: make(*read_split(folder, slug, number, split)) for split in ("feedback", "final")}
        for number in (1, 2)
    }

    def read(what, number):
        with open(os.path.join(folder, slug, f"{what}-{number}.json")) as file:
            return json.load(file)

    for number in (1, 2):
        metric, entries = parts[number]["final"], read("leaderboard", number)["entries"]
        label = f"{slug}, round {number}"
        said.numbers(f"{label}, scores", [(e["score"], metric.scores[e["model"]]) for e in entries], 1e-4)
        said.numbers(
            f"{label}, limits of intervals",
            [(e["interval"][side], metric.interval(e["model"])[i]) for e in entries for i, side in enumerate(("lower", "upper"))],
            1e-4,
        )
        better = holm_pairs(metric)
        lower = {name: 1 + sum(worse == name for _, worse in better) for name in metric.scores}
        upper = {name: len(metric.scores) - sum(won == name for won, _ in better) for name in metric.scores}
        # Scores that are published alike share a rank.
        published = {name: round(score, 4) for name, score in metric.scores.items()}
        rank = {name: 1 + sum(other > score for other in published.values()) for name, score in published.items()}
        said.equal(f"{label}, ranks", [(e["rank"], rank[e["model"]]) for e in entries])
        said.equal(
            f"{label}, rank intervals",
            [((e["rank_lower"], e["rank_upper"]), (lower[e["model"]], upper[e["model"]])) for e in entries],
        )
        said.equal(f"{label}, ties", [(e["tied_with_leader"], lower[e["model"]] == 1) for e in entries])
        # The anchors are known from the second round on: in the first one all models had feedback.
        tested, reference = (list(metric.scores), []) if number == 1 else (adapted, frozen)
        gap = compute_gap(parts[number]["feedback"], metric, tested, reference)
        site_gap = read("leaderboard", number)["overfitting"]["gap"]
        said.numbers(f"{label}, gap", [(site_gap["estimate"], gap)], 1e-4)

    base, later = parts[1]["final"], parts[2]["final"]
    adjust, aside = link_rounds(base, later, frozen)
    equated = [(e["equated"], adjust(e["model"])) for e in read("leaderboard", 2)["entries"]]
    said.equal(f"{slug}, adjusted at all", [(site is not None, True) for site, _ in equated])
    said.numbers(
        f"{slug}, adjusted scores, errors and limits ({len(aside)} of {len(frozen)} anchors are outliers)",
        [
            (site[key], own[i])
            for site, own in equated
            if site
            for i, key in enumerate(("score", "standard_error", "lower", "upper"))
        ],
        3e-4,
    )
    drop = compute_drop(base, later, adapted, frozen)
    with open(os.path.join(folder, slug, "against.json")) as file:
        site_drop = json.load(file)["drop"]
    said.equal(f"{slug}, a drop is measured", [(site_drop is not None, True)])
    half = stats.t.ppf(0.975, drop[2]) * drop[1]
    said.numbers(
        f"{slug}, drop and its interval",
        [] if site_drop is None else list(zip((site_drop["estimate"], site_drop["lower"], site_drop["upper"]), (drop[0], drop[0] - half, drop[0] + half))),
        3e-4,
    )
    return said


def main(folder):
    failed = 0
    for slug, make in (("late-by-accuracy", Accuracy), ("late-by-area", Area)):
        said = compare(folder, slug, make)
        print("\n".join(said.lines))
        failed += said.failed
    print("The site says what this program computes." if failed == 0 else f"{failed} differ.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1])
