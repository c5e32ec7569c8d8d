import { describe, expect, it } from 'vitest';
import { findCasts } from './find-casts';
import { parseProductionFiles, parseSource } from './production-sources';

/**
 * Each cast is at the boundary of a library or of what TypeScript can express, and is explained where it isn't plain: a library's
 * types, the two declarations of a stream, a brand, data from authenticated storage. Lower the number when one is removed.
 */
const castsMax = 24;

describe('casts', () => {
  it('count in either form, but not in a word or a constant that looks like one', () => {
    const source = [
      "import { a as b } from './a';",
      'const c = b as unknown as string;',
      'const d = <number>b;',
      "const e = ['as string'] as const; // as number",
    ].join('\n');
    expect(findCasts(parseSource('x.ts', source))).toEqual([
      'x.ts:2: as string',
      'x.ts:2: as unknown',
      'x.ts:3: as number',
    ]);
  });
});

describe('production code', () => {
  it(`has no more than ${castsMax} casts`, () => {
    const casts = [...parseProductionFiles()]
      .filter(({ fileName }) => !fileName.endsWith('.mjs'))
      .flatMap(findCasts);
    expect(casts.length, casts.join('\n')).toBeLessThanOrEqual(castsMax);
  });
});
