import { describe, expect, it } from 'vitest';
import { numericAccuracy } from '../numeric-accuracy';
import { createTextScorable } from '../scorable/scorable';
import { defaultTolerance, parseNumberLabel } from './number-label';

describe('a label that is a number', () => {
  it.each([
    ['42', 42, defaultTolerance],
    ['3.14 ± 0.01', 3.14, { absolute: 0.01, relative: 0 }],
    ['-1,000±5', -1000, { absolute: 5, relative: 0 }],
    ['250 +/- 2 %', 250, { absolute: 0, relative: 0.02 }],
    ['1e3 ± 1e-3%', 1000, { absolute: 0, relative: 1e-5 }],
  ])('is read with its tolerance: %j', (label, value, tolerance) => {
    expect(parseNumberLabel(label)).toEqual({ value, tolerance });
  });

  it.each(['', 'about 42', '42 ± few', '42 ± -1', '± 1', '42 %', '1 ± 2 ± 3', '5 ± 1 km'])(
    'is none: %j',
    (label) => {
      expect(parseNumberLabel(label)).toBeUndefined();
    },
  );

  it('is matched within its tolerance alone, and by any of several', () => {
    const s = createTextScorable({
      labels: [['3.14 ± 0.01'], ['0.3'], ['0.3'], ['1', '2'], ['7']],
      predicted: ['3.149', '0.30000000000000004', '0.3001', ' 2.', ''],
    });
    expect(numericAccuracy.compute(s)).toEqual({ ok: true, value: 3 / 5 });
  });

  it('leaves the numeric accuracy without a value where it is none', () => {
    const s = createTextScorable({ labels: [['3'], ['three']], predicted: ['3', '3'] });
    expect(numericAccuracy.compute(s)).toMatchObject({ ok: false, error: { reason: 'unfit-label' } });
  });
});
