import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeVersion, slugOf, versionLengthMax } from './propose-version';

describe('proposed version', () => {
  it.each([
    ['2', '3'],
    ['1.2', '1.3'],
    ['1.9', '1.10'],
    ['v2', 'v3'],
    ['v09', 'v10'],
    ['2026-11', '2026-12'],
    ['v2 (seed 7)', 'v2 (seed 8)'],
    ['99999999999999999999', '100000000000000000000'],
    ['final', 'final-2'],
    ['9'.repeat(versionLengthMax), '2'],
    ['x'.repeat(versionLengthMax), '2'],
  ])('after %s is %s', (version, expected) => {
    expect(proposeVersion(version, [version])).toBe(expected);
  });

  it('differs from all used ones, and stays short enough', () => {
    expect(proposeVersion('1', ['1', '2', '3', '5'])).toBe('4');
    expect(proposeVersion('final', ['final', 'final-2', 'final-3'])).toBe('final-4');
    // Small l and the digit 1 look similar, and so do O and 0.
    expect(proposeVersion('0', ['l', 'O'])).toBe('2');
    const long = '9'.repeat(versionLengthMax);
    expect(proposeVersion(long, [long, '2', '3'])).toBe('4');
  });
});

describe('slugOf', () => {
  it('makes a URL segment of any name', () => {
    expect(slugOf('Forêt aléatoire  2.1', 'model')).toBe('foret-aleatoire-2-1');
    expect(slugOf('模型', 'model')).toBe('model');
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(slugOf(name, 'model')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });
});
