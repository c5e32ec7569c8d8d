#!/usr/bin/env python3
"""Thirty scikit-learn models of late flights, and their predictions for some months.

    python3 train-models.py FOLDER

FOLDER has what write-flights.ts wrote: training-1.csv and training-2.csv (January, February), test-2.csv, test-3.csv
and so on. Twenty models learn from January, and are frozen; ten learn from February too, so that they come after the
first round opened, and are the same in all rounds. Writes
FOLDER/predictions/MONTH/SLUG.csv (id, p_on_time, p_late) and FOLDER/models.json, a list of slug, name and
whether the model is frozen. Needs numpy and scikit-learn; the same versions give the same bytes.
"""

import csv
import json
import os
import sys
from datetime import date

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import (
    ExtraTreesClassifier,
    GradientBoostingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
)
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import BernoulliNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

SEED = 20010101
FROZEN_COUNT = 20


def read_flights(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


class Features:
    """Columns of numbers, with the share of late flights by airport as learnt from the training set."""

    def __init__(self, rows):
        late = [row["label"] == "late" for row in rows]
        self.shares = {}
        for column in ("origin", "destination"):
            counts = {}
            for row, is_late in zip(rows, late):
                seen, hits = counts.get(row[column], (0, 0))
                counts[row[column]] = (seen + 1, hits + is_late)
            # Shrunk towards one half by twenty flights.
            self.shares[column] = {name: (hits + 10) / (seen + 20) for name, (seen, hits) in counts.items()}

    def table(self, rows):
        columns = []
        for row in rows:
            hour = int(row["hour"])
            weekday = date.fromisoformat(row["date"]).weekday()
            columns.append(
                [hour, np.sin(hour * np.pi / 12), np.cos(hour * np.pi / 12)]
                + [float(weekday == day) for day in range(7)]
                + [float(row["distance"])]
                + [self.shares[column].get(row[column], 0.5) for column in ("origin", "destination")]
            )
        return np.array(columns)


HOUR, WEEKDAY, DISTANCE, AIRPORTS = [0, 1, 2], [3, 4, 5, 6, 7, 8, 9], [10], [11, 12]
ALL = HOUR + WEEKDAY + DISTANCE + AIRPORTS


def scaled(model):
    return make_pipeline(StandardScaler(), model)


def logistic(c):
    return scaled(LogisticRegression(C=c, max_iter=500))


def tree(depth):
    return DecisionTreeClassifier(max_depth=depth, min_samples_leaf=20, random_state=SEED)


def forest(kind, depth):
    return kind(n_estimators=100, max_depth=depth, min_samples_leaf=5, random_state=SEED)


def boosted(count, depth):
    return GradientBoostingClassifier(n_estimators=count, max_depth=depth, random_state=SEED)


def hist(count):
    return HistGradientBoostingClassifier(max_iter=count, random_state=SEED)


def perceptron(*layers):
    return scaled(MLPClassifier(layers, max_iter=60, early_stopping=True, random_state=SEED))


def neighbours(count):
    return scaled(KNeighborsClassifier(count))


# Name, model, and the columns that it sees.
MODELS = [
    ("Logistic regression, hour", logistic(1.0), HOUR),
    ("Logistic regression, airports", logistic(1.0), AIRPORTS),
    ("Logistic regression, hour and weekday", logistic(1.0), HOUR + WEEKDAY),
    ("Logistic regression, strongly held", logistic(0.001), ALL),
    ("Logistic regression", logistic(1.0), ALL),
    ("Discriminant analysis", scaled(LinearDiscriminantAnalysis()), ALL),
    ("Naive Bayes, normal", GaussianNB(), ALL),
    ("Naive Bayes, weekday", BernoulliNB(), WEEKDAY),
    ("Tree of depth 1", tree(1), ALL),
    ("Tree of depth 3", tree(3), ALL),
    ("Tree of depth 6", tree(6), ALL),
    ("Tree of depth 12", tree(12), ALL),
    ("5 neighbours", neighbours(5), ALL),
    ("25 neighbours", neighbours(25), ALL),
    ("100 neighbours", neighbours(100), ALL),
    ("Random forest of depth 4", forest(RandomForestClassifier, 4), ALL),
    ("Random forest", forest(RandomForestClassifier, None), ALL),
    ("Extra trees", forest(ExtraTreesClassifier, None), ALL),
    ("Boosting, 20 stumps", boosted(20, 1), ALL),
    ("Perceptron", perceptron(16), ALL),
    ("Boosting, two months", boosted(100, 3), ALL),
    ("Boosting of histograms, two months", hist(60), ALL),
    ("Boosting of histograms, long, two months", hist(200), ALL),
    ("Logistic regression, two months", logistic(1.0), ALL),
    ("Random forest, two months", forest(RandomForestClassifier, 8), ALL),
    ("Extra trees, two months", forest(ExtraTreesClassifier, 8), ALL),
    ("Tree of depth 8, two months", tree(8), ALL),
    ("50 neighbours, two months", neighbours(50), ALL),
    ("Perceptron, two months", perceptron(32, 16), ALL),
    ("Discriminant analysis, two months", scaled(LinearDiscriminantAnalysis()), HOUR + AIRPORTS),
]


def write_predictions(path, rows, late):
    with open(path, "w", newline="\n") as file:
        file.write("id,p_on_time,p_late\n")
        for row, p in zip(rows, late):
            # In ten-thousandths that add up to one; never one half, so that a class is named.
            share = min(9999, max(1, round(float(p) * 10000)))
            share += share == 5000
            file.write(f"{row['id']},{(10000 - share) / 10000:.4f},{share / 10000:.4f}\n")


def main(folder):
    training = {month: read_flights(os.path.join(folder, f"training-{month}.csv")) for month in (1, 2)}
    months = [month for month in range(1, 13) if os.path.exists(os.path.join(folder, f"test-{month}.csv"))]
    listed = []
    for i, (name, model, columns) in enumerate(MODELS):
        is_frozen = i < FROZEN_COUNT
        slug = f"model-{i + 1:02d}"
        listed.append({"slug": slug, "name": name, "frozen": is_frozen})
        rows = training[1] if is_frozen else training[1] + training[2]
        features = Features(rows)
        model.fit(features.table(rows)[:, columns], np.array([row["label"] == "late" for row in rows]))
        for month in months:
            tests = read_flights(os.path.join(folder, f"test-{month}.csv"))
            late = model.predict_proba(features.table(tests)[:, columns])[:, 1]
            os.makedirs(os.path.join(folder, "predictions", str(month)), exist_ok=True)
            write_predictions(os.path.join(folder, "predictions", str(month), f"{slug}.csv"), tests, late)
    with open(os.path.join(folder, "models.json"), "w") as file:
        json.dump(listed, file, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
