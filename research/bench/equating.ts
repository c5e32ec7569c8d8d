import { equatingRows } from './equating/rows';
import { runBench } from './rows/run-bench';

// Errors of adjusted scores and coverage of their intervals: `npm run bench:equating -- [share of the repetitions] [part…]`.
// Simulated parts are shares, outliers, areas and losses. `cifar` has the 30 models of CIFAR-10.1, from the folder CIFAR that
// research/bench/equating/real-rows.ts describes. `flights` and `known-month` have the thirty models of `npm run bench:real-case`
// over five months, from the folder FLIGHTS that `npm run bench:equating:flights -- FOLDER` fills. Each line ends with the
// required bound. Exits with 1 where one is missed. Everything is seeded.

const share = Number(process.argv[2] ?? 1);
const titles: Record<string, string> = {
  shares: 'Simulated shares, a stand-in for the models of CIFAR-10.1: truth on the base round’s population',
  outliers: 'Outliers among anchors',
  areas: 'Areas of two classes',
  losses: 'Losses',
  cifar: 'CIFAR-10 to CIFAR-10.1: truth is the score on CIFAR-10',
  flights:
    'Late flights, between months after the last that a model learnt from: truth is the score in the first month',
  'known-month': 'The same from a month that the best models learnt from',
};

await runBench(new URL('./equating/worker.ts', import.meta.url), equatingRows, {
  parts: process.argv.slice(3),
  repetitionsOf: ({ repetitions }) => Math.max(20, Math.round(share * repetitions)),
  titleOf: (part) => titles[part] ?? part,
});
