import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { findTestSandbox } from '@/testing/provide-bubblewrap';
import { waitUntil } from '@/testing/wait-until';

const facts = await findTestSandbox();

const scorer = fileURLToPath(new URL('./fixtures/run-endless.ts', import.meta.url));

describe.skipIf(facts === undefined)('model run in bubblewrap', () => {
  it('ends with the process that started it, even by SIGKILL', async () => {
    const parent = spawn(process.execPath, ['--import', 'tsx', scorer], { stdio: 'ignore' });
    let tree: number[] = [];
    await waitUntil(async () => {
      tree = listTree(parent.pid ?? 0);
      // Waits for Node in the sandbox: before that, only the pipes connect the child to its parent, and a
      // child without a request ends.
      return tree.some((pid) => commandOf(pid).startsWith('/runner/node'));
    });
    parent.kill('SIGKILL');
    await waitUntil(async () => tree.every((pid) => !commandOf(pid).includes('hostile.mjs')));
  });
});

/** Lists all running processes below a root process. */
function listTree(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1] ?? 0)]),
  );
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  return [...parents.keys()].filter((pid) => pid !== root && isBelow(pid));
}

const commandOf = (pid: number): string => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
