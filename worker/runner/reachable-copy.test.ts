import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeReachable } from './reachable-copy';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-reach-'));
const copies: string[] = [];
afterAll(() => {
  for (const path of [folder, ...copies]) rmSync(path, { recursive: true, force: true });
});

/** Makes a package's folder inside a folder with this mode. */
function makePackage(name: string, mode: number): string {
  const path = join(folder, name, 'package');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'wanted.js'), name, { mode: 0o600 });
  writeFileSync(join(path, 'other.dll'), name);
  chmodSync(join(folder, name), mode);
  return path;
}

describe.skipIf(process.getuid?.() !== 0)('files that a run as root needs', () => {
  chmodSync(folder, 0o755);

  it('get one copy that other users can read, without unneeded files', () => {
    const path = makePackage('closed', 0o700);
    const isWanted = (each: string) => !each.endsWith('.dll');
    const { it: copy } = makeReachable({ it: path }, isWanted);
    copies.push(dirname(dirname(copy)));
    expect(copy).not.toBe(path);
    expect(readFileSync(join(copy, 'wanted.js'), 'utf8')).toBe('closed');
    expect(() => readFileSync(join(copy, 'other.dll'))).toThrow();
    expect(makeReachable({ it: path }, isWanted)).toEqual({ it: copy });
    // Other users can read the copy, so it isn't copied again.
    expect(makeReachable({ it: copy }, isWanted)).toEqual({ it: copy });
  });

  it('need no copy when every user can read them', () => {
    const path = makePackage('open', 0o755);
    chmodSync(join(path, 'wanted.js'), 0o644);
    expect(makeReachable({ it: path }, () => true)).toEqual({ it: path });
  });
});
