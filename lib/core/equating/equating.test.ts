import { describe, expect, it } from 'vitest';
import type { MetricName } from '../metrics/metric-name';
import type { Bounds } from '../statistics/interval';
import { computeNormalCdf, computeNormalQuantile } from '../statistics/normal-distribution';
import checkValues from '../statistics/testing/check-values.json';
import { computeWilsonInterval } from '../statistics/wilson';
import { type RankedRound, type RankedVersion, selectFrozen, type VouchedVersion } from './anchors';
import { describeEquating, equatePublished, type PublishedScore } from './equate-score';
import { computeCriticalDeviate, decideEquating, findOutlying, linkRounds } from './equating';
import golden from './golden-equating.json';

describe('computeCriticalDeviate', () => {
  it.each(Object.entries(checkValues.outlier_bound_1_percent))(
    'equals the specification’s bound for the first removed value of %s',
    (count, bound) => {
      expect(computeCriticalDeviate(Number(count), 1)).toBeCloseTo(bound, 5);
    },
  );

  it('equals the critical values of Rosner 1983', () => {
    const round = (value: number) => Number(value.toFixed(3));
    expect([1, 2].map((step) => round(computeCriticalDeviate(8, step)))).toEqual([2.274, 2.139]);
    expect([1, 2, 3].map((step) => round(computeCriticalDeviate(12, step)))).toEqual([2.636, 2.564, 2.482]);
  });
});

describe('outliers among anchor models', () => {
  it.each(golden)(
    'equal the outliers that scipy finds, with the same link and residuals: $name',
    ({ scale, anchors, outliers, count, shift, deviation, later_mean, residuals, points }) => {
      const linked = linkRounds(
        scale === 'probit' ? 'probit' : 'minus-log',
        anchors.map(([base, later], i) => ({
          model: `m${i}`,
          base: { score: base!, itemCount: 100_000 },
          later: { score: later!, itemCount: 100_000 },
        })),
      );
      if (!linked.ok) throw new Error(linked.error);
      const { link, anchors: found } = linked.value;
      expect(found.flatMap(({ isOutlier }, i) => (isOutlier ? [i] : []))).toEqual(outliers);
      expect(link.anchorCount).toBe(count);
      expect(link.shift).toBeCloseTo(shift, 10);
      expect(link.deviation).toBeCloseTo(deviation, 10);
      expect(link.laterMean).toBeCloseTo(later_mean, 10);
      for (const [i, { residual }] of found.entries()) {
        expect(residual!.onScale).toBeCloseTo(residuals[i]!, 10);
        expect(residual!.score).toBeCloseTo(points[i]!, 10);
      }
    },
  );

  it('include at most one of five, two of eight and three of twelve models, and none of four', () => {
    expect([...findOutlying([0, 0, 0, 9])]).toEqual([]);
    expect([...findOutlying([0, 0.1, 0, 0.1, 9])]).toEqual([4]);
    // With two equal outliers among five values, neither is detected, because each inflates the standard deviation
    // (masking).
    expect([...findOutlying([0, 0.1, 0.05, 9, 9])]).toEqual([]);
    expect([...findOutlying([0, 0.1, 0, 0.1, 0, 0.1, 9, -9])].sort()).toEqual([6, 7]);
  });

  it('don’t exist among equal values', () => {
    expect([...findOutlying(new Array(8).fill(0.3))]).toEqual([]);
  });
});

const versionOf = (model: string, score: number, overrides: Partial<RankedVersion> = {}): RankedVersion => ({
  model,
  version: '1',
  score,
  evidence: 'in-round',
  kind: 'entry',
  ...overrides,
});

const vouchedFor = (count: number): VouchedVersion[] =>
  Array.from({ length: count }, (_, i) => ({ model: `m${i}`, version: '1', droppedAt: null }));

const roundOf = (
  round: number,
  entries: RankedVersion[],
  vouched: VouchedVersion[] = vouchedFor(8),
): RankedRound => ({
  round,
  itemCount: 2000,
  entries,
  reference_entries: [],
  isFrozen: selectFrozen(vouched, { openedAt: new Date(`2026-0${round}-01T00:00:00Z`) }),
});

const base = roundOf(
  1,
  [0.7, 0.75, 0.8, 0.85, 0.9].map((score, i) => versionOf(`m${i}`, score)),
);

/** A round after the base round, in which every anchor loses about five points. */
const later = roundOf(2, [
  ...[0.64, 0.695, 0.75, 0.805, 0.865].map((score, i) => versionOf(`m${i}`, score)),
  versionOf('new', 0.83),
]);

/** Makes a leaderboard entry for a model's score, as a published ranking contains it. */
const publishedAs = (
  metric: MetricName,
  score: number,
  interval: Bounds = computeWilsonInterval(score * 2000, 2000),
): PublishedScore => ({
  ...{ metric, score, itemCount: 2000 },
  interval: { ...interval, level: 0.95, method: 'wilson', seed: null },
});

