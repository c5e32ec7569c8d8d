import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { sampleRefusals } from '@/app/docs/api/sample-refusals';
import type { Operation } from '@/lib/contracts/api/define-operation';
import { listErrors, operations } from '@/lib/contracts/api/operations';

const root = join('app', 'api', 'v1');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('route.ts'))
  .map((file) => join(root, file));
const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, '.');
const program = ts.createProgram(files, { ...options, types: [], noEmit: true });
const checker = program.getTypeChecker();

type Reach = { kinds: Set<string>; called: Set<ts.Node> };
const reaches = new Map<ts.Node, Reach>();

/**
 * Collects the kinds of refusals that a syntax node itself makes, and the site's functions and constants that
 * it names.
 */
function reachOf(node: ts.Node): Reach {
  const known = reaches.get(node);
  if (known) return known;
  const reach: Reach = { kinds: new Set(), called: new Set() };
  reaches.set(node, reach);
  const visit = (child: ts.Node): void => {
    if (ts.isStringLiteral(child) && Object.hasOwn(sampleRefusals, child.text)) {
      const { parent } = child;
      if (ts.isPropertyAssignment(parent) && parent.name.getText() === 'kind') reach.kinds.add(child.text);
    }
    // Members of objects are skipped: resolving them needs their type, which takes minutes.
    if (ts.isIdentifier(child) && !isMember(child))
      for (const one of declarationsOf(child)) reach.called.add(one);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return reach;
}

const isMember = (name: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(name.parent) || ts.isPropertyAssignment(name.parent)) &&
  name.parent.name === name;

function declarationsOf(name: ts.Identifier): ts.Node[] {
  let symbol = checker.getSymbolAtLocation(name);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  return (symbol?.declarations ?? []).filter((declaration) => {
    const source = declaration.getSourceFile();
    if (/node_modules|lib\/contracts\/api|app\/_http/.test(source.fileName)) return false;
    return (
      (ts.isFunctionDeclaration(declaration) && declaration.name?.text !== 'findActorOfRequest') ||
      ts.isMethodDeclaration(declaration) ||
      (ts.isVariableDeclaration(declaration) && declaration.parent.parent.parent === source)
    );
  });
}

function listKinds(handler: ts.Node): string[] {
  const seen = new Set([handler]);
  for (const node of seen) for (const called of reachOf(node).called) seen.add(called);
  return [...new Set([...seen].flatMap((node) => [...reachOf(node).kinds]))];
}

/** Each API handler, by the operation that it names first. */
const handlers = new Map<string, ts.Node>();
for (const file of files) {
  const visit = (node: ts.Node): void => {
    const text = ts.isPropertyAssignment(node) ? node.getText() : '';
    const id = /^(?!HEAD)['\w-]+:(?! byAction).*?\boperations\.(\w+)/s.exec(text)?.[1];
    if (id !== undefined) handlers.set(id, node);
    else ts.forEachChild(node, visit);
  };
  visit(program.getSourceFile(file)!);
}

it('every call lists the errors that its handler and services can return, and no others', {
  timeout: 300_000,
}, () => {
  const calls = Object.entries<Operation>(operations);
  for (const [id, operation] of calls) {
    const found = listKinds(handlers.get(id)!);
    const listed: readonly string[] = listErrors(operation);
    const unlisted = found.filter((kind) => !listed.includes(kind));
    // `invalid_request` isn't expected in the handler, because the shared adapter refuses invalid queries.
    const unfound = operation.errors.filter((kind) => kind !== 'invalid_request' && !found.includes(kind));
    expect.soft({ id, unlisted, unfound }).toEqual({ id, unlisted: [], unfound: [] });
  }
});
