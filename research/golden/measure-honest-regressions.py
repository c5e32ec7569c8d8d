"""How alike honest regressions are on the items that a round's models differ on: what docs/papers/flags.md and `honestAgreementMax`
(lib/core/flags/near-copies-of-texts.ts) rest on. The statistic is that of lib/core/flags/contested-items.ts.

Real data: 53,940 diamonds, their prices and the logarithms of these (ggplot2's `diamonds`: write.csv(ggplot2::diamonds,
"diamonds.csv", row.names = FALSE)); simulated: Friedman's first problem. 31 models of nine kinds: five linear ones, neighbours, a
tree, forests, boosted trees, networks; of six kinds also one with 95 % of the same training data and one with other data of the
same kind. 5,000 items; 60 random fields of 7 and of 12 models.

    python3 research/golden/measure-honest-regressions.py diamonds.csv
"""

import itertools
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import make_friedman1
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor, HistGradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import HuberRegressor, Lasso, LinearRegression, Ridge
from sklearn.neighbors import KNeighborsRegressor
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.tree import DecisionTreeRegressor

warnings.filterwarnings("ignore")
TRAINED, ASKED, FIELDS, NEARNESS = 10_000, 5_000, 60, 0.2


def scaled(model):
    return make_pipeline(StandardScaler(), model)


def network(seed):
    inner = MLPRegressor((64, 32), random_state=seed, max_iter=60, early_stopping=True)
    return scaled(TransformedTargetRegressor(inner, transformer=StandardScaler()))


MODELS = {
    "ols": lambda: LinearRegression(),
    "ridge 1": lambda: scaled(Ridge(1)),
    "ridge 100": lambda: scaled(Ridge(100)),
    "lasso": lambda: scaled(Lasso(0.01)),
    "huber": lambda: scaled(HuberRegressor()),
    "quadratic": lambda: make_pipeline(StandardScaler(), PolynomialFeatures(2), Ridge(1)),
    "5 neighbours": lambda: scaled(KNeighborsRegressor(5)),
    "15 neighbours": lambda: scaled(KNeighborsRegressor(15)),
    "tree": lambda: DecisionTreeRegressor(min_samples_leaf=5, random_state=0),
    "forest 0": lambda: RandomForestRegressor(100, min_samples_leaf=2, random_state=0),
    "forest 1": lambda: RandomForestRegressor(100, min_samples_leaf=2, random_state=1),
    "forest 2": lambda: RandomForestRegressor(100, min_samples_leaf=2, random_state=2),
    "extra trees": lambda: ExtraTreesRegressor(100, min_samples_leaf=2, random_state=0),
    "histogram boosting 31": lambda: HistGradientBoostingRegressor(random_state=0, max_leaf_nodes=31),
    "histogram boosting 15": lambda: HistGradientBoostingRegressor(random_state=1, max_leaf_nodes=15),
    "boosting 0": lambda: GradientBoostingRegressor(random_state=0, subsample=0.8),
    "boosting 1": lambda: GradientBoostingRegressor(random_state=1, subsample=0.8),
    "network 0": lambda: network(0),
    "network 1": lambda: network(1),
}
VARIED = ("ols", "5 neighbours", "forest 0", "histogram boosting 31", "boosting 0", "network 0")
LINEAR = ("ols", "ridge", "lasso", "huber")


def load(name, path):
    if name == "Friedman 1":
        return make_friedman1(30_000, 10, noise=1, random_state=0)
    table = pd.read_csv(path)
    price = table.pop("price").to_numpy(float)
    orders = {
        "cut": ["Fair", "Good", "Very Good", "Premium", "Ideal"],
        "color": list("JIHGFED"),
        "clarity": ["I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"],
    }
    for column, order in orders.items():
        table[column] = table[column].map({value: i for i, value in enumerate(order)})
    return table.to_numpy(float), np.log(price) if name == "log price" else price


def predict_all(inputs, labels):
    asked = slice(2 * TRAINED, 2 * TRAINED + ASKED)
    trained = {"": slice(0, TRAINED), " (other data)": slice(TRAINED, 2 * TRAINED), " (95 % of the data)": slice(0, TRAINED * 95 // 100)}
    files = {}
    for name, make in MODELS.items():
        for suffix, rows in trained.items():
            if suffix == "" or name in VARIED:
                files[name + suffix] = make().fit(inputs[rows], labels[rows]).predict(inputs[asked])
    return files, labels[asked]


def spread_of(columns):
    return np.median(np.abs(columns - np.median(columns, 0)), 0)


def measure(name, files, labels, size, rng):
    honest, linear, copies, highest = [], [], [], (0, "", "")
    for _ in range(FIELDS):
        field = list(rng.choice(list(files), size, replace=False))
        columns = np.array([files[model] for model in field])
        spread = spread_of(columns)
        contested = spread > 0
        for a, b in itertools.combinations(range(size), 2):
            agreement = (np.abs(columns[a] - columns[b]) <= NEARNESS * spread)[contested].mean()
            if field[a].startswith(LINEAR) and field[b].startswith(LINEAR):
                linear.append(agreement)
                continue
            honest.append(agreement)
            highest = max(highest, (agreement, field[a], field[b]))
        copied = columns[rng.integers(size)]
        copy = copied + 0.001 * labels.std() * rng.standard_normal(len(labels))
        spread = spread_of(np.vstack([columns, copy]))
        copies.append((np.abs(copied - copy) <= NEARNESS * spread)[spread > 0].mean())
    print(
        f"{name}, fields of {size}: {len(honest)} honest pairs, median {np.median(honest):.3f}, 99 % {np.quantile(honest, 0.99):.3f}, "
        f"highest {highest[0]:.3f} ({highest[1]}, {highest[2]}); two linear models: highest {max(linear):.3f}; "
        f"copies with 0.1 % of noise: lowest {min(copies):.3f}, above .9: {np.mean(np.array(copies) > 0.9):.2f}",
        flush=True,
    )


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    for name in ("price", "log price", "Friedman 1"):
        inputs, labels = load(name, sys.argv[1])
        order = rng.permutation(len(labels))
        files, asked = predict_all(inputs[order], labels[order])
        for size in (7, 12):
            measure(name, files, asked, size, rng)
