"""Writes five data sets that scikit-learn bundles as CSV, with the column `label` last, into a folder: for `npm run bench:leaks`.
Needs Debian's python3-sklearn.
"""

import csv
import sys
from pathlib import Path

from sklearn import datasets

folder = Path(sys.argv[1])
for name in ("iris", "wine", "breast_cancer", "digits", "diabetes"):
    found = getattr(datasets, f"load_{name}")()
    is_numeric = name == "diabetes"
    with (folder / f"{name}.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(str(column) for column in found.feature_names), "label"])
        for values, target in zip(found.data, found.target):
            label = float(target) if is_numeric else str(found.target_names[target])
            writer.writerow([*(float(value) for value in values), label])
