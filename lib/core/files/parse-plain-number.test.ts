import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFiniteNumber } from './parse-finite-number';
import { parsePlainNumber } from './parse-plain-number';

const encoder = new TextEncoder();

function expectSame(text: string): void {
  const bytes = encoder.encode(`1${text}1`);
  const whole = parseFiniteNumber(text);
  expect(parsePlainNumber(bytes, 1, bytes.length - 1), text).toBe(whole.ok ? whole.value : Number.NaN);
}

describe('parsePlainNumber', () => {
  it('reads up to 18 digits with a sign and a point anywhere to the very double that JavaScript reads', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{0,18}$/),
        fc.nat(18),
        fc.constantFrom('', '-', '+'),
        (digits, place, sign) => {
          expectSame(`${sign}${digits}`);
          expectSame(`${sign}${digits.slice(0, place)}.${digits.slice(place)}`);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('reads every double as JavaScript writes it, and nothing that parseFiniteNumber refuses', () => {
    fc.assert(fc.property(fc.double(), (x) => expectSame(String(x))));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0159.-+eE, nNiIfa'), maxLength: 9 }), expectSame),
    );
  });
});