describe('equating a round with the base round', () => {
  it('adjusts a score and its standard error to the base round’s difficulty by five anchors', () => {
    const equating = decideEquating({ metric: 'accuracy', task: 'binary', base, later });
    expect(equating).toMatchObject({
      status: 'equated',
      baseRound: 1,
      link: { anchorCount: 5, scale: 'probit' },
    });
    const equated = equatePublished(equating, publishedAs('accuracy', 0.83))!;
    expect(equated).toMatchObject({ base_round: 1, anchors: 5 });
    expect(equated.score).toBeGreaterThan(0.865);
    expect(equated.score).toBeLessThan(0.885);
    expect(equated.lower).toBeLessThan(equated.score);
    expect(equated.upper).toBeGreaterThan(equated.score);
    expect(String(equated.standard_error)).toMatch(/^0\.\d{1,4}$/);
  });

  it('adjusts no score with four anchors, reports the number of anchors, and counts no version without proof or vouching', () => {
    const few = { ...later, entries: later.entries.slice(1) };
    const equating = decideEquating({ metric: 'accuracy', task: 'binary', base, later: few });
    expect(equating).toMatchObject({ status: 'few-anchors', link: null });
    expect(equating.anchors.map(({ model }) => model)).toEqual(['m1 1', 'm2 1', 'm3 1', 'm4 1']);
    expect(equatePublished(equating, publishedAs('accuracy', 0.83))).toBeNull();
    expect(describeEquating(equating)).toContain('there are 4');
    const none = roundOf(2, [...later.entries], []);
    expect(decideEquating({ metric: 'accuracy', task: 'binary', base, later: none }).anchors).toEqual([]);
  });

  it('excludes an outlier, reports the outlier, and adjusts scores by the other four anchors', () => {
    const changed = roundOf(
      2,
      later.entries.map((entry) => (entry.model === 'm2' ? { ...entry, score: 0.55 } : entry)),
    );
    const equating = decideEquating({ metric: 'accuracy', task: 'binary', base, later: changed });
    expect(equating).toMatchObject({ status: 'equated', link: { anchorCount: 4 } });
    const outliers = equating.anchors.filter(({ isOutlier }) => isOutlier);
    expect(outliers.map(({ model }) => model)).toEqual(['m2 1']);
    expect(outliers[0]!.residual!.score).toBeGreaterThan(0.15);
    expect(equatePublished(equating, publishedAs('accuracy', 0.83))?.anchors).toBe(4);
    expect(describeEquating(equating)).toBe(
      'Scores are also given adjusted to round 1’s difficulty, by 4 anchor models that both rounds have. Another one is an outlier and doesn’t count. If all anchors had drifted alike, nothing would show it.',
    );
  });

  it('uses only anchors by proof if there are at least five, and otherwise vouched-for anchors too', () => {
    const withProven = (round: RankedRound, provenCount: number): RankedRound => ({
      ...round,
      entries: round.entries.map((entry, i) =>
        i < provenCount ? { ...entry, evidence: 'prospective' } : entry,
      ),
    });
    const six = (round: number) =>
      roundOf(
        round,
        [0.7, 0.75, 0.8, 0.85, 0.9, 0.95].map((score, i) => versionOf(`m${i}`, score)),
      );
    const anchorsBy = (provenCount: number) =>
      decideEquating({
        metric: 'accuracy',
        task: 'binary',
        base: withProven(six(1), provenCount),
        later: withProven(six(2), provenCount),
      }).anchors.map(({ model }) => model);
    expect(anchorsBy(5)).toEqual(['m0 1', 'm1 1', 'm2 1', 'm3 1', 'm4 1']);
    expect(anchorsBy(4)).toHaveLength(6);
  });

  it('does not accept a different version of a model as an anchor', () => {
    const renamed = roundOf(
      2,
      later.entries.map((entry) => ({ ...entry, version: '2' })),
      vouchedFor(8).map((anchor) => ({ ...anchor, version: '2' })),
    );
    expect(decideEquating({ metric: 'accuracy', task: 'binary', base, later: renamed }).anchors).toEqual([]);
  });

  it('adjusts no score of the base round, and no score of a metric without a link scale', () => {
    expect(decideEquating({ metric: 'accuracy', task: 'binary', base, later: base }).status).toBe('base');
    expect(decideEquating({ metric: 'mcc', task: 'binary', base, later }).status).toBe('no-link-scale');
  });

  it('adjusts losses by the ratio of the anchors’ losses', () => {
    const rise = (score: number) => Number((1.25 * score).toFixed(5));
    const harder = roundOf(
      2,
      base.entries.map((entry) => ({ ...entry, score: rise(entry.score) })),
    );
    const equating = decideEquating({ metric: 'mae', task: 'regression', base, later: harder });
    const equated = equatePublished(equating, publishedAs('mae', 5, { lower: 4.5, upper: 5.5 }))!;
    expect(equated.score).toBeCloseTo(4, 3);
    expect(equated.lower).toBeLessThan(3.7);
    expect(equated.upper).toBeGreaterThan(4.3);
    // All anchors' losses rose by the same ratio; a smaller loss is better.
    const worse = decideEquating({
      metric: 'mae',
      task: 'regression',
      base,
      later: { ...harder, entries: harder.entries.map((e) => (e.model === 'm2' ? { ...e, score: 3 } : e)) },
    });
    const outlier = worse.anchors.find(({ isOutlier }) => isOutlier)!;
    expect(outlier.model).toBe('m2 1');
    expect(outlier.residual!.score).toBeGreaterThan(1);
  });

  it('adjusts no score without an interval', () => {
    const equating = decideEquating({ metric: 'accuracy', task: 'binary', base, later });
    expect(equatePublished(equating, { ...publishedAs('accuracy', 0.83), interval: null })).toBeNull();
  });
});

