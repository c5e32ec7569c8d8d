"""Writes lib/core/onnx/testing/models/exported-*.onnx: small models as the exporters of the submit page's snippets write them.

Run from the root of the repository, then make-models.py for their rows of golden-models.json. Written with scikit-learn 1.4.2 and
skl2onnx 1.19.1; XGBoost 3.0.0, LightGBM 4.6.0.99 and onnxmltools 1.17.0; PyTorch 2.6.0:

    python3 research/golden/export-models.py
"""

from pathlib import Path

import numpy as np
import torch
from lightgbm import LGBMClassifier
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from xgboost import XGBClassifier

folder = Path("lib/core/onnx/testing/models")
iris = load_iris()
X, y = iris.data.astype(np.float32), iris.target
rows = [("rows", FloatTensorType([None, 4]))]


def save(name, model):
    (folder / f"exported-{name}.onnx").write_bytes(model.SerializeToString())


fitted = RandomForestClassifier(n_estimators=3, max_depth=3, random_state=1).fit(X, y)
save("scikit-learn", to_onnx(fitted, X[:1], options={"zipmap": False}, target_opset=17))

fitted = XGBClassifier(n_estimators=3, max_depth=2).fit(X, y)
save("xgboost", convert_xgboost(fitted, initial_types=rows, target_opset=15))

fitted = LGBMClassifier(n_estimators=3, num_leaves=4).fit(X, y)
save("lightgbm", convert_lightgbm(fitted, initial_types=rows, zipmap=False, target_opset=15))

torch.manual_seed(1)
network = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3), torch.nn.Softmax(1))
torch.onnx.export(
    network,
    torch.zeros(1, 4),
    folder / "exported-pytorch.onnx",
    input_names=["rows"],
    output_names=["probabilities"],
    dynamic_axes={"rows": {0: "N"}, "probabilities": {0: "N"}},
    opset_version=17,
)
