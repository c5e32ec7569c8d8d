import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBounded } from './run-bounded';

export type FetchedNode = { readonly version: string; readonly binDir: string; readonly program: string };

const fetchMsMax = 300_000;

/**
 * Fetches Node of a version line ("20.19", "26") from the npm package `node`, and caches it in a folder of
 * its own. @throws if npm can't fetch it
 */
export async function fetchNode(wanted: string, cacheDir: string, npm: string): Promise<FetchedNode> {
  const folder = join(cacheDir, wanted);
  const binDir = join(folder, 'node_modules', 'node', 'bin');
  const program = join(binDir, process.platform === 'win32' ? 'node.exe' : 'node');
  mkdirSync(folder, { recursive: true });
  // Makes the folder a package of its own; otherwise npm would install into the nearest parent folder that is
  // one.
  writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
  const { output } = await runBounded({
    command: process.execPath,
    args: [npm, 'install', '--no-audit', '--no-fund', '--ignore-scripts=false', `node@${wanted}`],
    cwd: folder,
    environment: process.env,
    msMax: fetchMsMax,
  });
  if (!existsSync(program)) throw new Error(`npm brought no Node ${wanted}:\n${output}`);
  const printed = await runBounded({
    command: program,
    args: ['--version'],
    cwd: folder,
    environment: {},
    msMax: fetchMsMax,
  });
  return { version: printed.output.trim().replace(/^v/, ''), binDir, program };
}