describe('equating areas under the ROC curve', () => {
  const areas = (metric: 'roc_auc' | 'accuracy', task: 'binary' | 'multiclass') =>
    decideEquating({ metric, task, base, later });

  it('adjusts the AUC of two classes like a share, and never the mean AUC of several classes, which has no d′', () => {
    expect(areas('roc_auc', 'binary')).toEqual(areas('accuracy', 'binary'));
    expect(areas('roc_auc', 'multiclass')).toMatchObject({ status: 'no-link-scale', link: null });
    expect(areas('accuracy', 'multiclass').status).toBe('equated');
  });

  it('uses no model at chance level as an anchor, and adjusts no score at chance level', () => {
    const withChance = (round: RankedRound) => ({
      ...round,
      entries: [...round.entries.filter(({ model }) => model !== 'm0'), versionOf('m5', 0.5)],
    });
    const rounds = { base: withChance(base), later: withChance(later) };
    const chanceless = decideEquating({ metric: 'roc_auc', task: 'binary', ...rounds });
    expect(chanceless).toMatchObject({ status: 'few-anchors' });
    expect(chanceless.anchors.map(({ model }) => model)).toEqual(['m1 1', 'm2 1', 'm3 1', 'm4 1']);
    // Accuracy has no chance level that holds for all class shares, so an accuracy of ½ is adjusted.
    expect(decideEquating({ metric: 'accuracy', task: 'binary', ...rounds }).anchors).toHaveLength(5);
    const equating = areas('roc_auc', 'binary');
    const at = (score: number) => equatePublished(equating, publishedAs('roc_auc', score));
    expect(at(0.5)).toBeNull();
    expect(at(0.5001)?.score).toBeGreaterThan(0.5);
  });

  it('clips an AUC of 0 or 1 by half an item', () => {
    const perfect = { ...base, entries: [versionOf('m0', 1), ...base.entries.slice(1)] };
    const equating = decideEquating({ metric: 'roc_auc', task: 'binary', base: perfect, later });
    expect(Number.isFinite(equating.link?.shift)).toBe(true);
    for (const [score, clipped] of [
      [0, 0.5 / 2000],
      [1, 1 - 0.5 / 2000],
    ] as const) {
      const equated = equatePublished(equating, publishedAs('roc_auc', score))!;
      const expected = computeNormalCdf(computeNormalQuantile(clipped) + equating.link!.shift);
      expect(equated.score).toBeCloseTo(expected, 4);
    }
  });
});

describe('vouched-for version', () => {
  const at = (openedAt: string) => ({ openedAt: new Date(openedAt) });
  const dropped = [{ model: 'm', version: '1', droppedAt: new Date('2026-03-15T00:00:00Z') }];
  const anchor = versionOf('m', 0.8);

  it('counts in every round that ranks the version, and after a withdrawal only in rounds that had opened before the withdrawal', () => {
    expect(selectFrozen(vouchedFor(1), at('2020-01-01'))(versionOf('m0', 0.8))).toBe(true);
    expect(selectFrozen(dropped, at('2026-03-01'))(anchor)).toBe(true);
    expect(selectFrozen(dropped, at('2026-03-15'))(anchor)).toBe(false);
    expect(selectFrozen(dropped, at('2026-04-01'))(anchor)).toBe(false);
  });

  it('needs no vouching if its receipt proves that the version was frozen', () => {
    expect(selectFrozen([], at('2026-04-01'))({ ...anchor, evidence: 'prospective' })).toBe(true);
    expect(selectFrozen([], at('2026-04-01'))(anchor)).toBe(false);
  });
});
