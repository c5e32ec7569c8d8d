import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-rules-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(file, join(folder, file));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  for (const room of ['app', 'lib/core', 'lib/contracts', 'services', 'db/hidden', 'worker'])
    mkdirSync(join(folder, room), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes modules that import one another, and gives the names of the rules they break. */
function brokenRules(modules: Record<string, string[]>): string {
  for (const [path, imports] of Object.entries(modules)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      `${imports.map((from) => `import '${from}';`).join('\n')}\nexport const here = 1;\n`,
    );
  }
  const run = spawnSync(
    process.execPath,
    [
      resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'app',
      'lib',
      'db',
      'services',
      'worker',
    ],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  return run.status === 0 ? '' : run.stdout;
}

describe('the import rules', { timeout: 60_000 }, () => {
  it('let a page use a service', () => {
    expect(brokenRules({ 'app/page.ts': ['@/services/find'], 'services/find.ts': [] })).toBe('');
  });

  it('refuse a page that reaches the hidden schema, and name the path through others', () => {
    const report = brokenRules({
      'app/page.ts': ['@/services/find'],
      'services/find.ts': ['@/db/hidden/labels'],
      'db/hidden/labels.ts': [],
    });
    expect(report).toContain('wall-hidden-not-reachable-from-app');
    expect(report).toContain('app/page.ts');
  });

  it('refuse a page that reaches the scorer’s identity', () => {
    expect(
      brokenRules({ 'app/page.ts': ['@/worker/vault/identity'], 'worker/vault/identity.ts': [] }),
    ).toContain('wall-hidden-not-reachable-from-app');
  });

  it('refuse the door’s stamp outside the door', () => {
    expect(
      brokenRules({
        'services/publish.ts': ['@/lib/core/feedback/disclose'],
        'lib/core/feedback/disclose.ts': [],
      }),
    ).toContain('one-door');
  });

  it('refuse input and output in the core, and arrows that point upwards', () => {
    expect(brokenRules({ 'lib/core/clock.ts': ['node:fs'] })).toContain('core-imports-no-io');
    expect(brokenRules({ 'lib/core/up.ts': ['@/services/find'], 'services/find.ts': [] })).toContain(
      'lib-core-looks-down',
    );
    expect(brokenRules({ 'app/row.ts': ['@/db/queries/rows'], 'db/queries/rows.ts': [] })).toContain(
      'app-through-services',
    );
  });
});
