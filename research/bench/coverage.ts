import { coverageRows } from './coverage/rows';
import { runBench } from './rows/run-bench';

// How often intervals hold the true score, how often tests of pairs tell equal models apart, and who stands outside the band of the
// tied, by simulation through the code that scores and ranks: `npm run bench:coverage -- [share of the repetitions] [part…]`, a part
// being scores, groups, tails, pairs, classes, bands or differences. An interval without the mark is to hold the true score in 92 % of the
// samples or more, less two standard errors; of tests and bands stands in brackets what another program found for the specification,
// and a line ends with what is asked. Exits with 1 where one is missed.
// Everything is seeded: a sample by its row and number alone. Areas of several classes take longer than all other parts together, and
// are measured where they are asked for by name: `npm run bench:coverage -- 1 classes`.

const share = Number(process.argv[2] ?? 1);
const asked = process.argv.slice(3);
const partsElse = [...new Set(coverageRows.map(({ part }) => part))].filter((part) => part !== 'classes');
await runBench(new URL('./coverage/worker.ts', import.meta.url), coverageRows, {
  parts: asked.length > 0 ? asked : partsElse,
  repetitionsOf: ({ repetitions }) => Math.max(20, Math.round(share * repetitions)),
});
