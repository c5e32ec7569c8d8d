import { describe, expect, it } from 'vitest';
import { unwrap } from '@/testing/unwrap';
import type { Task } from '../benchmark';
import type { Metric } from '../metrics/metric';
import { type MetricName, metricByName } from '../metrics/metric-name';
import { metrics } from '../metrics/metrics';
import {
  createProbabilityScorable,
  createRegressionScorable,
  createTextScorable,
  type Scorable,
} from '../metrics/scorable/scorable';
import { createRng } from '../statistics/rng';
import { chooseItemValues, countDifferingItems, decodeItemValues, encodeItemValues } from './item-values';

describe('items on which two models differ', () => {
  it('counts items by winning model, also by label', () => {
    const first = Float64Array.of(1, 1, 0, 0, 1, 0);
    const second = Float64Array.of(1, 0, 1, 0, 0, 0);
    expect(
      countDifferingItems([first, second], {
        direction: 'higher',
        labels: [0, 0, 1, 1, 2, 2],
        classCount: 3,
      }),
    ).toEqual({
      ...{ firstBetter: 2, secondBetter: 1, bothRight: 1, itemCount: 6 },
      byLabel: [
        { itemCount: 2, firstBetter: 1, secondBetter: 0 },
        { itemCount: 2, firstBetter: 0, secondBetter: 1 },
        { itemCount: 2, firstBetter: 1, secondBetter: 0 },
      ],
    });
  });

  it('lets the smaller loss win where lower is better, and counts nothing by label where labels aren’t classes', () => {
    const losses = [Float64Array.of(0.5, 2, 3), Float64Array.of(1, 2, 1)] as const;
    expect(countDifferingItems(losses, { direction: 'lower', labels: null, classCount: 0 })).toMatchObject({
      ...{ firstBetter: 1, secondBetter: 1, itemCount: 3, byLabel: [] },
    });
  });

  it('cause an error for columns of different lengths', () => {
    const rules = { direction: 'higher', labels: null, classCount: 0 } as const;
    expect(() => countDifferingItems([[1], [1, 0]], rules)).toThrow(RangeError);
    expect(() => countDifferingItems([[1], [1]], { ...rules, labels: [] })).toThrow(RangeError);
  });
});

describe('stored item values', () => {
  it('decodes stored values unchanged, or to seven digits where they aren’t hits', () => {
    const hits = Float64Array.of(1, 0, 1);
    expect([...decodeItemValues(encodeItemValues(hits, true), true)]).toEqual([1, 0, 1]);
    const losses = Float64Array.of(0.123456789, -3e5, 0);
    // The bytes begin at an odd offset of a larger buffer, like pieces of a stream.
    const bytes = Buffer.concat([Buffer.of(7), encodeItemValues(losses, false)]).subarray(1);
    const read = [...decodeItemValues(bytes, false)];
    expect(read).toEqual([...losses].map(Math.fround));
  });

  it('stores hits for metrics of classes, losses for numbers, and placements for an area', () => {
    expect(chooseItemValues(metricByName.accuracy)).toMatchObject({ areRightOrWrong: true, meaning: null });
    expect(chooseItemValues(metricByName.macro_f1)).toMatchObject({ areRightOrWrong: true });
    expect(chooseItemValues(metricByName.mae)).toEqual({
      ...{ by: 'outcomes', areRightOrWrong: false, direction: 'lower', meaning: null },
    });
    const ofArea = chooseItemValues(metricByName.roc_auc)!;
    expect(ofArea).toMatchObject({ by: 'merits', areRightOrWrong: false, direction: 'higher' });
  });
});

const countLess = (values: readonly number[], than: number) =>
  values.filter((value) => value < than).length + values.filter((value) => value === than).length / 2;

const compute = (name: MetricName, s: Scorable): Float64Array => {
  const { itemComparison, outcomes } = metricByName[name];
  return unwrap((itemComparison.by === 'merits' ? itemComparison : outcomes).compute(s));
};

