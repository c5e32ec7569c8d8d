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
  'bench',
  'demo',
  'scripts',
];

/**
 * Each is at the edge to something that isn't ours or that TypeScript can't say, and is explained where it isn't plain: a
 * library's types, the two declarations of a stream, a brand, what authenticated storage gives back. Lower it when one goes.
 */
const castsMax = 24;

/** A line for each `as T` and `<T>value`; `as const` says nothing about types that isn't so. */
function findCasts(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isCast(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.type.getStart());
      found.push(`${path}:${line + 1}: as ${node.type.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const isCast = (node: ts.Node): node is ts.AsExpression | ts.TypeAssertion =>
  (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && !ts.isConstTypeReference(node.type);

const listProductionFiles = (): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|(^|\/)testing\//.test(path)),
  );

describe('casts', () => {
  it('are found in either form, but not where a word or a constant looks like one', () => {
    const source = [
      "import { a as b } from './a';",
      'const c = b as unknown as string;',
      'const d = <number>b;',
      "const e = ['as string'] as const; // as number",
    ].join('\n');
    expect(findCasts('x.ts', source)).toEqual([
      'x.ts:2: as string',
      'x.ts:2: as unknown',
      'x.ts:3: as number',
    ]);
  });

  it(`are no more than ${castsMax} in production code`, () => {
    const casts = listProductionFiles().flatMap((path) =>
      findCasts(path, readFileSync(join(root, path), 'utf8')),
    );
    expect(casts.length, casts.join('\n')).toBeLessThanOrEqual(castsMax);
  });
});
