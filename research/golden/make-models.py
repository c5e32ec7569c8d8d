"""Writes lib/core/onnx/testing/models/*.onnx, small real models, and golden-models.json, what the onnx package says of them and of
those that export-models.py wrote.

Run from the root of the repository with Python 3, scikit-learn 1.4.2 and onnx 1.17:

    python3 research/golden/make-models.py && npx biome format --write lib/core/onnx/golden-models.json

The models are trained here on the tables that come with scikit-learn, and written as skl2onnx writes them: classifiers as
LinearClassifier and TreeEnsembleClassifier, boosting as TreeEnsembleRegressor, networks as Gemm. Each is checked by onnx.checker, and
run by onnx's reference evaluator: a file is written only where its answers are scikit-learn's.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import OneHotEncoder

sys.path.insert(0, "research/demo/onnx")
from tree_ensemble import ML, forest, sum_of_trees

FLOAT, INT64, STRING = TensorProto.FLOAT, TensorProto.INT64, TensorProto.STRING
folder = Path("lib/core/onnx/testing/models")
golden = {}

iris = load_iris()
X, y = iris.data.astype(np.float32), iris.target
names = np.array([str(name) for name in iris.target_names])


def value(name, element_type, shape):
    return helper.make_tensor_value_info(name, element_type, shape)


def save(name, nodes, inputs, outputs, initializers, feeds, expected, **more):
    graph = helper.make_graph(nodes, name, inputs, outputs, initializers)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(ML, 3)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="make-models.py", producer_version="1", ir_version=8, **more)
    onnx.checker.check_model(model, full_check=True)
    # The evaluator has no ZipMap.
    answers = [] if expected is None else ReferenceEvaluator(model).run(None, feeds)
    for answer, wanted in zip(answers, expected or []):
        if np.issubdtype(np.asarray(wanted).dtype, np.floating):
            np.testing.assert_allclose(answer, wanted, atol=1e-4)
        else:
            np.testing.assert_array_equal(answer, wanted)
    path = folder / f"{name}.onnx"
    path.write_bytes(model.SerializeToString())
    golden[name] = summarize(onnx.load(path), path.stat().st_size)


def element_type(number):
    return {FLOAT: "float32", INT64: "int64", STRING: "string"}[number]


def describe_type(type_proto):
    kind = type_proto.WhichOneof("value")
    if kind != "tensor_type":
        return {"kind": kind.removesuffix("_type")}
    tensor = type_proto.tensor_type
    shape = [getattr(dim, dim.WhichOneof("value")) if dim.WhichOneof("value") else None for dim in tensor.shape.dim]
    return {"kind": "tensor", "elementType": element_type(tensor.elem_type), "shape": shape if tensor.HasField("shape") else None}


def summarize(model, size):
    graph = model.graph
    given = {tensor.name for tensor in graph.initializer}
    # skl2onnx says the same import twice.
    opsets = dict.fromkeys((one.domain or "ai.onnx", one.version) for one in model.opset_import)
    values = lambda many: [{"name": one.name, "type": describe_type(one.type)} for one in many]
    return {
        "sizeBytes": size,
        "irVersion": model.ir_version,
        "producer": {"name": model.producer_name, "version": model.producer_version},
        "opsets": [{"domain": domain, "version": version} for domain, version in opsets],
        "inputs": values(one for one in graph.input if one.name not in given),
        "outputs": values(graph.output),
        "nodeCount": len(graph.node),
    }


def make_logistic():
    fitted = LogisticRegression(max_iter=1000).fit(X, y)
    linear = helper.make_node(
        "LinearClassifier", ["X"], ["label", "probabilities"], domain=ML, classlabels_ints=[0, 1, 2], multi_class=1,
        post_transform="SOFTMAX", coefficients=fitted.coef_.ravel().tolist(), intercepts=fitted.intercept_.tolist(),
    )
    inputs = [value("X", FLOAT, [None, 4])]
    answers = [value("label", INT64, [None]), value("probabilities", FLOAT, [None, 3])]
    expected = [fitted.predict(X), fitted.predict_proba(X)]
    save("iris-logistic", [linear], inputs, answers, [], {"X": X}, expected, doc_string="by hand")
    # With the ZipMap that skl2onnx adds unless it is told not to.
    zipped = helper.make_sequence_type_proto(helper.make_map_type_proto(INT64, helper.make_tensor_type_proto(FLOAT, [])))
    zipmap = helper.make_node("ZipMap", ["probabilities"], ["zipped"], domain=ML, classlabels_int64s=[0, 1, 2])
    answers = [answers[0], helper.make_value_info("zipped", zipped)]
    save("iris-zipmap", [linear, zipmap], inputs, answers, [], {"X": X}, None)


def make_forest():
    fitted = RandomForestClassifier(8, max_depth=4, random_state=1).fit(X, names[y])
    node = forest(fitted, "X", fitted.classes_.tolist())
    outputs = [value("label", STRING, ["N"]), value("probabilities", FLOAT, ["N", 3])]
    save("iris-forest", [node], [value("X", FLOAT, ["N", 4])], outputs, [], {"X": X}, [fitted.predict(X), fitted.predict_proba(X)])


def make_boosting():
    fitted = GradientBoostingClassifier(n_estimators=5, max_depth=2, random_state=1).fit(X, y)
    # scikit-learn has a tree for each stage and class, in this order.
    trees = [tree.tree_ for tree in fitted.estimators_.ravel()]
    node = sum_of_trees(trees, "X", "scores", fitted.learning_rate, np.log(fitted.init_.class_prior_).tolist())
    nodes = [
        node,
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=1),
        helper.make_node("ArgMax", ["probabilities"], ["label"], axis=1, keepdims=0),
    ]
    outputs = [value("label", INT64, ["N"]), value("probabilities", FLOAT, ["N", 3])]
    save("iris-boosting", nodes, [value("X", FLOAT, ["N", 4])], outputs, [], {"X": X}, [fitted.predict(X), fitted.predict_proba(X)])


def make_network():
    fitted = MLPClassifier((16, 8), max_iter=2000, random_state=1).fit(X, names[y])
    initializers = [helper.make_tensor("classes", STRING, [3], fitted.classes_.tolist())]
    nodes, last = [], "X"
    for i, (weights, biases) in enumerate(zip(fitted.coefs_, fitted.intercepts_)):
        # One in raw data and one in float_data: exporters write both.
        initializers.append(numpy_helper.from_array(weights.astype(np.float32), f"w{i}"))
        initializers.append(helper.make_tensor(f"b{i}", FLOAT, biases.shape, biases.tolist()))
        nodes.append(helper.make_node("Gemm", [last, f"w{i}", f"b{i}"], [f"z{i}"], name=f"gemm{i}"))
        last = f"a{i}" if i + 1 < len(fitted.coefs_) else "probabilities"
        nodes.append(helper.make_node("Relu" if last != "probabilities" else "Softmax", [f"z{i}"], [last]))
    nodes.append(helper.make_node("ArgMax", [last], ["index"], axis=1, keepdims=0))
    nodes.append(helper.make_node("ArrayFeatureExtractor", ["classes", "index"], ["row"], domain=ML))
    nodes.append(helper.make_node("Reshape", ["row", "flat"], ["label"]))
    initializers.append(numpy_helper.from_array(np.array([-1], dtype=np.int64), "flat"))
    outputs = [value("label", STRING, ["N"]), value("probabilities", FLOAT, ["N", 3])]
    save("iris-network", nodes, [value("X", FLOAT, ["N", 4])], outputs, initializers, {"X": X}, [fitted.predict(X), fitted.predict_proba(X)])


def make_ridge():
    data = load_diabetes()
    table = data.data.astype(np.float32)
    fitted = Ridge().fit(table, data.target)
    node = helper.make_node("LinearRegressor", ["X"], ["variable"], domain=ML, coefficients=fitted.coef_.tolist(), intercepts=[float(fitted.intercept_)])
    expected = fitted.predict(table).reshape(-1, 1)
    save("diabetes-ridge", [node], [value("X", FLOAT, [None, 10])], [value("variable", FLOAT, [None, 1])], [], {"X": table}, [expected])


def make_columns():
    """A number and a category, each an input of its own."""
    rng = np.random.default_rng(1)
    hour = rng.integers(0, 24, (400, 1)).astype(np.float32)
    carrier = rng.choice(["AA", "DL", "UA"], (400, 1))
    late = (hour[:, 0] / 24 + (carrier[:, 0] == "UA") * 0.3 + rng.normal(0, 0.2, 400) > 0.7).astype(int)
    encoder = OneHotEncoder(sparse_output=False).fit(carrier)
    table = np.hstack([hour, encoder.transform(carrier)])
    fitted = LogisticRegression(max_iter=1000).fit(table, late)
    coefficients = np.vstack([-fitted.coef_, fitted.coef_]).ravel().tolist()
    nodes = [
        helper.make_node("OneHotEncoder", ["carrier"], ["carrier_columns"], domain=ML, cats_strings=encoder.categories_[0].tolist(), zeros=1),
        helper.make_node("Reshape", ["carrier_columns", "shape"], ["carrier_table"]),
        helper.make_node("Concat", ["hour", "carrier_table"], ["X"], axis=1),
        helper.make_node(
            "LinearClassifier", ["X"], ["label", "probabilities"], domain=ML, classlabels_ints=[0, 1], multi_class=1,
            post_transform="LOGISTIC", coefficients=coefficients, intercepts=[-float(fitted.intercept_[0]), float(fitted.intercept_[0])],
        ),
    ]
    inputs = [value("hour", FLOAT, ["N", 1]), value("carrier", STRING, ["N", 1])]
    outputs = [value("label", INT64, ["N"]), value("probabilities", FLOAT, ["N", 2])]
    shape = numpy_helper.from_array(np.array([-1, 3], dtype=np.int64), "shape")
    save("flights-columns", nodes, inputs, outputs, [shape], {"hour": hour, "carrier": carrier.astype(object)}, [fitted.predict(table), fitted.predict_proba(table)])


folder.mkdir(parents=True, exist_ok=True)
for make in [make_logistic, make_forest, make_boosting, make_network, make_ridge, make_columns]:
    make()
for path in sorted(folder.glob("exported-*.onnx")):
    golden[path.stem] = summarize(onnx.load(path), path.stat().st_size)
Path("lib/core/onnx/golden-models.json").write_text(json.dumps(golden, indent=2) + "\n")
