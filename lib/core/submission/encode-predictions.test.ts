import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePredictions, encodePredictions } from './encode-predictions';
import type { Predictions } from './predictions';

const double = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('encoded predictions', () => {
  it('decode to the last bit, for any file', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(double, fc.nat(2)), { maxLength: 40 }), (rows) => {
        const numbers: Predictions = { kind: 'numbers', predicted: Float64Array.from(rows, ([x]) => x) };
        const classes: Predictions = {
          kind: 'classes',
          predicted: Int32Array.from(rows, ([, c]) => c),
          probabilities: null,
        };
        const size = { itemCount: rows.length, classCount: 3 };
        expect(decodePredictions(encodePredictions(numbers), size)).toEqual(numbers);
        expect(decodePredictions(encodePredictions(classes), size)).toEqual(classes);
        const texts: Predictions = { kind: 'texts', predicted: rows.map(([x]) => `é "${x}"`) };
        expect(decodePredictions(encodePredictions(texts), size)).toEqual(texts);
      }),
    );
  });

  it('have the likeliest class of probabilities, the first one on a tie', () => {
    const file: Predictions = {
      kind: 'probabilities',
      predicted: Int32Array.from([1, 0]),
      probabilities: Float64Array.from([0.1, 0.8, 0.1, 0.4, 0.4, 0.2]),
    };
    expect(decodePredictions(encodePredictions(file), { itemCount: 2, classCount: 3 })).toEqual(file);
  });

  it('throw for another number of items', () => {
    const bytes = encodePredictions({ kind: 'numbers', predicted: Float64Array.from([1, 2]) });
    expect(() => decodePredictions(bytes, { itemCount: 3, classCount: 0 })).toThrow(RangeError);
    expect(() => decodePredictions(new Uint8Array(), { itemCount: 0, classCount: 0 })).toThrow(RangeError);
  });
});
