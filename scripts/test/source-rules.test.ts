import { describe, expect, it } from 'vitest';
import { findCasts } from './find-casts';
import { findLongFunctions, linesMax } from './find-long-functions';
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

describe('long functions', () => {
  const rows = (row: string) => `${row}\n`.repeat(linesMax);

  it('are found whatever form they have, and a longer function around one too', () => {
    const long = `{\n${rows('  work();')}}`;
    const source = [
      `function first() ${long}`,
      `const second = () => ${long};`,
      `const third = { method() ${long} };`,
      `class Fourth { get value() ${long} }`,
      `call(async () => ${long});`,
      `function short() {\n${'  work();\n'.repeat(linesMax - 2)}}`,
    ].join('\n');
    expect(findLongFunctions(parseSource('x.ts', source)).map(({ name }) => name)).toEqual([
      'x.ts first',
      'x.ts second',
      'x.ts method',
      'x.ts value',
      'x.ts of no name',
    ]);
  });

  it('may be tables: of values, or of a page’s words', () => {
    const source = [
      `const values = () => ({\n${rows('  key: call(),')}});`,
      `function list() {\n  return [\n${rows('    1,')}  ];\n}`,
      `const words = () => (\n  <p>\n${rows('    words, <b>strong</b> {name}')}  </p>\n);`,
    ].join('\n');
    expect(findLongFunctions(parseSource('x.tsx', source))).toEqual([]);
    const page = `const page = () => (\n  <p>\n${rows('    {is ? <b>strong</b> : null}')}  </p>\n);`;
    expect(findLongFunctions(parseSource('x.tsx', page))).toEqual([
      { name: 'x.tsx page', lines: linesMax + 4 },
    ]);
  });
});

describe('production code', () => {
  it(`has no function of more than ${linesMax} lines, and no more than ${castsMax} casts`, () => {
    const casts: string[] = [];
    const long: string[] = [];
    for (const file of parseProductionFiles()) {
      if (!file.fileName.endsWith('.mjs')) casts.push(...findCasts(file));
      long.push(...findLongFunctions(file).map(({ name, lines }) => `${name}, ${lines} lines`));
    }
    expect(long).toEqual([]);
    expect(casts.length, casts.join('\n')).toBeLessThanOrEqual(castsMax);
  });
});
