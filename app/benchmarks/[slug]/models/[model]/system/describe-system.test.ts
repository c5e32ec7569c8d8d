import { expect, it } from 'vitest';
import { makeRoundMean, makeSystem } from '@/testing/make-system';
import { describeAges, describeAging, describeGain, describeGains } from './describe-system';

it('the sentence about a significant mean gain has its interval, and in fewer than five rounds no verdict', () => {
  const system = makeSystem([0.04, 0.05], { mean_gain: makeRoundMean(0.045, 0.009) });
  expect(describeGain(system)).toBe(
    'Renewing was worth 4.50 points a round (+3.60 to +5.40): in 3 rounds the newest version against the first one, on the same items. A verdict needs 5 rounds.',
  );
});

it('the sentence about the gains of five rounds has a verdict in words', () => {
  const mean_gain = makeRoundMean(-0.045, 0.009, { rounds: 5, unit: 'rounds' });
  expect(describeGain(makeSystem([], { mean_gain, verdict: 'lost' }))).toBe(
    'Renewing cost 4.50 points a round (−5.40 to −3.60): in 5 rounds the newest version against the first one, on the same items. So this system lost by renewing.',
  );
});

it('the sentence about a gain whose interval contains 0, or is missing, says that there is no clear gain', () => {
  const of = (half: number | null) =>
    describeGain(
      makeSystem([], {
        ...{ metric: 'mae', direction: 'lower' },
        mean_gain: makeRoundMean(0.054, half, { rounds: 6, unit: 'rounds' }),
      }),
    );
  expect(of(0.138)).toBe(
    'No clear gain or loss by renewing, +0.054 a round (−0.084 to +0.192), where above 0 is better: in 6 rounds the newest version against the first one, on the same items.',
  );
  expect(of(null)).toContain('+0.0540 a round, where above 0 is better');
});

it('the sentence about fewer than two rounds says that the gain isn’t known yet', () => {
  expect(describeGain(makeSystem([]))).toMatch(
    /^What renewing is worth needs two rounds .*; there is none so far\.$/,
  );
  expect(describeGain(makeSystem([0.1]))).toMatch(
    /version v0 is evaluated beside a newer one; there is one so far\.$/,
  );
});

it('the sentence about aging says whether a version, one round later, is worse or better than the version of that round', () => {
  const of = (difference: number) =>
    describeAging(makeSystem([], { ages: [{ age: 1, ...makeRoundMean(difference, 0.004) }] }));
  expect(of(-0.015)).toBe(
    'One round later a version had lost 1.50 points (−1.90 to −1.10) against the version of that round.',
  );
  expect(of(0.015)).toBe(
    'One round later a version was still 1.50 points better (+1.10 to +1.90) against the version of that round.',
  );
  expect(of(0.001)).toBe(
    'One round later a version shows no clear change against the version of that round, +0.10 (−0.30 to +0.50).',
  );
  expect(describeAging(makeSystem([], { ages: [{ age: 2, ...makeRoundMean(0, 0.1) }] }))).toBeNull();
});

it('the texts for readers who can’t see the figures have all numbers', () => {
  const system = makeSystem([0.02, 0.04], {
    mean_gain: makeRoundMean(0.03, 0.02),
    ages: [{ age: 1, ...makeRoundMean(-0.01, null) }],
  });
  expect(describeGains(system)).toBe(
    'Newest version minus the first one, ROC AUC × 100, above 0 is better: Round of month 2 +2.00; Round of month 3 +4.00, significant; all +3.00, 95 % interval +1.00 to +5.00.',
  );
  expect(describeAges(system)).toBe(
    'Change by age against the version of the same round, ROC AUC × 100, above 0 is better: age 1 −1.00, 95 % interval none.',
  );
});
