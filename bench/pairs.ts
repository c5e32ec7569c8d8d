import { comparePairs } from '@/lib/core/statistics/compare-pairs';
import { computeRankIntervals } from '@/lib/core/statistics/rank-intervals';
import { createRng } from '@/lib/core/statistics/rng';

// How long exact McNemar tests of all pairs of models take, with Holm's rank intervals:
// `node --import tsx bench/pairs.ts [models] [items]`. Median of five runs; outcomes are in memory, one number an item.

const modelCount = Number(process.argv[2] ?? 1000);
const itemCount = Number(process.argv[3] ?? 10_000);
const rng = createRng('bench-pairs');
const difficulty = Float64Array.from({ length: itemCount }, rng.nextUnit);
const outcomes = Array.from({ length: modelCount }, (_, model) =>
  difficulty.map((hard) => (rng.nextUnit() < 0.95 - 0.4 * hard - (0.1 * model) / modelCount ? 1 : 0)),
);
const scores = outcomes.map((values) => values.reduce((sum, value) => sum + value, 0) / itemCount);

const seconds: { pairs: number; ranks: number; processor: number }[] = [];
let widest = 0;
for (let run = 0; run < 5; run++) {
  const processorBefore = process.cpuUsage();
  const start = performance.now();
  const pairs = comparePairs({ kind: 'mcnemar' }, outcomes);
  const compared = performance.now();
  const intervals = computeRankIntervals({ scores, direction: 'higher', computePairP: pairs.of });
  const ranked = performance.now();
  const processor = process.cpuUsage(processorBefore);
  seconds.push({
    pairs: (compared - start) / 1000,
    ranks: (ranked - compared) / 1000,
    processor: (processor.user + processor.system) / 1e6,
  });
  widest = intervals.reduce((max, of) => (of === null ? max : Math.max(max, of.upper - of.lower + 1)), 0);
}
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!.toFixed(2);
console.log(
  `${modelCount} models × ${itemCount} items, Node ${process.versions.node}: ` +
    `tests ${median(seconds.map((s) => s.pairs))} s, Holm and rank intervals ${median(seconds.map((s) => s.ranks))} s, ` +
    `together ${median(seconds.map((s) => s.pairs + s.ranks))} s, of which the processor worked ` +
    `${median(seconds.map((s) => s.processor))} s (medians of ${seconds.length}); widest interval ${widest} ranks`,
);
