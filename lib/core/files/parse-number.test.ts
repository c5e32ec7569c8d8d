import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideByPowerOfTen, parseFiniteNumber, parsePlainNumber } from './parse-number';

describe('parseFiniteNumber', () => {
  it('parses every finite double from the text that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(parseFiniteNumber(String(x))).toEqual({ ok: true, value: x === 0 ? 0 : x });
      }),
    );
  });

  it('parses up to 17 digits with a point anywhere to the double that JavaScript parses', () => {
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

const encoder = new TextEncoder();

function expectSame(text: string): void {
  const bytes = encoder.encode(`1${text}1`);
  const whole = parseFiniteNumber(text);
  expect(parsePlainNumber(bytes, 1, bytes.length - 1), text).toBe(whole.ok ? whole.value : Number.NaN);
}

describe('parsePlainNumber', () => {
  it('parses up to 21 digits with a sign, and a point and an exponent anywhere, to the double that JavaScript parses', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{0,21}$/),
        fc.nat(21),
        fc.constantFrom('', '-', '+'),
        fc.constantFrom('', 'e-5', 'E-07', 'e+1', 'e3', 'e-20', 'e-300', 'e', 'e-', 'e1.5'),
        (digits, place, sign, exponent) => {
          expectSame(`${sign}${digits}${exponent}`);
          expectSame(`${sign}0.000${digits}${exponent}`);
          expectSame(`${sign}${digits.slice(0, place)}.${digits.slice(place)}${exponent}`);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('parses every double from the text that JavaScript writes, and no text that parseFiniteNumber refuses', () => {
    fc.assert(fc.property(fc.double(), (x) => expectSame(String(x))));
    fc.assert(fc.property(fc.double({ min: -1, max: 1 }), (x) => expectSame(String(x))));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0159.-+eE, nNiIfa'), maxLength: 9 }), expectSame),
    );
  });

  it('parses numbers in the middle of two doubles, and next to the middle, correctly', () => {
    expectSame('9007199254740993');
    expectSame('4503599627370497.5');
    fc.assert(
      fc.property(fc.bigInt({ min: 1n << 52n, max: (1n << 53n) - 1n }), fc.nat(60), (mantissa, shift) => {
        // (2·mantissa + 1)/2^(shift + 1) is exactly in the middle of two doubles; a number made of its first 19 digits is
        // very close to the middle.
        const digits = ((2n * mantissa + 1n) * 10n ** 22n) / (1n << BigInt(shift + 1));
        const [whole, fraction] = [digits / 10n ** 22n, digits % 10n ** 22n];
        const text = `${whole}.${String(fraction).padStart(22, '0')}`.replace(/^0\./, '.');
        for (let length = 16; length <= 24; length++) expectSame(text.slice(0, length));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('divideByPowerOfTen', () => {
  it('returns NaN next to the middle of two doubles, and almost never elsewhere', () => {
    expect(divideByPowerOfTen(900_719_925_474_099, 3, 1, 0)).toBe(Number.NaN);
    let told = 0;
    fc.assert(
      fc.property(fc.integer({ min: 10 ** 14, max: 10 ** 15 - 1 }), fc.nat(9999), (head, tail) => {
        if (!Number.isNaN(divideByPowerOfTen(head, tail, 4, 19))) told++;
      }),
      { numRuns: 1000 },
    );
    expect(told).toBe(1000);
  });
});
