"""Trains the demo's models and writes demo/onnx/models/*.onnx, and golden.json, what scikit-learn itself says of each round.

Run from the root of the repository with Debian's python3-sklearn 1.4.2 and python3-onnx 1.17; the same bytes each time:

    node --import tsx research/demo/onnx/write-training-files.ts .data/onnx-training
    /usr/bin/python3 research/demo/onnx/train-models.py .data/onnx-training && npx biome format --write demo/onnx/golden.json

A row of the training files is a flight as the site feeds it to models, an airport as its place in the list, and then the outcome. What
is made of it before a model sees it (shrunk means of airports, columns for hours) is part of the ONNX file.
"""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path

# More threads add numbers up in another order.
os.environ.update({name: "1" for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]})

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error, mean_squared_error, roc_auc_score
from sklearn.neural_network import MLPClassifier, MLPRegressor

from tree_ensemble import ML, forest, sum_of_trees

FLOAT, INT64, STRING = TensorProto.FLOAT, TensorProto.INT64, TensorProto.STRING
source = Path(sys.argv[1])
folder = Path("demo/onnx/models")
size_max = 150_000
prior_flights = 100
golden = {}

kinds = {
    "late-flights": {"columns": ["hour", "distance", "origin", "destination"], "airports": 229},
    "how-late": {"columns": ["hour", "weekday", "month", "distance", "origin", "destination"], "airports": 31},
}


def read(kind, name):
    rows = np.loadtxt(source / f"{kind}-{name}.csv", delimiter=",", dtype=np.float32)
    return rows[:, :-1], rows[:, -1].astype(np.float64)


def shrunk(keys, values, count, priors):
    sums, sizes = np.bincount(keys, values, count), np.bincount(keys, minlength=count)
    return ((sums + prior_flights * priors) / (sizes + prior_flights)).astype(np.float32)


class Encoder:
    """What is made of a flight, in float32, and the nodes that make the same of it. `target` is what airports are measured by."""

    def __init__(self, kind, X, target):
        self.at = {name: i for i, name in enumerate(kinds[kind]["columns"])}
        count = kinds[kind]["airports"]
        hour, origin, destination = (X[:, self.at[name]].astype(int) for name in ["hour", "origin", "destination"])
        origins = shrunk(origin, target, count, np.full(count, target.mean()))
        destinations = shrunk(destination, target, count, np.full(count, target.mean()))
        hours = shrunk(hour, target, 24, np.full(24, target.mean()))
        origin_hours = shrunk(origin * 24 + hour, target, count * 24, np.tile(hours, count))
        self.tables = {"origins": origins[:, None], "destinations": destinations[:, None], "origin_hours": origin_hours[:, None]}
        numbers = self.numbers(X)
        self.mean, self.scale = numbers.mean(axis=0).astype(np.float32), (1 / numbers.std(axis=0)).astype(np.float32)
        self.calendar = [("hour", 24)] + ([("weekday", 7)] if "weekday" in self.at else [])

    def column(self, X, name):
        return X[:, self.at[name]].astype(int)

    def numbers(self, X):
        hour, origin, destination = (self.column(X, name) for name in ["hour", "origin", "destination"])
        keys = [("origins", origin), ("destinations", destination), ("origin_hours", origin * 24 + hour)]
        return np.hstack([X[:, [self.at["distance"]]]] + [self.tables[table][key] for table, key in keys])

    def for_trees(self, X):
        return np.hstack([X[:, [self.at[name] for name, _ in self.calendar]], self.numbers(X)])

    def for_lines(self, X):
        columns = [np.eye(size, dtype=np.float32)[self.column(X, name)] for name, size in self.calendar]
        return np.hstack(columns + [(self.numbers(X) - self.mean) * self.scale])

    def number_nodes(self):
        constants = {**self.tables, "24": np.array(24, np.float32)}
        constants |= {f"at_{name}": np.array([i], np.int64) for name, i in self.at.items() if name != "month"}
        nodes = [helper.make_node("Gather", ["X", f"at_{name}"], [name], axis=1) for name in self.at if name != "month"]
        nodes += [helper.make_node("Mul", ["origin", "24"], ["origin_24"]), helper.make_node("Add", ["origin_24", "hour"], ["origin_hour"])]
        for table, key in [("origins", "origin"), ("destinations", "destination"), ("origin_hours", "origin_hour")]:
            nodes += self.look_up(table, key, f"{table}_of")
        return nodes, constants

    def look_up(self, table, key, to):
        """A row of `table` for each key, [N, 1] of float32."""
        return [
            helper.make_node("Cast", [key], [f"{to}_key"], to=INT64),
            helper.make_node("Reshape", [f"{to}_key", "flat"], [f"{to}_keys"]),
            helper.make_node("Gather", [table, f"{to}_keys"], [to], axis=0),
        ]

    def tree_nodes(self):
        nodes, constants = self.number_nodes()
        inputs = [name for name, _ in self.calendar] + ["distance", "origins_of", "destinations_of", "origin_hours_of"]
        nodes.append(helper.make_node("Concat", inputs, ["Z"], axis=1))
        return nodes, {**constants, "flat": np.array([-1], np.int64)}

    def line_nodes(self):
        nodes, constants = self.number_nodes()
        nodes.append(helper.make_node("Concat", ["distance", "origins_of", "destinations_of", "origin_hours_of"], ["numbers"], axis=1))
        nodes += [helper.make_node("Sub", ["numbers", "mean"], ["centred"]), helper.make_node("Mul", ["centred", "scale"], ["scaled"])]
        for name, size in self.calendar:
            constants[f"{name}s"] = np.eye(size, dtype=np.float32)
            nodes += self.look_up(f"{name}s", name, f"{name}_columns")
        nodes.append(helper.make_node("Concat", [f"{name}_columns" for name, _ in self.calendar] + ["scaled"], ["Z"], axis=1))
        return nodes, {**constants, "mean": self.mean, "scale": self.scale, "flat": np.array([-1], np.int64)}


