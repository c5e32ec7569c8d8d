import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { waitUntil } from '@/testing/wait-until';
import { keepRunning } from './keep-running';

describe('a process that is kept running', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-kept-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is started again where neither its log nor its note can be written, as on a full disk', async () => {
    const starts = join(folder, 'starts.txt');
    const kept = keepRunning({
      name: 'The test',
      args: ['-e', `require('node:fs').appendFileSync(${JSON.stringify(starts)}, 'x')`],
      environment: process.env,
      // Nothing can be made in a folder that isn't there.
      logFile: join(folder, 'missing', 'test.log'),
      recordFile: join(folder, 'missing', 'test.json'),
    });
    await waitUntil(async () => existsSync(starts) && readFileSync(starts, 'utf8').length >= 3);
    await kept.stop();
  });
});
