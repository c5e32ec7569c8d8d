"""All pairs of models by an exact McNemar test with Holm's correction, in numpy and scipy: peer.py <folder> <models> <items>.

Reads `outcomes.bin`, one byte an outcome, model after model. Discordant counts come from one matrix product in single
precision, exact up to 2^24 items; p-values from scipy's binomial. Prints one line of JSON; only the computing is timed.
"""

import json
import sys
import time

import numpy as np
from scipy.stats import binom

folder, model_count, item_count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
outcomes = np.fromfile(f"{folder}/outcomes.bin", dtype=np.uint8).reshape(model_count, item_count)

started, processor_started = time.perf_counter(), time.process_time()
right = outcomes.astype(np.float32)
both = right @ right.T
hits = right.sum(axis=1)
row, column = np.triu_indices(model_count, k=1)
b = (hits[row] - both[row, column]).astype(np.int64)
c = (hits[column] - both[row, column]).astype(np.int64)
p = np.minimum(1.0, 2.0 * binom.cdf(np.minimum(b, c), b + c, 0.5))
order = np.argsort(p, kind="stable")
holm = np.minimum(1.0, np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)))
significant = order[holm <= 0.05]
ahead = np.where(b[significant] > c[significant], row[significant], column[significant])
behind = np.where(b[significant] > c[significant], column[significant], row[significant])
lower = 1 + np.bincount(behind, minlength=model_count)
upper = model_count - np.bincount(ahead, minlength=model_count)
seconds = time.perf_counter() - started
processor = time.process_time() - processor_started
print(json.dumps({"seconds": seconds, "processor": processor, "widest": int((upper - lower + 1).max())}))
