import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeEmbeddedPostgres } from '@/adapters/embedded-postgres/postgres-home';
import { formatSeconds } from '@/scripts/start/progress';
import { testBuild } from '@/scripts/test/build-step';
import { canMountSmallDisk } from '@/testing/small-disk';
import { provideRadosgw } from '@/testing/start-radosgw';
import { drillInFolder, drillOnExternalPostgres, drillOnS3 } from './storm/drill';
import { provideExternalPostgres } from './storm/external-postgres';
import { fullDisk } from './storm/full-disk';
import { killStorm, spreadStorm } from './storm/kill-storm';
import { provideSpreadSite } from './storm/spread-site';

/**
 * Kills the processes of whole sites, fills their disk, and restores them from backups. One part alone: `npm run test:storm -- kills`;
 * `npm run test:drill` runs the drills.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);

type Part = {
  /** @returns losses, expected to be none */
  readonly play: (folder: string) => Promise<string[]>;
  /** @returns the reason for a skipped part */
  readonly provide?: () => Promise<string>;
};

const provideDisk = async () => (canMountSmallDisk() ? '' : 'only root can make a small file system');

const parts: Readonly<Record<string, Part>> = {
  kills: { play: killStorm },
  spread: { play: spreadStorm, provide: provideSpreadSite },
  disk: { play: fullDisk, provide: provideDisk },
  'drill-folder': { play: drillInFolder },
  'drill-s3': { play: drillOnS3, provide: provideRadosgw },
  'drill-postgres': { play: drillOnExternalPostgres, provide: provideExternalPostgres },
};

const words = process.argv.slice(2);

const chosen = words.flatMap((word) => (word === 'drill' ? Object.keys(parts).filter(isDrill) : [word]));

if (!chosen.every((word) => Object.hasOwn(parts, word))) {
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
  const others = Object.keys(parts).filter((name) => !isDrill(name));
  for (const name of words.length > 0 ? chosen : others) await run(name, parts[name]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(`in ${formatSeconds(performance.now())}`);

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);

// After a failure people may still submit.
process.exit(failed > 0 ? 1 : 0);

function isDrill(name: string): boolean {
  return name.startsWith('drill-');
}

async function run(name: string, part: Part | undefined): Promise<void> {
  const reason = await part?.provide?.();
  if (!part || reason) {
    console.log(`${name}: skipped: ${reason}`);
    skipped += 1;
    return;
  }
  const partFolder = join(folder, name);
  mkdirSync(partFolder);
  const losses = await part.play(partFolder).catch((error: Error) => [error.stack ?? error.message]);
  removeEmbeddedPostgres(partFolder);
  for (const loss of losses) console.log(`✗ ${name}: ${loss}`);
  if (losses.length === 0) {
    console.log(`✓ ${name}: nothing lost, nothing done twice`);
    passed += 1;
  } else failed += 1;
}
