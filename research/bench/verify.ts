import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeHasher } from '@/adapters/node-hasher';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import { parseArchive } from '@/lib/contracts/round-archive';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';
import { makeArchive } from '@/testing/make-archive';
import { measureInChromium } from './verify/measure-in-chromium';

/**
 * Duration of the verification of a round of 100,000 items with three submissions, in Node and in a worker of Chromium. `--
 * --keep <folder>` leaves the archive there.
 */
const itemCount = 100_000;
const keepAt = process.argv.indexOf('--keep');
const keptFolder = keepAt === -1 ? null : process.argv[keepAt + 1];
const folder = keptFolder ?? (await mkdtemp(join(tmpdir(), 'bench-verify-')));

console.log(`${itemCount} items, 3 submissions, ROC AUC with two secondary metrics`);
const { bytesOf, files } = await makeArchive(nodeHasher, {
  itemCount,
  submissionCount: 3,
  metric: 'roc_auc',
  secondaryMetrics: ['accuracy', 'log_loss'],
});
for (const [path, bytes] of bytesOf) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

const archiveBytes = bytesOf.get('archive.json')!;
console.log(`archive.json has ${(archiveBytes.length / 1e6).toFixed(1)} MB`);
const startedMs = performance.now();
const archive = parseArchive(archiveBytes);
if (!archive.ok) throw new Error(archive.error);
const parsedSeconds = (performance.now() - startedMs) / 1000;
const report = await verifyArchive(
  {
    archive: archive.value,
    archiveBytes,
    files,
    published: [],
    knownRoot: archive.value.commitment.root,
    knownSha256: null,
    ranking: null,
  },
  {
    hasher: nodeHasher,
    rebuild: rebuildArchive,
    readClockMs: () => performance.now(),
    onProgress: () => {},
  },
);
print(`Node ${process.versions.node}`, parsedSeconds, report);
const inBrowser = await measureInChromium(folder);
if (inBrowser) print(inBrowser.browser, inBrowser.parsedSeconds, inBrowser.report);
else console.log('No Chromium here: measured in Node only.');
if (!keptFolder) await rm(folder, { recursive: true });

function print(where: string, parsed: number, { verdict, seconds, stages }: typeof report): void {
  const perStage = stages.map((stage) => `${stage.name} ${stage.seconds.toFixed(2)} s`).join(', ');
  console.log(
    `${where}: ${verdict}; parse ${parsed.toFixed(2)} s, ${perStage}, together ${(parsed + seconds).toFixed(2)} s`,
  );
}
