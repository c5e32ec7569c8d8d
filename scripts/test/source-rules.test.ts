import { describe, expect, it } from 'vitest';
import { findCasts } from './find-casts';
import { parseProductionFiles, parseSource } from './production-sources';

/**
 * Each is at the edge to something that isn't ours or that TypeScript can't say, and is explained where it isn't plain: a
 * library's types, the two declarations of a stream, a brand, what authenticated storage gives back. Lower it when one goes.
 */
const castsMax = 24;

describe('casts', () => {
  it('are found in either form, but not where a word or a constant looks like one', () => {
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
