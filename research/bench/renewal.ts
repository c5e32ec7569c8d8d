import { keysOf } from '@/lib/core/keys-of';
import {
  gainSpreads,
  type RenewalSetting,
  simulateRenewal,
} from '@/lib/core/renewal/testing/simulate-renewal';
import { createRng } from '@/lib/core/statistics/rng';

/**
 * False verdicts on systems whose new versions are no better, and coverage of the mean gain of a few rounds: `npm run bench:renewal
 * -- [draws]`, 4,000 a row by default. Exit code 1 where a bound fails. Everything is seeded.
 */
const draws = Number(process.argv[2] ?? 4000);
if (!(Number.isInteger(draws) && draws >= 100)) throw new Error('at least a hundred draws');

/** Simulated, with three standard errors of so many draws. */
const boundOf = (share: number): number => share + 3 * Math.sqrt((share * (1 - share)) / draws);
const [falseMax, missedMax] = [boundOf(0.025), boundOf(0.05)];

const base = { itemCount: 600, discordance: 0.1 };
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const measure = (setting: RenewalSetting) =>
  Array.from({ length: draws }, (_, i) =>
    simulateRenewal(createRng(`renewal:${JSON.stringify(setting)}:${i}`), setting),
  );
type Measured = ReturnType<typeof measure>[number];

const shareOf = (all: readonly Measured[], is: (one: Measured) => boolean): number =>
  all.length === 0 ? 0 : all.filter(is).length / all.length;

/** Mean true gain 0 over all rounds: a draw's own rounds may have one, which the verdict may name. */
function printVerdicts(roundCount: number, spread: RenewalSetting['spread'], correlation: number): void {
  for (const spreadSize of spread === 'none' ? [0] : [1, 3]) {
    const found = measure({ ...base, roundCount, spread, spreadSize, correlation });
    const gains = ({ verdict }: Measured) => verdict === 'gained';
    const wrong = shareOf(
      found.filter(({ truth }) => truth <= 0),
      gains,
    );
    if (wrong > falseMax) process.exitCode = 1;
    console.log(
      `| ${roundCount} | ${spread}, ${spreadSize} SE | ${correlation} | ${percent(wrong)} | ${percent(shareOf(found, gains))} |`,
    );
  }
}

console.log(
  '| rounds | true gains | correlation | no better in these rounds, called better | all, called better |',
);
console.log('| --- | --- | --- | --- | --- |');
for (const roundCount of [5, 8, 12, 24])
  for (const spread of keysOf(gainSpreads))
    for (const correlation of spread === 'none' ? [0] : [0, 0.5])
      printVerdicts(roundCount, spread, correlation);

console.log('\n| rounds | true gains | intervals without the mean true gain of these rounds |');
console.log('| --- | --- | --- |');
for (const roundCount of [2, 3, 4, 8])
  for (const spreadSize of [0, 3]) {
    const setting = { ...base, roundCount, spread: 'normal', spreadSize, gain: 2, correlation: 0 } as const;
    const missed = shareOf(
      measure(setting).filter(({ pooled }) => pooled?.interval),
      ({ pooled, truth }) => truth < pooled!.interval!.lower || truth > pooled!.interval!.upper,
    );
    if (missed > missedMax) process.exitCode = 1;
    console.log(`| ${roundCount} | 2 SE, spread ${spreadSize} SE | ${percent(missed)} |`);
  }
