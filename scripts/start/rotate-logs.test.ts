import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rotateLog } from './rotate-logs';

describe('rotation of a log', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-logs-'));
    path = join(folder, 'web.log');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const size = { bytesMax: 5, oldCountMax: 2 };
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  it('moves its lines while its writer has it open, and the writer continues in the emptied log', () => {
    const writer = openSync(path, 'a');
    writeSync(writer, 'first line\n');
    rotateLog(path, size);
    writeSync(writer, 'second\n');
    closeSync(writer);
    expect([read('web.log'), read('web.log.1')]).toEqual(['second\n', 'first line\n']);
  });

  it('keeps a limited number of old logs, the newest ones', () => {
    for (const line of ['line 1', 'line 2', 'line 3', 'line 4']) {
      appendFileSync(path, line);
      rotateLog(path, size);
    }
    expect(readdirSync(folder).sort()).toEqual(['web.log', 'web.log.1', 'web.log.2']);
    expect([read('web.log'), read('web.log.1'), read('web.log.2')]).toEqual(['', 'line 4', 'line 3']);
  });

  it('leaves a small log unchanged and ignores a missing one', () => {
    appendFileSync(path, 'short');
    rotateLog(path, size);
    rotateLog(join(folder, 'missing.log'), size);
    expect(readdirSync(folder)).toEqual(['web.log']);
  });
});
