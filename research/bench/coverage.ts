import { coverageRows } from './coverage/rows';
import { runBench } from './rows/run-bench';

// Coverage of intervals, false positive rates of pair tests between equal models, and tie bands, by simulation through the code
// that scores and ranks: `npm run bench:coverage -- [share of the repetitions] [part…]`, where a part is scores, groups, tails,
// pairs, classes, bands or differences. An unmarked interval must contain the true score in at least 92 % of the samples, less
// two standard errors. For tests and bands the figure in brackets is that of the specification's own program, and a line ends
// with the required bound. Exits with 1 where one is missed.
// Everything is seeded: a sample by its row and number alone. Areas of several classes take longer than all other parts together,
// and run only when named: `npm run bench:coverage -- 1 classes`.

const share = Number(process.argv[2] ?? 1);
const requested = process.argv.slice(3);
const partsElse = [...new Set(coverageRows.map(({ part }) => part))].filter((part) => part !== 'classes');
await runBench(new URL('./coverage/worker.ts', import.meta.url), coverageRows, {
  parts: requested.length > 0 ? requested : partsElse,
  repetitionsOf: ({ repetitions }) => Math.max(20, Math.round(share * repetitions)),
});