def sum_of(trees, weight, base, to):
    return sum_of_trees(trees, "Z", to, weight, [float(base)])


def perceptron(fitted, to):
    nodes, constants, last = [], {}, "Z"
    for i, (weights, biases) in enumerate(zip(fitted.coefs_, fitted.intercepts_)):
        constants |= {f"w{i}": weights.astype(np.float32), f"b{i}": biases.astype(np.float32)}
        is_last = i + 1 == len(fitted.coefs_)
        nodes.append(helper.make_node("Gemm", [last, f"w{i}", f"b{i}"], [to if is_last else f"z{i}"]))
        if not is_last:
            nodes.append(helper.make_node("Relu", [f"z{i}"], [f"a{i}"]))
        last = f"a{i}"
    return nodes, constants


def both_classes(logit):
    """Probabilities of on time and late, of the log odds of late."""
    nodes = [
        helper.make_node("Sigmoid", [logit], ["late"]), helper.make_node("Sub", ["one", "late"], ["on_time"]),
        helper.make_node("Concat", ["on_time", "late"], ["probabilities"], axis=1),
    ]
    return nodes, {"one": np.array(1, np.float32)}


def to_minutes(name):
    """Undoes asinh(minutes / 10)."""
    nodes = [helper.make_node("Sinh", [name], ["tens"]), helper.make_node("Mul", ["tens", "ten"], ["minutes"])]
    return nodes, {"ten": np.array(10, np.float32)}


