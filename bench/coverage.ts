import { coverageRows } from './coverage/rows';
import { runBench } from './rows/run-bench';

// How often intervals hold the true score, how often tests of pairs tell equal models apart, and who stands outside the band of the
// tied, by simulation through the code that scores and ranks: `npm run bench:coverage -- [share of the repetitions] [part…]`, a part
// being areas, groups, tails, pairs, classes, bands or differences. Beside each figure stands what scorer version 4 does with the same
// samples, and in brackets what another program found for the specification. Each line ends with what is asked of so many samples: that
// figure by three standard errors of both, or where there is none, a level by three of its own. Exits with 1 where one is missed.
// Everything is seeded: a sample by its row and number alone.

const share = Number(process.argv[2] ?? 1);
await runBench(new URL('./coverage/worker.ts', import.meta.url), coverageRows, {
  parts: process.argv.slice(3),
  repetitionsOf: ({ repetitions }) => Math.max(20, Math.round(share * repetitions)),
});
