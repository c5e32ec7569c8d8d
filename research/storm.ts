import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { formatSeconds } from '@/scripts/start/progress';
import { testBuild } from '@/scripts/test/build-step';
import { fullDisk } from './storm/full-disk';
import { killStorm } from './storm/kill-storm';

/** Kills the processes of a whole site and fills its disk. One part alone: `npm run test:storm -- kills`. */
const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);

const parts = { kills: killStorm, disk: fullDisk };

type Part = keyof typeof parts;

const isPart = (word: string): word is Part => Object.hasOwn(parts, word);

const words = process.argv.slice(2);

if (!words.every(isPart)) {
  console.error(`There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'tidemark-storm-'));

// PostgreSQL runs as nobody under root, and has to traverse this folder.
chmodSync(folder, 0o755);

let [passed, failed, skipped] = [0, 0, 0];

try {
  const build = await testBuild(folder);
  if (build.failed > 0) throw new Error(build.output);
  for (const part of words.length > 0 ? words.filter(isPart) : (['kills', 'disk'] as const)) await run(part);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`in ${formatSeconds(performance.now())}`);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);

process.exitCode = failed > 0 ? 1 : 0;

async function run(part: Part): Promise<void> {
  if (part === 'disk' && process.getuid?.() !== 0) {
    console.log('disk: skipped, since only root can make a small file system');
    skipped += 1;
    return;
  }
  const dataDir = join(folder, part);
  mkdirSync(dataDir);
  const losses = await parts[part](dataDir).catch((error: Error) => [error.stack ?? error.message]);
  removeEmbeddedPostgres(dataDir);
  for (const loss of losses) console.log(`✗ ${part}: ${loss}`);
  if (losses.length === 0) {
    console.log(`✓ ${part}: nothing lost, nothing done twice`);
    passed += 1;
  } else failed += 1;
}
