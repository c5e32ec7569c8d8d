import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

/** Invented modules that import one another, which one run of the import rules checks. */
const modules: Record<string, string[]> = {
  'app/allowed.ts': ['@/services/find'],
  'services/find.ts': [],
  'app/reaches-labels.ts': ['@/services/label'],
  'services/label.ts': ['@/db/hidden/labels'],
  'db/hidden/labels.ts': [],
  'app/reaches-identity.ts': ['@/worker/vault/identity'],
  'worker/vault/identity.ts': [],
  'services/publish.ts': ['@/lib/core/feedback/disclose'],
  'lib/core/feedback/disclose.ts': [],
  'lib/core/clock.ts': ['node:fs'],
  'lib/core/up.ts': ['@/services/find'],
  'app/row.ts': ['@/db/queries/rows'],
  'db/queries/rows.ts': [],
};

type Violation = { from: string; rule: { name: string; severity: string }; via?: { name: string }[] };

let violations: Violation[];

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-rules-'));
  try {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
      cpSync(file, join(folder, file));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    for (const [path, imports] of Object.entries(modules)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const lines = imports.map((from) => `import '${from}';\n`).join('');
      writeFileSync(join(folder, path), `${lines}export const here = 1;\n`);
    }
    violations = cruise(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);

function cruise(folder: string): Violation[] {
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const rooms = ['app', 'lib', 'db', 'services', 'worker'];
  const words = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms];
  const run = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return JSON.parse(run.stdout).summary.violations;
}

/** Returns the names of the rules that a module violates. */
const brokenBy = (path: string): string[] =>
  violations.filter(({ from }) => from === path).map(({ rule }) => rule.name);

describe('import rules', () => {
  it('let a page import a service', () => {
    expect(brokenBy('app/allowed.ts')).toEqual([]);
    expect(brokenBy('services/find.ts')).toEqual([]);
  });

  it('refuse a page that imports the hidden schema, and name the path through others', () => {
    const rule = 'wall-hidden-not-reachable-from-app';
    expect(brokenBy('app/reaches-labels.ts')).toContain(rule);
    const { via } = violations.find(
      ({ from, rule: { name } }) => from === 'app/reaches-labels.ts' && name === rule,
    )!;
    expect(via!.map(({ name }) => name)).toEqual(['services/label.ts', 'db/hidden/labels.ts']);
  });

  it('refuse a page that imports the scorer’s identity', () => {
    expect(brokenBy('app/reaches-identity.ts')).toContain('wall-hidden-not-reachable-from-app');
  });

  it('refuse the type of the disclosure boundary outside it', () => {
    expect(brokenBy('services/publish.ts')).toContain('one-door');
  });

  it('refuse input and output in the core, and imports from a higher layer', () => {
    expect(brokenBy('lib/core/clock.ts')).toContain('core-imports-no-io');
    expect(brokenBy('lib/core/up.ts')).toContain('lib-core-looks-down');
    expect(brokenBy('app/row.ts')).toContain('app-through-services');
  });

  it('all have the severity error', () => {
    expect(new Set(violations.map(({ rule }) => rule.severity))).toEqual(new Set(['error']));
  });
});
