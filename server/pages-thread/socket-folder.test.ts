import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { makeSocketFolder } from './socket-folder';

const parent = mkdtempSync(join(tmpdir(), 'socket-folder-'));
afterEach(() => rmSync(parent, { recursive: true, force: true }));

it('is its owner’s alone, and takes the place of what a killed process left, not of what another uses', () => {
  const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
  for (const name of [`tidemark-pages-${gone}-a`, `tidemark-pages-${process.ppid}-b`, 'tidemark-pages-c'])
    mkdirSync(join(parent, name));
  const folder = makeSocketFolder(parent);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(parent).sort()).toEqual(
    [basename(folder), `tidemark-pages-${process.ppid}-b`, 'tidemark-pages-c'].sort(),
  );
});