describe('own value of an item', () => {
  const n = 240;
  const noise = createRng('items of their own');
  const labels = Int32Array.from({ length: n }, () => (noise.nextUnit() < 0.2 ? 1 : 0));
  const guess = (error: number) =>
    Float64Array.from(labels, (label) => Math.round(20 * (label + error * (noise.nextUnit() - 0.5))) / 20);
  const ofTwo = (scores: Float64Array) =>
    createProbabilityScorable({
      ...{ task: 'binary', classes: ['on time', 'late'], labels },
      probabilities: Float64Array.from({ length: 2 * n }, (_, i) =>
        i % 2 === 1 ? scores[i >> 1]! : 1 - scores[i >> 1]!,
      ),
    });

  it('equals for an area the share of items of the other class that are ordered correctly relative to the item', () => {
    const scores = guess(3);
    const placements = compute('roc_auc', ofTwo(scores));
    const of = (label: number) => [...scores].filter((_, i) => labels[i] === label);
    const [negatives, positives] = [of(0), of(1)];
    for (let i = 0; i < n; i++)
      expect(placements[i]).toBeCloseTo(
        labels[i] === 1
          ? countLess(negatives, scores[i]!) / negatives.length
          : 1 - countLess(positives, scores[i]!) / positives.length,
        12,
      );
  });

  it('equals for τ the pairs in the right order minus those in the wrong order, and for ρ the distance of its ranks', () => {
    const s = createRegressionScorable({
      labels: Float64Array.of(1, 2, 3, 4),
      predicted: Float64Array.of(10, 30, 20, 20),
    });
    expect([...compute('kendall', s)].map((share) => Math.round(3 * share))).toEqual([3, -1, 0, 0]);
    expect([...compute('spearman', s)]).toEqual([0, 2, 0.5, 1.5]);
  });

  it('equals for BLEU the score of its text alone', () => {
    const s = createTextScorable({
      labels: [['the owl sleeps by day and hunts by night'], ['a long and very cold winter']],
      predicted: ['the owl sleeps by day', 'a long and very cold winter'],
    });
    const [first, second] = compute('bleu', s);
    expect(second).toBe(1);
    // Some of the texts are shorter than the longest n-gram.
    const short = createTextScorable({
      labels: [['good morning everyone'], ['good morning everyone'], ['owl'], ['owl']],
      predicted: ['good morning everyone', 'good morning to everyone', 'owl', 'wren'],
    });
    for (const name of ['bleu', 'chrf'] as const) {
      const [right, worse, one, other] = compute(name, short);
      expect([right, one]).toEqual([1, 1]);
      expect(worse).toBeLessThan(1);
      expect(other).toBeLessThan(1);
    }
    expect(first).toBe(
      unwrap(metricByName.bleu.compute({ ...s, labels: [s.labels[0]!], predicted: [s.predicted[0]!] })),
    );
  });

  /** Predicts seven classes; a wrong prediction gives the right class the lowest probability. */
  const ofMany = (isRight: (i: number) => boolean) =>
    createProbabilityScorable({
      ...{ task: 'multiclass', classes: [...'abcdefg'] },
      labels: Int32Array.from({ length: n }, (_, i) => i % 7),
      probabilities: Float64Array.from({ length: 7 * n }, (_, k) => {
        const isOwn = k % 7 === Math.floor(k / 7) % 7;
        if (isRight(Math.floor(k / 7))) return isOwn ? 1 : 0;
        return isOwn ? 0.01 : 0.1 + (k % 5) / 100;
      }),
    });
  const ofNumbers = (error: number) => {
    const truth = Float64Array.from({ length: n }, (_, i) => 1 + i * 1.5);
    return createRegressionScorable({
      labels: truth,
      predicted: truth.map((label, i) => label + error * Math.sin(7 * i)),
    });
  };
  /** Makes texts that the metric can compare: sentences, else numbers, else choices. */
  const ofTexts = ({ labelRule }: Metric, isRight: (i: number) => boolean) => {
    const kinds = [
      (i: number) => `it was ${i} owls that slept by day in tree ${(7 * i) % 13}`,
      (i: number) => String(i + 1),
      (i: number) => 'ABCD'[i % 4]!,
    ];
    const answer = kinds.find((kind) => labelRule === null || labelRule.fits([kind(0)]))!;
    return createTextScorable({
      labels: Array.from({ length: n }, (_, i) => [answer(i)]),
      predicted: Array.from({ length: n }, (_, i) => answer(isRight(i) ? i : i + 1)),
    });
  };
  const isRightAtTimes = (i: number) => i % 4 < 2;

  /** Makes two files: one that is always right, and one that is right on some of the items. */
  const makePair = (metric: Metric, task: Task): Scorable[] => {
    switch (task) {
      case 'binary':
        return [ofTwo(Float64Array.from(labels)), ofTwo(guess(1.6).map(clampShare))];
      case 'multiclass':
        return [ofMany(() => true), ofMany(isRightAtTimes)];
      case 'regression':
        return [ofNumbers(0), ofNumbers(30)];
      case 'text':
        return [ofTexts(metric, () => true), ofTexts(metric, isRightAtTimes)];
    }
  };

  const compared = metrics.flatMap((metric) =>
    metric.itemComparison.by === 'nothing' ? [] : metric.tasks.map((task) => [metric.name, task] as const),
  );

  it.each(compared)(
    '%s of a %s task gives no item a higher value than a file that is always right',
    (name, task) => {
      const [right, other] = makePair(metricByName[name], task).map((s) => compute(name, s));
      const { direction } = chooseItemValues(metricByName[name])!;
      const counted = countDifferingItems([right!, other!], { direction, labels: null, classCount: 0 });
      expect(counted.secondBetter).toBe(0);
      expect(counted.firstBetter).toBeGreaterThan(0);
    },
  );

  it('isn’t the pseudo-value, by which a worse model is better on items that no model could rank better', () => {
    const [right, other] = makePair(metricByName.roc_auc, 'binary').map((s) =>
      unwrap(metricByName.roc_auc.computePseudoValues!(s)),
    );
    const counted = countDifferingItems([right!, other!], {
      direction: 'higher',
      labels: null,
      classCount: 0,
    });
    expect(counted.secondBetter).toBeGreaterThan(10);
  });

  it('replaces item values by a reason for average precision and calibration error', () => {
    const none = metrics.flatMap(({ name, itemComparison }) =>
      itemComparison.by === 'nothing' ? [[name, itemComparison.reason] as const] : [],
    );
    expect(none.map(([name]) => name).sort()).toEqual(['average_precision', 'calibration_error']);
    for (const [, reason] of none) expect(reason).toMatch(/^An item has no .*\.$/);
    expect(chooseItemValues(metricByName.average_precision)).toBeNull();
  });
});

function clampShare(value: number): number {
  return Math.max(0.01, Math.min(0.99, value));
}
