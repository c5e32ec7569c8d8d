import { describe, expect, it } from 'vitest';
import { countModelGapFlags, type ModelGapSetting } from '@/research/bench/model-gaps/count-flags';
import { repetitions } from '@/testing/stress';
import { describeExcess } from '../freshness/excess';
import { describeFlag } from './flag';
import { flagModelGaps, type MeasuredModel } from './model-gap';

const model = (submission: string, estimate: number): MeasuredModel => ({
  submission,
  gap: describeExcess('points', { estimate, standardError: 0.01, degreesOfFreedom: 2000 }),
  reference: 'frozen',
  referenceCount: 8,
});

describe('gap of single models', () => {
  it('raises a flag only if the gap is positive and significant at 1 % with Holm’s correction', () => {
    // Φ(−3.1) = .00097 is below .01 even times 10 models (.0097); Φ(−3) = .00135 isn't.
    const honest = Array.from({ length: 8 }, (_, i) => model(`honest ${i}`, 0));
    const flags = flagModelGaps([...honest, model('high', 0.0311), model('low', -0.08)]);
    expect(flags.map(({ subject }) => subject)).toEqual(['high']);
    expect(flags[0]!.flag).toMatchObject({ kind: 'model-gap', modelCount: 10, reference: 'frozen' });
    expect(flagModelGaps([...honest, model('high', 0.03), model('low', -0.08)])).toEqual([]);
    expect(flagModelGaps([])).toEqual([]);
  });

  it('raises a flag that states the gap’s standard error and the number of compared models', () => {
    const [flag] = flagModelGaps([model('high', 0.053)]);
    const { finding } = describeFlag(flag!.flag);
    expect(finding).toContain('Compared with 8 frozen models, this model is 5.3 points better');
    expect(finding).toContain('standard error is 1.0');
  });
});

describe('model-gap flags in simulated rounds of 50 models', () => {
  const sizes = { modelCount: 50, feedbackCount: 1000, finalCount: 1500 };
  const shareWithFlags = (setting: ModelGapSetting, rounds: number) =>
    Array.from({ length: rounds }, (_, i) => countModelGapFlags(setting, `small:${i}`)).filter(
      (flags) => flags > 0,
    ).length / rounds;

  it('occur in nearly no round of honest models, for both kinds of reference models', {
    timeout: 60_000,
  }, () => {
    // At a level of 1 %, the probability of a flag in three or more of 20 rounds is .001, in four or more of 60 rounds .003.
    const rounds = repetitions(20, 60);
    for (const frozenCount of [8, 0])
      expect(
        shareWithFlags({ ...sizes, community: 'honest', frozenCount, gain: 0 }, rounds),
      ).toBeLessThanOrEqual(repetitions(2, 3) / rounds);
  });

  it('occur in most rounds whose models gained 5.3 points on the feedback items if frozen models are the reference, and in hardly any round without frozen models', {
    timeout: 60_000,
  }, () => {
    const copying = { ...sizes, community: 'copying', gain: 0.053 } as const;
    expect(shareWithFlags({ ...copying, frozenCount: 8 }, 30)).toBeGreaterThan(0.5);
    expect(shareWithFlags({ ...copying, frozenCount: 0 }, 10)).toBeLessThan(0.2);
  });
});
