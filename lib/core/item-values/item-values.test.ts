import { describe, expect, it } from 'vitest';
import { metricByName } from '../metrics/metric-by-name';
import { metrics } from '../metrics/metrics';
import { chooseItemValues } from './choose-item-values';
import { countDifferingItems } from './count-differing-items';
import { decodeItemValues, encodeItemValues } from './encode-item-values';

describe('items on which two models differ', () => {
  it('are counted for the one that is right, and by the label of each', () => {
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

  it('are those with the smaller loss where lower is better, and have no labels to be counted by where these are no classes', () => {
    const losses = [Float64Array.of(0.5, 2, 3), Float64Array.of(1, 2, 1)] as const;
    expect(countDifferingItems(losses, { direction: 'lower', labels: null, classCount: 0 })).toMatchObject({
      ...{ firstBetter: 1, secondBetter: 1, itemCount: 3, byLabel: [] },
    });
  });

  it('are refused of columns that aren’t of the same items', () => {
    const asked = { direction: 'higher', labels: null, classCount: 0 } as const;
    expect(() => countDifferingItems([[1], [1, 0]], asked)).toThrow(RangeError);
    expect(() => countDifferingItems([[1], [1]], { ...asked, labels: [] })).toThrow(RangeError);
  });
});

describe('the values of items', () => {
  it('come back from their bytes, to seven digits where they are no hits', () => {
    const hits = Float64Array.of(1, 0, 1);
    expect([...decodeItemValues(encodeItemValues(hits, true), true)]).toEqual([1, 0, 1]);
    const losses = Float64Array.of(0.123456789, -3e5, 0);
    // At an odd place of a larger buffer, as pieces of a stream lie.
    const bytes = Buffer.concat([Buffer.of(7), encodeItemValues(losses, false)]).subarray(1);
    const read = [...decodeItemValues(bytes, false)];
    expect(read).toEqual([...losses].map(Math.fround));
  });

  it('are right or wrong of metrics of classes, and of an area the pseudo-values, which rise with it', () => {
    expect(chooseItemValues(metricByName.accuracy)).toMatchObject({ areRightOrWrong: true });
    expect(chooseItemValues(metricByName.macro_f1)).toMatchObject({ areRightOrWrong: true });
    expect(chooseItemValues(metricByName.mae)).toEqual({
      ...{ areOutcomes: true, areRightOrWrong: false, direction: 'lower' },
    });
    expect(chooseItemValues(metricByName.roc_auc)).toEqual({
      ...{ areOutcomes: false, areRightOrWrong: false, direction: 'higher' },
    });
    // Nothing else has outcomes that say nothing of an item by themselves.
    const byPseudoValues = metrics.filter((metric) => !chooseItemValues(metric).areOutcomes);
    expect(byPseudoValues.every(({ seesOrderAlone }) => seesOrderAlone)).toBe(true);
  });
});
