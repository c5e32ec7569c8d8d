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

const linesMax = 60;

type LongFunction = { readonly name: string; readonly lines: number };

/** The functions of more than `linesMax` lines, from the first token to the last, that aren't tables. */
function findLongFunctions(path: string, source: string): LongFunction[] {
  if (source.split('\n').length <= linesMax) return [];
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const found: LongFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node) && node.body) {
      const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
      if (lines > linesMax && !isTable(node.body)) found.push({ name: `${path} ${nameOf(node)}`, lines });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

type FunctionNode = ts.FunctionLikeDeclaration;

const isFunction = (node: ts.Node): node is FunctionNode =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isAccessor(node);

function nameOf(node: FunctionNode): string {
  if (node.name) return node.name.getText();
  const { parent } = node;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : 'of no name';
}

/** A body that is one object or list, or one piece of a page with words and no logic. */
function isTable(body: ts.ConciseBody): boolean {
  const value = ts.isBlock(body) ? returnedBy(body) : body;
  if (value === undefined) return false;
  const bare = ts.isParenthesizedExpression(value) ? value.expression : value;
  if (ts.isObjectLiteralExpression(bare) || ts.isArrayLiteralExpression(bare)) return true;
  return (ts.isJsxElement(bare) || ts.isJsxFragment(bare)) && !hasLogic(bare);
}

function returnedBy({ statements }: ts.Block): ts.Expression | undefined {
  const [only, ...others] = statements;
  return only && others.length === 0 && ts.isReturnStatement(only) ? only.expression : undefined;
}

const hasLogic = (node: ts.Node): boolean =>
  isFunction(node) ||
  ts.isCallExpression(node) ||
  ts.isConditionalExpression(node) ||
  ts.isBinaryExpression(node) ||
  (ts.forEachChild(node, (child) => hasLogic(child) || undefined) ?? false);

const listProductionFiles = (): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => /\.(tsx?|mjs)$/.test(path) && !/\.test\.tsx?$|(^|\/)testing\//.test(path)),
  );

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
    expect(findLongFunctions('x.ts', source).map(({ name }) => name)).toEqual([
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
    expect(findLongFunctions('x.tsx', source)).toEqual([]);
    const page = `const page = () => (\n  <p>\n${rows('    {is ? <b>strong</b> : null}')}  </p>\n);`;
    expect(findLongFunctions('x.tsx', page)).toEqual([{ name: 'x.tsx page', lines: linesMax + 4 }]);
  });

  it(`of more than ${linesMax} lines there are none`, () => {
    const found = listProductionFiles().flatMap((path) =>
      findLongFunctions(path, readFileSync(join(root, path), 'utf8')),
    );
    expect(found.map(({ name, lines }) => `${name}, ${lines} lines`)).toEqual([]);
  });
});