def save(name, kind, parts, outputs):
    nodes, constants = [], {}
    for more_nodes, more_constants in parts:
        nodes, constants = nodes + more_nodes, {**constants, **more_constants}
    used = {used for node in nodes for used in node.input}
    initializers = [numpy_helper.from_array(np.asarray(array), key) for key, array in constants.items() if key in used]
    values = [helper.make_tensor_value_info(*one) for one in outputs]
    inputs = [helper.make_tensor_value_info("X", FLOAT, ["N", len(kinds[kind]["columns"])])]
    graph = helper.make_graph(nodes, name, inputs, values, initializers)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(ML, 3)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="train-models.py", producer_version="1", ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    content = model.SerializeToString(deterministic=True)
    assert len(content) < size_max, f"{name} has {len(content)} bytes"
    (folder / f"{name}.onnx").write_bytes(content)
    print(f"{name}: {len(content)} bytes")


def judge(name, kind, months, say):
    """What scikit-learn's own predictions are worth in each month's round."""
    golden[name] = {str(month): say(*read(kind, f"round-{month}")) for month in months}
    print(name, {month: {k: v for k, v in said.items() if k in ["roc_auc", "mae"]} for month, said in golden[name].items()})


def judge_classes(name, predict_proba):
    def say(X, y):
        late = predict_proba(X)[:, 1]
        labels = (late > 0.5).astype(int)
        return {
            "accuracy": accuracy_score(y, labels), "roc_auc": roc_auc_score(y, late), "log_loss": log_loss(y, late),
            "labels": sha256("".join(map(str, labels)).encode()).hexdigest(), "first": late[:5].tolist(),
        }

    judge(name, "late-flights", range(2, 7), say)


def judge_minutes(name, predict, last_month):
    def say(X, y):
        minutes = predict(X)
        return {"mae": mean_absolute_error(y, minutes), "rmse": mean_squared_error(y, minutes) ** 0.5, "first": minutes[:5].tolist()}

    judge(name, "how-late", range(last_month + 1, 7), say)


def train_late_flights():
    X, y = read("late-flights", "train-1")
    encoder = Encoder("late-flights", X, y)
    trees, lines = encoder.for_trees(X), encoder.for_lines(X)
    probabilities = ("probabilities", FLOAT, ["N", 2])

    fitted = LogisticRegression(max_iter=1000).fit(lines, y)
    node = helper.make_node(
        "LinearClassifier", ["Z"], ["label", "probabilities"], domain=ML, classlabels_strings=["on_time", "late"], multi_class=1,
        post_transform="LOGISTIC", coefficients=np.vstack([-fitted.coef_, fitted.coef_]).ravel().tolist(),
        intercepts=[-float(fitted.intercept_[0]), float(fitted.intercept_[0])],
    )
    save("late-flights-logistic", "late-flights", [encoder.line_nodes(), ([node], {})], [("label", STRING, ["N"]), probabilities])
    judge_classes("late-flights-logistic", lambda X, f=fitted: f.predict_proba(encoder.for_lines(X)))

    fitted = RandomForestClassifier(12, max_depth=6, min_samples_leaf=50, random_state=1).fit(trees, y)
    node = forest(fitted, "Z", ["on_time", "late"])
    save("late-flights-forest", "late-flights", [encoder.tree_nodes(), ([node], {})], [("label", STRING, ["N"]), probabilities])
    judge_classes("late-flights-forest", lambda X, f=fitted: f.predict_proba(encoder.for_trees(X)))

    fitted = GradientBoostingClassifier(n_estimators=60, max_depth=4, min_samples_leaf=50, random_state=1).fit(trees, y)
    prior = fitted.init_.class_prior_
    node = sum_of([tree.tree_ for tree in fitted.estimators_.ravel()], fitted.learning_rate, np.log(prior[1] / prior[0]), "logit")
    save("late-flights-boosting", "late-flights", [encoder.tree_nodes(), ([node], {}), both_classes("logit")], [probabilities])
    judge_classes("late-flights-boosting", lambda X, f=fitted: f.predict_proba(encoder.for_trees(X)))


