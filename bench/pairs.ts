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

const seconds: { pairs: number; ranks: number }[] = [];
let widest = 0;
for (let run = 0; run < 5; run++) {
  const start = performance.now();
  const pairs = comparePairs({ kind: 'mcnemar' }, outcomes);
  const compared = performance.now();
  const intervals = computeRankIntervals({ scores, direction: 'higher', computePairP: pairs.of });
  seconds.push({ pairs: (compared - start) / 1000, ranks: (performance.now() - compared) / 1000 });
  widest = Math.max(
    ...intervals.map((interval) => (interval === null ? 0 : interval.upper - interval.lower)),
  );
}
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!.toFixed(2);
console.log(
  `${modelCount} models × ${itemCount} items, Node ${process.versions.node}: ` +
    `tests ${median(seconds.map((s) => s.pairs))} s, Holm and rank intervals ${median(seconds.map((s) => s.ranks))} s, ` +
    `together ${median(seconds.map((s) => s.pairs + s.ranks))} s (median of ${seconds.length}); widest interval ${widest + 1} ranks`,
);
