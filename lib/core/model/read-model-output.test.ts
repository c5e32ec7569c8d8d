import { describe, expect, it } from 'vitest';
import { unwrap } from '@/testing/unwrap';
import { readModelOutput } from './read-model-output';

const classes = ['no', 'yes', 'café'];

describe('readModelOutput', () => {
  it('returns classes given by index, or by name in any Unicode normalisation', () => {
    expect(unwrap(readModelOutput({ kind: 'label', classes }, ['yes', 'cafe\u0301', 'no']))).toEqual({
      kind: 'classes',
      predicted: Int32Array.of(1, 2, 0),
      probabilities: null,
    });
    const whole = { kind: 'label', classes: ['0', '10'] } as const;
    expect(unwrap(readModelOutput(whole, BigInt64Array.of(10n, 0n))).predicted).toEqual(Int32Array.of(1, 0));
    const index = { kind: 'class-index', classes } as const;
    expect(unwrap(readModelOutput(index, BigInt64Array.of(2n, 0n))).predicted).toEqual(Int32Array.of(2, 0));
  });

  it('returns a fault for a class that the benchmark doesn’t have', () => {
    const refused = { ok: false, error: 'output_unknown_class' };
    expect(readModelOutput({ kind: 'label', classes }, ['yes', 'maybe'])).toEqual(refused);
    for (const place of [3n, -1n, 9_007_199_254_740_993n])
      expect(readModelOutput({ kind: 'class-index', classes }, BigInt64Array.of(place))).toEqual(refused);
  });

  it('returns probabilities at float32 precision, and predicts the first of the most probable classes', () => {
    const read = unwrap(
      readModelOutput({ kind: 'probabilities', classes }, Float32Array.of(0.1, 0.2, 0.7, 0.4, 0.4, 0.2)),
    );
    expect(read).toEqual({
      kind: 'probabilities',
      predicted: Int32Array.of(2, 0),
      probabilities: Float64Array.from([0.1, 0.2, 0.7, 0.4, 0.4, 0.2], Math.fround),
    });
  });

  it('returns a fault for probabilities outside [0, 1], or a row that doesn’t sum to 1', () => {
    const refused = { ok: false, error: 'output_no_probabilities' };
    for (const row of [
      [1.2, -0.2, 0],
      [0.5, 0.5, 0.002],
      [0.2, 0.2, 0.2],
      [Number.NaN, 0.5, 0.5],
    ])
      expect(readModelOutput({ kind: 'probabilities', classes }, Float32Array.from(row))).toEqual(refused);
    expect(
      readModelOutput({ kind: 'probabilities', classes }, Float32Array.of(0.5, 0.5, 0.0009)),
    ).toMatchObject({ ok: true });
  });

  it('returns predicted numbers', () => {
    expect(unwrap(readModelOutput({ kind: 'number' }, Float32Array.of(1.5, -0.1)))).toEqual({
      kind: 'numbers',
      predicted: Float64Array.of(1.5, Math.fround(-0.1)),
    });
  });
});
