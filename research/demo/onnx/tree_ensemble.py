"""scikit-learn's trees as ONNX has them, for train-models.py and research/golden/make-models.py."""

import numpy as np
from onnx import helper

ML = "ai.onnx.ml"


def down(thresholds):
    """The largest float32 that isn't above: x <= threshold then is the same for every float32 x."""
    rounded = thresholds.astype(np.float32)
    return np.where(rounded > thresholds, np.nextafter(rounded, np.float32(-np.inf)), rounded)


def ensemble(trees):
    """The nodes_* attributes of a tree ensemble, and its leaves as (tree, node, values)."""
    columns = {key: [] for key in ["treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids"]}
    leaves = []
    for i, tree in enumerate(trees):
        thresholds = down(tree.threshold)
        for node in range(tree.node_count):
            is_leaf = tree.children_left[node] < 0
            row = [i, node, 0 if is_leaf else int(tree.feature[node]), 0.0 if is_leaf else float(thresholds[node])]
            row += ["LEAF", 0, 0] if is_leaf else ["BRANCH_LEQ", int(tree.children_left[node]), int(tree.children_right[node])]
            for column, cell in zip(columns.values(), row):
                column.append(cell)
            if is_leaf:
                leaves.append((i, node, tree.value[node][0]))
    return {f"nodes_{key}": column for key, column in columns.items()}, leaves


def forest(fitted, source, classes):
    """A random forest's labels and probabilities: a tree says the shares of its leaf, the forest their mean."""
    attributes, leaves = ensemble([tree.tree_ for tree in fitted.estimators_])
    count = len(fitted.estimators_)
    rows = [(i, node, k, float(share)) for i, node, shares in leaves for k, share in enumerate(shares / shares.sum() / count)]
    treeids, nodeids, ids, weights = (list(column) for column in zip(*rows))
    return helper.make_node(
        "TreeEnsembleClassifier", [source], ["label", "probabilities"], domain=ML, **attributes, class_treeids=treeids,
        class_nodeids=nodeids, class_ids=ids, class_weights=weights, classlabels_strings=classes, post_transform="NONE",
    )


def sum_of_trees(trees, source, to, weight, base):
    """What regression trees say, times `weight`, in sum: tree i counts for the target i modulo their number, of which `base` has one each."""
    attributes, leaves = ensemble(trees)
    return helper.make_node(
        "TreeEnsembleRegressor", [source], [to], domain=ML, n_targets=len(base), **attributes,
        target_treeids=[i for i, _, _ in leaves], target_nodeids=[n for _, n, _ in leaves],
        target_ids=[i % len(base) for i, _, _ in leaves], target_weights=[float(v[0]) * weight for _, _, v in leaves],
        base_values=base,
    )
