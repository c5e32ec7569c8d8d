import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSources } from './hash-sources';
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
  // Hashed first: a source changed during the build makes the next start build again.
  const hash = hashSources(root);
  rmSync(join(root, builtFrom), { force: true });
  await runToEnd({
    ...options,
    name: 'The build',
    args: [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
  });
  writeFileSync(join(root, builtFrom), hash);
}
