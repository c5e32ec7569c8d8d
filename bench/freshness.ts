import { freshnessRows } from './freshness/rows';
import { runBench } from './rows/run-bench';

// False alarms and power of the freshness measures by simulation of rounds whose items and
// models are alike as real ones, for every scale on which metrics are measured: `npm run bench:freshness -- [runs] [part…]`, 2,000 runs
// unless told, and a share of them where one takes longer; a part is gap, drop, states or a metric. Everything is seeded.
// Exits with 1 where a bound is missed: 5 % of false alarms by two standard errors of so many runs, or one that the row names.

const usualRuns = 2000;
const share = Number(process.argv[2] ?? usualRuns) / usualRuns;
const titles: Record<string, string> = {
  gap: 'Gap within a round, five models a group, 2,000 items a part',
  drop: 'Drop between rounds, 12 frozen and five adapted models, 4,000 items',
  states: 'States',
};

await runBench(new URL('./freshness/worker.ts', import.meta.url), freshnessRows, {
  parts: process.argv.slice(3),
  repetitionsOf: ({ repetitions }) => Math.max(8, Math.ceil(share * repetitions)),
  titleOf: (part) => titles[part] ?? 'Every scale: gap · drop, eight models each, 1,000 and 1,500 items',
});
