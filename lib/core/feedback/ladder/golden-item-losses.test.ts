import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../metrics/metric-name';
import { selectSplit } from '../../scoring/score-split';
import { computeStudentQuantile } from '../../statistics/student-distribution';
import checkValues from '../../statistics/testing/check-values.json';
import type { Predictions } from '../../submission/predictions';
import { findUnitLosses } from './find-unit-losses';
import golden from './golden-item-losses.json';
import { computeGuardedZ, computePairedGains, computePairedZ } from './guarded-z';
import { computeLadderOutcomes, directionOfOutcomes } from './ladder-rules';
import { computeTestThreshold } from './wins-needed';

const everywhere = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

/** Computes gains and possible losses like the ladder, with the whole round as the feedback split. */
function compare(
  metric: MetricName,
  round: { labels: Float64Array | Int32Array | string[]; classes: readonly string[] },
  before: Predictions,
  after: Predictions,
) {
  const { labels, classes } = round;
  const positions = everywhere(labels.length);
  const [was, is] = [before, after].map((predictions) =>
    computeLadderOutcomes(
      metric,
      'guarded-z',
      selectSplit({ rules: { task: 'binary', classes }, labels, positions, predictions }),
    ),
  );
  const direction = directionOfOutcomes(metric, 'guarded-z');
  const losses = findUnitLosses(
    metric,
    { classes, labels, groups: null, positions },
    before,
    after,
    'guarded-z',
  );
  return { gains: computePairedGains({ direction, groups: null }, was!, is!), losses: losses! };
}

describe('largest item losses computed by numpy', () => {
  const { labels, before, after, cases } = golden.numbers;
  const numbers = (values: readonly number[]): Predictions => ({
    kind: 'numbers',
    predicted: Float64Array.from(values),
  });

  it.each(cases)('equal ours by $metric in a search over all labels, and so do z and z′', (one) => {
    const round = { labels: Float64Array.from(labels), classes: [] };
    const { gains, losses } = compare(one.metric as MetricName, round, numbers(before), numbers(after));
    one.gains.forEach((gain, i) => {
      expect(gains[i]).toBeCloseTo(gain, 9);
    });
    one.losses.forEach((loss, i) => {
      expect(losses.ofRound[i]! / Math.max(loss, 1e-9)).toBeCloseTo(loss === 0 ? 0 : 1, 4);
    });
    for (const { alpha, z, guarded_z, stake } of one.tests) {
      const found = computeGuardedZ(gains, losses, computeTestThreshold(alpha));
      expect(computePairedZ(gains)).toBeCloseTo(z, 6);
      expect(found.stake / stake).toBeCloseTo(1, 4);
      expect(found.z).toBeCloseTo(guarded_z, 3);
    }
  });
});

describe('bounds on the losses of texts, compared with all accepted texts of up to four words', () => {
  it.each(['token_f1', 'rouge_l'] as const)(
    'bounds in %s never fall below the worst case, and usually equal it',
    (metric) => {
      const [before, after] = (['before', 'after'] as const).map(
        (key): Predictions => ({ kind: 'texts', predicted: golden.texts.map((one) => one[key]) }),
      );
      const labels = golden.texts.map((one) => one.before);
      const { losses } = compare(metric, { labels, classes: [] }, before!, after!);
      let reached = 0;
      golden.texts.forEach((one, i) => {
        expect(losses.ofRound[i]).toBeGreaterThanOrEqual(one[metric] - 1e-12);
        if (losses.ofRound[i]! < one[metric] + 1e-9) reached++;
      });
      expect(reached).toBeGreaterThan(golden.texts.length / 2);
    },
  );
});

describe('guarded z in the check values', () => {
  const [, , grouped] = checkValues.guarded_z;

  it.each(checkValues.guarded_z.slice(0, 2))('equals ours by log loss at α = $alpha', (wanted) => {
    const ofShares = (shares: readonly number[]): Predictions => ({
      kind: 'probabilities',
      predicted: Int32Array.from(shares, (share) => (share > 0.5 ? 1 : 0)),
      probabilities: Float64Array.from(shares.flatMap((share) => [1 - share, share])),
    });
    const labels = Int32Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const shares = Array.from(labels, (label, i) =>
      i % 37 === 0 ? 0.3 : label === 1 ? 0.45 : 0.05 + 0.002 * (i % 7),
    );
    const round = { labels, classes: ['no', 'yes'] };
    const constant = new Array<number>(200).fill(0.1);
    const { gains, losses } = compare('log_loss', round, ofShares(constant), ofShares(shares));
    const found = computeGuardedZ(gains, losses, computeTestThreshold(wanted.alpha));
    expect(computePairedZ(gains)).toBeCloseTo(wanted.z, 4);
    expect(found.stake).toBeCloseTo(wanted.b, 5);
    expect(found.z).toBeCloseTo(wanted.z_guarded, 4);
  });

  it('equals ours with the quantile of Student’s t for twelve groups, which also enters c', () => {
    const gains = Float64Array.of(2, -1, 3, 1, 2, 0, 4, 1, 2, 1, 3, 2);
    const losses = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9);
    const t = -computeStudentQuantile(grouped!.alpha, 11);
    const found = computeGuardedZ(gains, { ofRound: losses, ofSplit: losses }, t);
    expect(t).toBeCloseTo(grouped!.t, 4);
    expect(found.stake).toBeCloseTo(grouped!.b, 6);
    expect(found.z).toBeCloseTo(grouped!.z_guarded, 5);
  });
});
