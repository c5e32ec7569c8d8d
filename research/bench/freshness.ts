import { freshnessRows } from './freshness/rows';
import { runBench } from './rows/run-bench';

// Shares of simulated rounds, honest or leaked, in which overfitting to feedback is shown: `npm run bench:freshness -- [share]
// [part…]`. The share is of the full number of draws, 1 by default; a part is retraining, honest or detection. Everything is
// seeded. Exits with 1 where a row's bound is missed.

const share = Number(process.argv[2] ?? 1);
const titles: Record<string, string> = {
  retraining: 'Honest retraining during a round, accuracy, six anchors',
  honest: 'Honest rounds, four models with feedback',
  detection: 'Detection of learnt feedback labels, accuracy, 1,000 and 1,500 items',
};

await runBench(new URL('./freshness/worker.ts', import.meta.url), freshnessRows, {
  parts: process.argv.slice(3),
  repetitionsOf: ({ repetitions }) => Math.max(8, Math.ceil(share * repetitions)),
  titleOf: (part) => titles[part] ?? part,
});
