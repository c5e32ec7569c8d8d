import { coverageRows } from './coverage/rows';
import { runBench } from './rows/run-bench';

// How often intervals hold the true score, how often tests of pairs tell equal models apart, and who stands outside the band of the
// tied, by simulation through the code that scores and ranks: `npm run bench:coverage -- [share of the repetitions] [part…]`, a part
// being areas, groups, tails, pairs, classes, bands or differences. Beside each figure stands what scorer version 4 does with the same samples, and in
// brackets what another program found for the specification. Everything is seeded. Exits with 1 where a figure is worse than that by
// more than three standard errors of both.

const share = Number(process.argv[2] ?? 1);
await runBench(new URL('./coverage/worker.ts', import.meta.url), coverageRows, {
  parts: process.argv.slice(3),
  repetitionsOf: ({ repetitions }) => Math.max(20, Math.round(share * repetitions)),
});
