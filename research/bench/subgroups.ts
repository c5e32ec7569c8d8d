import { metricNames } from '@/lib/core/metrics/metric-name';
import { choosePairTest, pickComparedValues } from '@/lib/core/scoring/choose-pair-test';
import { scoreSplit } from '@/lib/core/scoring/score-split';
import { createPairComparator } from '@/lib/core/statistics/compare-pairs';
import { createRng } from '@/lib/core/statistics/rng';
import { formSlices } from '@/lib/core/subgroups/form-slices';
import { countPairedRows } from '@/lib/core/subgroups/subgroup-ranking';

// Duration of a round's scores by slice: `npm run bench:subgroups -- [models] [items] [metric]`. Three independent columns of
// fifty values, the last of which has some values with too few items for a slice. Files are in memory: `bench:scoring` measures
// reading. Prints the durations of the choice of slices and of the scores and pairs of all slices, with the peak memory.

const modelCount = Number(process.argv[2] ?? 200);

const itemCount = Number(process.argv[3] ?? 10_000);

const metric = metricNames.find((name) => name === process.argv[4]) ?? 'macro_f1';

const rng = createRng('bench-subgroups');

const labels = Int32Array.from({ length: itemCount }, () => (rng.nextUnit() < 0.5 ? 1 : 0));

const columns = [0, 1, 2].map((c) => ({
  name: `column_${c}`,
  values: Array.from({ length: 51 }, (_, v) => `value ${v}`),
  indices: Uint8Array.from({ length: itemCount }, (_, i) =>
    c === 2 && i < 5 ? 50 : Math.floor(50 * rng.nextUnit()),
  ),
}));

const positions = Uint32Array.from({ length: itemCount }, (_, i) => i);

const timed = <T>(name: string, run: () => T): T => {
  const started = performance.now();
  const result = run();
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(2)} s`);
  return result;
};

const slices = timed('choice of slices', () =>
  formSlices(columns, { positions, labels, classCount: 2, isRevealed: false }),
);

const shown = slices.filter(({ state }) => state === 'shown');

const pairedRows = countPairedRows(modelCount, shown.length);

console.log(
  `${shown.length} of ${slices.length} slices shown, ${slices.filter(({ state }) => state === 'withheld').length} withheld; ${pairedRows} of ${modelCount} models compared`,
);

timed('scores and pairs of all slices', () => {
  const scorers = shown.map(({ column, value, places }) => {
    const test = choosePairTest(metric, { labels, groups: null, positions: places });
    return { test, comparator: createPairComparator(test), places, name: `${column}=${value}` };
  });
  for (let model = 0; model < modelCount; model++) {
    const predicted = labels.map((label) => (rng.nextUnit() < 0.8 ? label : 1 - label));
    for (const { test, comparator, places, name } of scorers) {
      const scored = scoreSplit({
        rules: { task: 'binary', classes: ['no', 'yes'], metric, secondaryMetrics: [], logLossClip: 1e-4 },
        ...{ labels, groups: null, positions: places, seed: name },
        predictions: { kind: 'classes', predicted, probabilities: null },
      });
      if (model >= pairedRows) continue;
      const { values, codes } = pickComparedValues(test, scored);
      comparator.add(values, codes);
    }
  }
  for (const { comparator } of scorers) {
    const pairs = comparator.finish();
    for (let j = 1; j < pairs.modelCount; j++)
      for (let i = 0; i < j; i++) {
        pairs.pOf(i, j);
        pairs.halfWidthOf(i, j);
      }
  }
});

console.log(`peak of the memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
