import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFiniteNumber } from './parse-finite-number';

describe('parseFiniteNumber', () => {
  it('reads back every finite double as JavaScript writes it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(parseFiniteNumber(String(x))).toEqual({ ok: true, value: x === 0 ? 0 : x });
      }),
    );
  });

  it('reads up to 17 digits with a point anywhere to the very double that JavaScript reads', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,17}$/), fc.nat(17), (digits, place) => {
        const text = `${digits.slice(0, place)}.${digits.slice(place)}`;
        fc.pre(digits !== '');
        expect(parseFiniteNumber(text)).toEqual({ ok: true, value: Number(text) });
        expect(parseFiniteNumber(digits)).toEqual({ ok: true, value: Number(digits) });
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['1', '+1', '-0.5', '.5', '5.', '1e3', '1.2E-3', '007'])('accepts %s', (text) => {
    expect(parseFiniteNumber(text)).toEqual({ ok: true, value: Number(text) });
  });

  it.each([
    ['', 'empty'],
    ['inf', 'infinite'],
    ['-Infinity', 'infinite'],
    ['1e999', 'infinite'],
    ['0,5', 'decimal_comma'],
    ['-1,', 'decimal_comma'],
    [' 1', 'spaces'],
    ['NaN', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['1 000', 'not_a_number'],
    ['1_000', 'not_a_number'],
    ['1e', 'not_a_number'],
    ['.', 'not_a_number'],
    ['٣', 'not_a_number'],
    ['1\n', 'spaces'],
    ['--1', 'not_a_number'],
  ])('refuses %j as %s', (text, fault) => {
    expect(parseFiniteNumber(text)).toEqual({ ok: false, error: fault });
  });
});
