import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeProgramsFolder } from './run-part';

/** A process id greater than any that Linux gives. */
const deadPid = 2 ** 22 + 1;

describe('making a folder for a process’s bundled programs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-run-part-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('removes folders of killed processes, leaves those of running ones, and doesn’t fail at another user’s', () => {
    const [dead, running, others] = [
      join(folder, `tidemark-part-${deadPid}-own`),
      join(folder, `tidemark-part-${process.pid}-own`),
      join(folder, `tidemark-part-${deadPid}-others`),
    ];
    for (const path of [others, dead, running]) mkdirSync(path);
    const made = makeProgramsFolder(folder, (path, options) => {
      if (path === others) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      rmSync(path, options);
    });
    expect([dead, running, others, made].map((path) => existsSync(path))).toEqual([false, true, true, true]);
  });
});
