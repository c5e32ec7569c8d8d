import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { waitUntil } from '@/testing/wait-until';
import { keepRunning, restartDelayMs } from './keep-running';

describe('supervised process', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-kept-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('restarts a process even if neither its log nor its process record can be written, as on a full disk', async () => {
    const starts = join(folder, 'starts.txt');
    const processes = keepRunning({
      name: 'The test',
      args: ['-e', `require('node:fs').appendFileSync(${JSON.stringify(starts)}, 'x')`],
      environment: process.env,
      // A log in a missing folder: writing to it fails.
      logFile: join(folder, 'missing', 'test.log'),
      recordFile: join(folder, 'missing', 'test.json'),
    });
    await waitUntil(async () => existsSync(starts) && readFileSync(starts, 'utf8').length >= 3);
    await processes.stop();
  });
});

test('a process that was killed once restarts within a second', () => {
  expect(restartDelayMs(1)).toBeLessThan(1_000);
});

test('a process that never becomes ready is tried at most every eight seconds', () => {
  expect(restartDelayMs(40)).toBe(8_000);
});

test('after seven failures in a row a restart still comes within a minute', () => {
  const total = [1, 2, 3, 4, 5, 6, 7].reduce((sum, failures) => sum + restartDelayMs(failures), 0);
  expect(total).toBeLessThan(60_000);
});
