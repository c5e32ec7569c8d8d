import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { isStress } from '@/testing/stress';
import { type SandboxTrial, sandboxTrials } from './sandbox-report';
import { testSandbox } from './test-sandbox';

const facts = await findTestSandbox();
const folder = mkdtempSync(join(tmpdir(), 'tidemark-sieve-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Makes a wrapper of bubblewrap that omits some arguments, each with a number of values, and adds others. */
function forgetful(name: string, forgotten: Record<string, number>, added = ''): string {
  const program = join(folder, name);
  const cases = Object.entries(forgotten).map(([word, behind]) => `${word}) shift ${behind + 1};;`);
  writeFileSync(
    program,
    [
      '#!/bin/bash',
      'kept=()',
      `while [ $# -gt 0 ]; do case "$1" in --) break;; ${cases.join(' ')} *) kept+=("$1"); shift;; esac; done`,
      `exec ${facts?.bubblewrap} "\${kept[@]}" ${added} "$@"`,
    ].join('\n'),
    { mode: 0o755 },
  );
  return program;
}

/**
 * Faulty sandboxes and the attacks that must detect them. This repeats the self-test several times, so it
 * runs under stress only.
 */
const forgotten: { name: string; words: Record<string, number>; added?: string; trials: SandboxTrial[] }[] = [
  { name: 'filter', words: { '--seccomp': 1 }, trials: ['system-calls'] },
  { name: 'read-only root', words: { '--remount-ro': 1 }, trials: ['disk'] },
  { name: 'environment', words: { '--clearenv': 0, '--setenv': 2 }, trials: ['environment'] },
  { name: 'network', words: { '--seccomp': 1 }, added: '--share-net', trials: ['network'] },
  { name: 'own processes', words: {}, added: '--ro-bind /proc /proc', trials: ['other-processes'] },
  {
    name: 'own files',
    words: { '--remount-ro': 1 },
    added: '--ro-bind /tmp /tmp',
    trials: ['files-outside'],
  },
];

describe.skipIf(facts === undefined)('self-test of the sandbox', () => {
  it('passes every trial on this machine', async () => {
    if (!facts) return;
    expect(await testSandbox(facts)).toEqual({ held: [...sandboxTrials], failed: [] });
  });

  it.each(isStress ? forgotten : [])('detects a bubblewrap that omits its $name', async (word) => {
    if (!facts) return;
    const bubblewrap = forgetful(word.name, word.words, word.added);
    const { held, failed } = await testSandbox({ ...facts, bubblewrap });
    expect(held).toContain('runs-a-model');
    expect(failed.map(({ trial }) => trial)).toEqual(expect.arrayContaining(word.trials));
  });

  it('reports every trial as failed if bubblewrap doesn’t start', async () => {
    if (!facts) return;
    expect((await testSandbox({ ...facts, bubblewrap: '/bin/false' })).held).toEqual([]);
  });
});
