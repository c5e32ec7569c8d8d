import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['app', 'lib', 'db', 'adapters', 'services', 'server'];
const settings = [...['package-lock.json', 'next.config.js', 'postcss.config.js', 'tsconfig.json']];

/** The SHA-256 of all sources of a build, without tests. */
export function hashSources(root: string): string {
  const hash = createHash('sha256');
  for (const name of [...sources, ...settings]) addPath(hash, root, name);
  return hash.digest('hex');
}

function addPath(hash: Hash, root: string, name: string): void {
  const path = join(root, name);
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const entry of readdirSync(path).sort()) addPath(hash, root, join(name, entry));
  } else if (!/\.test\.tsx?$/.test(name)) {
    const content = createHash('sha256').update(readFileSync(path)).digest('hex');
    hash.update(`${name}\0${content}\0`);
  }
}
