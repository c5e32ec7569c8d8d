import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd } from './run-to-end';

const builtFrom = join('.next', '.tidemark-source');

/** True when there is a complete build of the current sources. */
export function isBuilt(root: string): boolean {
  const mark = join(root, builtFrom);
  return (
    existsSync(join(root, '.next', 'BUILD_ID')) &&
    existsSync(mark) &&
    readFileSync(mark, 'utf8') === hashSources(root)
  );
}

/**
 * Builds the site.
 *
 * @throws with the end of the build's log when it fails
 */
export async function buildSite(options: {
  root: string;
  environment: NodeJS.ProcessEnv;
  logFile: string;
  recordFile?: string;
}): Promise<void> {
  const { root } = options;
  // Hashed before the build: a source that changes during the build makes the next start build again.
  const hash = hashSources(root);
  rmSync(join(root, builtFrom), { force: true });
  await runToEnd({
    ...options,
    name: 'The build',
    args: [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
  });
  writeFileSync(join(root, builtFrom), hash);
}

const sources = ['app', 'lib', 'db', 'adapters', 'services', 'server'];
const settings = [...['package-lock.json', 'next.config.js', 'postcss.config.js', 'tsconfig.json']];

/** Computes the SHA-256 of all sources of a build, without tests. */
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
