import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readPredictionsFile } from '@/adapters/read-predictions-file';
import { createProbabilityScorable } from '@/lib/core/metrics/scorable/scorable';
import { scoreMetric } from '@/lib/core/scoring/score';
import { decodeItems } from '@/worker/vault/sealed-items';
import { classes, labelsName, metricNames, predictionsName } from './bench-files';

// The scorer's own functions on the files of a folder, `score-files.ts <folder> <items>`. Prints one line of JSON.

const folder = process.argv[2]!;

const itemCount = Number(process.argv[3]);

const { index, labels } = decodeItems(await readFile(join(folder, labelsName)), {
  itemCount,
  task: 'binary',
  classes,
});

const predictions = await readPredictionsFile(join(folder, predictionsName), {
  task: 'binary',
  classes,
  needsProbabilities: true,
  ids: index,
});

if (!predictions.ok) throw new Error(predictions.error.problems[0]?.detail);

if (predictions.value.kind !== 'probabilities' || !(labels instanceof Int32Array))
  throw new Error('the bench has classes and probabilities');

const scorable = createProbabilityScorable({
  task: 'binary',
  classes,
  labels,
  probabilities: predictions.value.probabilities,
});

const scores = metricNames.map((name) => {
  const score = scoreMetric(name, scorable, 'bench');
  if (!score.ok) throw new Error(`${name} has no value`);
  return [name, score.value.score, score.value.interval!.lower, score.value.interval!.upper];
});

const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();

console.log(
  JSON.stringify({ scores, peak_kb: maxRSS, processor_seconds: (userCPUTime + systemCPUTime) / 1e6 }),
);
