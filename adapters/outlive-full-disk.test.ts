import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Every write to it fails for want of space. */
const fullDisk = '/dev/full';

const runOnFullDisk = (lines: string): Promise<number | null> =>
  new Promise((resolve) => {
    const full = openSync(fullDisk, 'w');
    spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', lines], {
      stdio: ['ignore', full, full],
    }).once('exit', (code) => resolve(code));
  });

const speak = `
  for (let i = 0; i < 10; i++) { console.log('a line'); console.error('a line'); }
  const { default: pino } = await import('pino');
  const log = pino({}, process.stdout);
  for (let i = 0; i < 10; i++) log.info('a line');
  setTimeout(() => process.exit(7), 200);
`;

describe.skipIf(!existsSync(fullDisk))('a process whose output lies on a full disk', () => {
  /** From 22 on, Node outlives it by itself. */
  const isNeeded = Number.parseInt(process.versions.node, 10) < 22;

  it('lives on where it is told to, and would end otherwise', async () => {
    const told = `const { outliveFullDisk } = await import('./adapters/outlive-full-disk.ts'); outliveFullDisk();`;
    expect(await runOnFullDisk(told + speak)).toBe(7);
    expect((await runOnFullDisk(speak)) === 7).toBe(!isNeeded);
  });
});
