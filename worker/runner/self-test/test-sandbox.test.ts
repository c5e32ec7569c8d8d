import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isStress } from '@/testing/stress';
import { findSandboxFacts } from '../sandbox-facts';
import { sandboxTrials } from './sandbox-report';
import { testSandbox } from './test-sandbox';

const facts = await findSandboxFacts();
const folder = mkdtempSync(join(tmpdir(), 'tidemark-sieve-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A bubblewrap that forgets what it is told: each word and so many behind it. */
function forgetful(name: string, forgotten: Record<string, number>): string {
  const program = join(folder, name);
  const cases = Object.entries(forgotten).map(([word, behind]) => `${word}) shift ${behind + 1};;`);
  writeFileSync(
    program,
    [
      '#!/bin/bash',
      'kept=()',
      `while [ $# -gt 0 ]; do case "$1" in --) break;; ${cases.join(' ')} *) kept+=("$1"); shift;; esac; done`,
      `exec ${facts?.bubblewrap} "\${kept[@]}" "$@"`,
    ].join('\n'),
    { mode: 0o755 },
  );
  return program;
}

describe.skipIf(facts === undefined)('the self-test of the sandbox', () => {
  it('passes in full on this machine', async () => {
    if (!facts) return;
    expect(await testSandbox(facts)).toEqual({ held: [...sandboxTrials], failed: [] });
  });

  it.skipIf(!isStress).each([
    ['calls', { '--seccomp': 1 }, ['system-calls']],
    ['root', { '--remount-ro': 1 }, ['disk']],
    ['environment', { '--clearenv': 0, '--unshare-all': 0 }, ['network']],
  ] as const)('finds a bubblewrap out that forgets its %s', async (name, forgotten, trials) => {
    if (!facts) return;
    const { failed } = await testSandbox({ ...facts, bubblewrap: forgetful(name, forgotten) });
    expect(failed.map(({ trial }) => trial)).toEqual(expect.arrayContaining([...trials]));
  });

  it('says that nothing held where bubblewrap doesn’t start', async () => {
    if (!facts) return;
    expect((await testSandbox({ ...facts, bubblewrap: '/bin/false' })).held).toEqual([]);
  });
});
