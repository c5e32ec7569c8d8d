import { describe, expect, it } from 'vitest';
import { decideFreshness } from '../freshness/decide-freshness';
import type { PartDifferences } from '../freshness/gap';
import type { RoundRecord } from '../freshness/round-record';
import { harderSetting, simulateRecord } from '../freshness/testing/simulate-rounds';
import { createRng } from '../statistics/rng';
import { composeFreshness } from './compose-freshness';

const record: RoundRecord = {
  ...simulateRecord(createRng('a record'), harderSetting),
  exposure: 0.123456789,
};
const gap = record.gap as PartDifferences;
const digitsOf = (value: number) => String(value).split('.')[1]?.length ?? 0;

describe('a published freshness', () => {
  it('follows from the inputs that are published with it', () => {
    const { inputs, ...decided } = composeFreshness(record);
    const { tolerance: _, excesses: __, ...published } = inputs;
    const { inputs: ___, ...again } = decideFreshness(JSON.parse(JSON.stringify(published)));
    expect(again).toEqual(decided);
  });

  it('has no more than four decimals of what is made from item outcomes', () => {
    const { inputs } = composeFreshness(record);
    const published = inputs.gap as PartDifferences;
    for (const part of ['feedback', 'final'] as const) {
      expect(digitsOf(gap[part].mean)).toBeGreaterThan(4);
      expect(digitsOf(published[part].mean)).toBeLessThanOrEqual(4);
      expect(digitsOf(published[part].variance)).toBeLessThanOrEqual(4);
      expect(published[part].variance).toBeGreaterThanOrEqual(gap[part].variance);
    }
  });

  it('has exposures in the digits that are shown, so that none is rounded twice', () => {
    // √(1/9.0478) is 33.245 %, which four decimals and then one of a per cent made 33.3.
    const shown = (exposure: number) =>
      (100 * composeFreshness({ ...record, exposure }).inputs.exposure!).toFixed(1);
    expect(shown(Math.sqrt(1 / 9.0478))).toBe('33.2');
    expect(composeFreshness({ ...record, pooledExposure: 0.74649 }).inputs.pooledExposure).toBe(0.746);
    for (let i = 0; i < 2000; i++)
      expect(shown(i / 1999)).toBe((Math.round((1000 * i) / 1999) / 10).toFixed(1));
  });

  it('makes no error smaller than it is: a variance that is nearly nothing stays above nothing', () => {
    const tiny = { itemCount: 2000, mean: 0.02, variance: 0.000001, degreesOfFreedom: 1999 };
    const { inputs } = composeFreshness({ ...record, gap: { feedback: tiny, final: { ...tiny, mean: 0 } } });
    expect(inputs.excesses.gap?.standardError).toBeGreaterThan(Math.sqrt((2 * 0.000001) / 2000));
  });

  it('tells degrees of freedom in two digits, downwards: of areas they are near the size of a class', () => {
    const told = [137.9, 1999, 42.7, 9.9, 0.6].map((degreesOfFreedom) => {
      const part = { ...gap.final, degreesOfFreedom };
      const { inputs } = composeFreshness({ ...record, gap: { feedback: part, final: part } });
      return (inputs.gap as PartDifferences).final.degreesOfFreedom;
    });
    expect(told).toEqual([130, 1900, 42, 9, 1]);
  });

  it('tells nothing of the final part before the official ranking: any other final part gives the same bytes', () => {
    const open = { ...record, phase: 'open' as const };
    const others: Partial<RoundRecord>[] = [
      { gap: null, link: null },
      { gap: { feedback: gap.final, final: gap.feedback } },
      { link: simulateRecord(createRng('another'), harderSetting).link },
      { ceiling: { topScore: 0.99, best: 1, labelErrorRate: 0.05 } },
    ];
    for (const other of others)
      expect(JSON.stringify(composeFreshness({ ...open, ...other }))).toBe(
        JSON.stringify(composeFreshness(open)),
      );
  });
});
