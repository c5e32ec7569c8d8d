import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSources } from './build-site';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidemark-hash-'));
  mkdirSync(join(root, 'app'));
  writeFileSync(join(root, 'app', 'page.tsx'), 'one');
});
afterEach(() => rmSync(root, { recursive: true }));

const hashAfter = (name: string, text: string) => {
  writeFileSync(join(root, name), text);
  return hashSources(root);
};

test('a changed page, a new file and a new lockfile each require a new build', () => {
  const hashes = [
    hashSources(root),
    hashAfter('app/page.tsx', 'two'),
    hashAfter('app/layout.tsx', ''),
    hashAfter('package-lock.json', '{}'),
  ];
  expect(new Set(hashes).size).toBe(4);
});

test('a changed test requires no new build', () => {
  const before = hashSources(root);
  expect(hashAfter('app/page.test.tsx', 'y')).toBe(before);
});
