import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('V8 makes the shape of a tick once, however often it collects what nobody has', () => {
  expect(countMoreShapes('')).toBe(5);
  expect(countMoreShapes("(await import('./server/keep-tick-shape.ts')).keepTickShape();")).toBe(0);
});

const countMoreShapes = (first: string): number => countShapes(first, 6) - countShapes(first, 1);

/** How many shapes of ticks there were in a process that collected so often what nobody had, all of its ticks among it. */
function countShapes(first: string, collections: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'tick-shapes-'));
  const log = join(folder, 'maps.log');
  const lines = `${first}
    for (let i = 0; i < ${collections}; i += 1) {
      await new Promise((resolve) => process.nextTick(resolve));
      await new Promise((resolve) => setTimeout(resolve, 5));
      gc();
    }`;
  try {
    execFileSync(process.execPath, [
      ...[
        '--expose-gc',
        '--log-maps',
        '--no-log-maps-details',
        `--logfile=${log}`,
        '--no-logfile-per-isolate',
      ],
      ...['--import', 'tsx', '--input-type=module', '-e', lines],
    ]);
    return readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('map,Transition') && line.includes('symbol("async_id_symbol"'))
      .length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
