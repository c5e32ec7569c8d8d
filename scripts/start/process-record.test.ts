import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRecordedProcess, recordProcess, stopRecordedProcess } from './process-record';
import { parseSiteSettings } from './site-settings';
import { takeSite } from './start-site';

describe('process record', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-notes-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('identifies its process, and lets a later start end that process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const note = join(folder, 'a.json');
    recordProcess(note, child.pid!);
    expect(findRecordedProcess(note)?.pid).toBe(child.pid);
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    await stopRecordedProcess(note);
    expect(await ended).toBe('SIGTERM');
    expect(findRecordedProcess(note)).toBeUndefined();
  });

  it('tells a second start on another port the address of the running site', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const file = (name: string) => ({
      logFile: join(folder, `${name}.log`),
      recordFile: join(folder, `${name}.json`),
    });
    recordProcess(file('supervisor').recordFile, child.pid!, 'http://localhost:3000');
    const second = parseSiteSettings({ PORT: '4000', TIDEMARK_DATA_DIR: folder }, (path) => path);
    if (!second.ok) throw new Error(second.error);
    await expect(takeSite(second.value, file)).rejects.toThrow(
      `This site is running already, as process ${child.pid}: http://localhost:3000`,
    );
    child.kill();
  });

  it('matches no process in a copy of its folder, so that the original site’s process isn’t ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const original = join(folder, 'original');
    const copy = join(folder, 'copy');
    mkdirSync(original);
    recordProcess(join(original, 'web.json'), child.pid!);
    cpSync(original, copy, { recursive: true });
    expect(findRecordedProcess(join(copy, 'web.json'))).toBeUndefined();
    await stopRecordedProcess(join(copy, 'web.json'));
    expect(findRecordedProcess(join(original, 'web.json'))?.pid).toBe(child.pid);
    child.kill();
  });
});