def train_network(last_month):
    X, y = read("late-flights", f"train-{last_month}")
    encoder = Encoder("late-flights", X, y)
    fitted = MLPClassifier((24, 12), alpha=1e-3, early_stopping=True, random_state=1).fit(encoder.for_lines(X), y)
    name = f"late-flights-network-{last_month}"
    nodes = [encoder.line_nodes(), perceptron(fitted, "logit"), both_classes("logit")]
    save(name, "late-flights", nodes, [("probabilities", FLOAT, ["N", 2])])
    judge_classes(name, lambda X: fitted.predict_proba(encoder.for_lines(X)))


def train_boosting(last_month):
    X, y = read("how-late", f"train-{last_month}")
    encoder = Encoder("how-late", X, np.arcsinh(y / 10))
    fitted = GradientBoostingRegressor(loss="absolute_error", n_estimators=60, max_depth=4, learning_rate=0.2, min_samples_leaf=50, random_state=1)
    fitted.fit(encoder.for_trees(X), y)
    node = sum_of([tree.tree_ for tree in fitted.estimators_.ravel()], fitted.learning_rate, fitted.init_.constant_[0][0], "minutes")
    name = f"how-late-boosting-{last_month}"
    save(name, "how-late", [encoder.tree_nodes(), ([node], {})], [("minutes", FLOAT, ["N", 1])])
    judge_minutes(name, lambda X: fitted.predict(encoder.for_trees(X)), last_month)


def train_how_late():
    X, y = read("how-late", "train-1")
    encoder = Encoder("how-late", X, np.arcsinh(y / 10))
    trees, lines, target = encoder.for_trees(X), encoder.for_lines(X), np.arcsinh(y / 10)
    minutes = ("minutes", FLOAT, ["N", 1])

    medians = np.array([[np.median(y[X[:, 0] == hour]) if (X[:, 0] == hour).any() else np.median(y)] for hour in range(24)], np.float32)
    for name, table in [("how-late-median", np.full((24, 1), np.median(y), np.float32)), ("how-late-hours", medians)]:
        nodes = [helper.make_node("Gather", ["X", "at_hour"], ["hour"], axis=1)] + encoder.look_up("table", "hour", "minutes")
        constants = {"table": table, "at_hour": np.array([0], np.int64), "flat": np.array([-1], np.int64)}
        save(name, "how-late", [(nodes, constants)], [minutes])
        judge_minutes(name, lambda X, t=table: t[X[:, 0].astype(int), 0].astype(np.float64), 1)

    fitted = Ridge().fit(lines, target)
    node = helper.make_node(
        "LinearRegressor", ["Z"], ["asinh"], domain=ML, coefficients=fitted.coef_.tolist(), intercepts=[float(fitted.intercept_)],
    )
    save("how-late-linear", "how-late", [encoder.line_nodes(), ([node], {}), to_minutes("asinh")], [minutes])
    judge_minutes("how-late-linear", lambda X, f=fitted: 10 * np.sinh(f.predict(encoder.for_lines(X))), 1)

    fitted = RandomForestRegressor(12, max_depth=6, min_samples_leaf=50, random_state=1).fit(trees, target)
    node = sum_of([tree.tree_ for tree in fitted.estimators_], 1 / 12, 0, "asinh")
    save("how-late-forest", "how-late", [encoder.tree_nodes(), ([node], {}), to_minutes("asinh")], [minutes])
    judge_minutes("how-late-forest", lambda X, f=fitted: 10 * np.sinh(f.predict(encoder.for_trees(X))), 1)

    fitted = MLPRegressor((24, 12), alpha=1e-3, early_stopping=True, random_state=1).fit(lines, target)
    save("how-late-network", "how-late", [encoder.line_nodes(), perceptron(fitted, "asinh"), to_minutes("asinh")], [minutes])
    judge_minutes("how-late-network", lambda X, f=fitted: 10 * np.sinh(f.predict(encoder.for_lines(X))), 1)


folder.mkdir(parents=True, exist_ok=True)
train_late_flights()
train_how_late()
for last_month in range(1, 5):
    train_network(last_month)
    train_boosting(last_month)
Path("demo/onnx/golden.json").write_text(json.dumps(golden, indent=2) + "\n")
