"""The same scores with pandas and scikit-learn, without intervals: peer.py <merge|index> <folder> <items>.

Two ways to join, the ones that a data scientist would try; both read only the columns that they need, with pandas' C
engine and given types. Prints one line of JSON.
"""

import json
import resource
import sys

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score, log_loss, roc_auc_score

way, folder, item_count = sys.argv[1], sys.argv[2], int(sys.argv[3])
labels = pd.read_csv(
    f"{folder}/labels.tsv",
    sep="\t",
    header=None,
    names=["id", "label"],
    dtype={"id": str, "label": "category"},
    engine="c",
    na_filter=False,
)
predictions = pd.read_csv(
    f"{folder}/predictions.csv",
    usecols=["id", "p_yes"],
    dtype={"id": str, "p_yes": np.float64},
    engine="c",
    na_filter=False,
)
if way == "merge":
    joined = labels.merge(predictions, on="id", how="inner")
    assert len(joined) == item_count
    y = (joined["label"] == "yes").to_numpy(np.int8)
    p = joined["p_yes"].to_numpy()
else:
    places = pd.Index(labels["id"]).get_indexer(predictions["id"])
    assert len(places) == item_count and places.min() >= 0
    p = np.empty(item_count)
    p[places] = predictions["p_yes"].to_numpy()
    y = (labels["label"].cat.codes == labels["label"].cat.categories.get_loc("yes")).to_numpy(np.int8)
predicted = (p > 0.5).astype(np.int8)
scores = [
    ["accuracy", accuracy_score(y, predicted)],
    ["macro_f1", f1_score(y, predicted, average="macro")],
    ["log_loss", log_loss(y, p)],
    ["roc_auc", roc_auc_score(y, p)],
]
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "scores": [[name, float(score)] for name, score in scores],
            "peak_kb": usage.ru_maxrss,
            "processor_seconds": usage.ru_utime + usage.ru_stime,
        }
    )
)
