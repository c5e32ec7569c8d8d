import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { computeTolerance } from '@/lib/core/exposure/exposure';
import { repetitions } from '@/testing/stress';
import { listDeviations } from './check-results';
import { drawPicture } from './draw-picture';
import { type GuardedSetting, runGuardedAttack, type Scheme } from './guarded-attack';
import { runHillClimbing, runPaperAttack } from './label-attacks';
import type { Mechanism } from './oracle';
import type { Results } from './results';

// The bench with fewer repetitions, through the same code, so with wider tolerances than docs/attacks.md. Everything is seeded.

const committed: Results = JSON.parse(
  readFileSync(new URL('../../../app/methods/attack-results.json', import.meta.url), 'utf8'),
);

const meanOf = (count: number, run: (repetition: number) => number): number =>
  Array.from({ length: count }, (_, i) => run(i)).reduce((sum, value) => sum + value, 0) / count;

const losePaper = (mechanism: Mechanism) =>
  meanOf(
    repetitions(2, 4),
    (i) =>
      runPaperAttack({
        mechanism,
        itemCount: 8000,
        feedbackCount: 4000,
        submissionCount: 200,
        seed: `small:${i}`,
      }).feedbackLoss,
  );

const gainByClimbing = (mechanism: Mechanism, blockSize: number) =>
  meanOf(4, (i) =>
    runHillClimbing({ mechanism, itemCount: 1000, submissionCount: 700, blockSize, seed: `small:${i}` }),
  );

test('the committed results come from at least 100 repetitions and are within the documented tolerances', () => {
  expect(committed.repetitions).toBeGreaterThanOrEqual(100);
  expect(listDeviations(committed)).toEqual([]);
});

test('the committed picture matches the committed results', () => {
  const picture = readFileSync(new URL('attacks.svg', import.meta.url), 'utf8');
  expect(drawPicture(committed)).toBe(picture);
});

test("the paper's attack with 200 files overfits exact scores as far as its closed form, and the guarded ladder not at all", {
  timeout: 120_000,
}, () => {
  expect(Math.abs(losePaper('exact') - 0.4498)).toBeLessThan(0.008);
  expect(Math.abs(losePaper('two-decimals') - 0.465)).toBeLessThan(0.008);
  expect(Math.abs(losePaper('ladder-1se') - 0.487)).toBeLessThan(0.008);
  // The share of ones among 4,000 labels has a standard error of .008, and one of few repetitions may have a false improvement.
  expect(Math.abs(losePaper('guarded') - 0.5)).toBeLessThan(0.016);
});

test('hill-climbing gains more than 12 standard errors from exact scores, more than 7 from a ladder at one, less than 1 from the guarded ladder', {
  timeout: 120_000,
}, () => {
  expect(gainByClimbing('exact', 3)).toBeGreaterThan(12);
  expect(gainByClimbing('ladder-1se', 10)).toBeGreaterThan(7);
  expect(gainByClimbing('guarded', 3)).toBeLessThan(1);
  expect(gainByClimbing('guarded', 100)).toBeLessThan(1);
});

const coins: GuardedSetting = {
  metric: 'accuracy',
  feedbackCount: 1000,
  feedbackCap: 100,
  shareOfOnes: 0.5,
  unknownShare: 0.8,
};
const rare = { feedbackCap: 100, unknownShare: 0.4, feedbackCount: 1000 };
const climb = { mode: 'climb', fuelShare: 1, blockShare: 0.2 } as const;

test.each<[string, GuardedSetting, Scheme, number]>([
  ['a model handed in by slices', coins, { kind: 'fuel', design: climb }, 0.5],
  [
    'the same by balanced accuracy with 5 % positives',
    { ...rare, metric: 'balanced_accuracy', shareOfOnes: 0.05 },
    { kind: 'fuel', design: climb },
    0,
  ],
  [
    'the same by ROC AUC with 10 % positives',
    { ...rare, metric: 'roc_auc', shareOfOnes: 0.1 },
    { kind: 'fuel', design: { ...climb, fuelShare: 0.7 } },
    0,
  ],
  ['ten unlinked teams that vote', coins, { kind: 'votes', teamCount: 10, votes: 'weights' }, 1],
  [
    'three teams that pass their file on',
    { ...coins, unknownShare: 0.4 },
    { kind: 'passed-on', teamCount: 3, design: { ...climb, mode: 'once' } },
    0.5,
  ],
])(
  '%s: the mean gain on the feedback items is at most exposure × tolerance, and there is none on the final items',
  {
    timeout: 120_000,
  },
  (_, setting, scheme, gainMin) => {
    const outcomes = Array.from({ length: 12 }, (_, i) => runGuardedAttack(setting, scheme, `small:${i}`));
    const mean = (name: 'feedbackGain' | 'finalGain' | 'exposure') =>
      outcomes.reduce((sum, outcome) => sum + outcome[name], 0) / outcomes.length;
    const tolerance = 2 * Math.sqrt(setting.feedbackCount) * computeTolerance(setting.feedbackCount);
    expect(mean('feedbackGain')).toBeLessThan(mean('exposure') * tolerance);
    // The attack has an effect.
    expect(mean('feedbackGain')).toBeGreaterThan(gainMin);
    expect(Math.abs(mean('finalGain'))).toBeLessThan(4 / Math.sqrt(outcomes.length));
  },
);

test('the exposure of a team alone never exceeds 100 %, whatever feedback it gets', {
  timeout: 60_000,
}, () => {
  for (let i = 0; i < 6; i++)
    for (const fuelShare of [0.6, 1, 3])
      expect(
        runGuardedAttack(coins, { kind: 'fuel', design: { ...climb, fuelShare } }, `alone:${i}`).exposure,
      ).toBeLessThanOrEqual(1);
});
