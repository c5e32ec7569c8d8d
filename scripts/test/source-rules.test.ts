import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const folders = [
  'lib',
  'db',
  'adapters',
  'services',
  'worker',
  'app',
  'server',
  'cli',
  'demo',
  'research',
  'scripts',
];

/** Yields each file of production code, parsed on demand, so that all checks share one pass. */
function* parseProductionFiles(): Generator<ts.SourceFile> {
  for (const folder of folders)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (!/\.(tsx?|mjs)$/.test(path) || /\.test\.tsx?$|(^|\/)testing\//.test(path)) continue;
      yield parseSource(path, readFileSync(join(root, path), 'utf8'));
    }
}

const parseSource = (path: string, source: string): ts.SourceFile =>
  ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);

/**
 * Returns a line for each `as T` and `<T>value`; `as const` is omitted, because it asserts nothing about types.
 */
function findCasts(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isCast(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.type.getStart());
      found.push(`${file.fileName}:${line + 1}: as ${node.type.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const isCast = (node: ts.Node): node is ts.AsExpression | ts.TypeAssertion =>
  (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && !ts.isConstTypeReference(node.type);

/**
 * Maximum number of casts. Each is at the boundary of a library or of TypeScript's expressiveness, and is
 * explained where it isn't obvious: a library's types, the two declarations of a stream, a brand, data from
 * authenticated storage. Lower the number when a cast is removed.
 */
const castsMax = 21;

describe('type casts', () => {
  it('count in either syntax, but not in an identifier or constant that looks similar', () => {
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
