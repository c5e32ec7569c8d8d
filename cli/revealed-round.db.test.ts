import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHasher } from '@/adapters/node-hasher';
import { rebuildArchive } from '@/lib/contracts/archive/archive-files';
import {
  fetchArchiveJson,
  fetchPublished,
  parseArchive,
  type RoundSite,
} from '@/lib/contracts/round-archive';
import { verifyArchive } from '@/lib/core/commitment/verify-archive';
import type { Actor } from '@/services/access/caller';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { findArchive, findCommitment } from '@/services/round/inputs';
import { revealRound } from '@/services/round/openings';
import { findRound } from '@/services/round/view';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { findBundle } from '@/testing/spawn-process';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, closeAndRank, submitPredictions } from '@/testing/submit-predictions';
import { unwrap } from '@/testing/unwrap';

const ids = Array.from({ length: 60 }, (_, i) => `${i % 3 === 0 ? 'é' : 'item'}-${60 - i}`);

/** Labels drawn from hashes: ids or order that reveal them would prevent the sealing. */
const drawn = ids.map((id) => createHash('sha256').update(id).digest().readUInt32BE() / 2 ** 32);

const yes = (i: number) => drawn[i]! < 0.5;

const formatRows = (header: string, row: (i: number) => string | number) =>
  `${header}\n${ids.map((id, i) => `${id},${row(i)}`).join('\n')}\n`;

/** Metrics whose intervals come from a bootstrap, so that their seeds matter. */
const rounds = {
  binary: {
    wishes: { metric: 'macro_f1', secondary_metrics: ['accuracy'] },
    testSet: formatRows('id,size,label', (i) => `${i},${yes(i) ? 'yes' : 'no'}`),
    files: [5, 7].map((step) => formatRows('id,prediction', (i) => (yes(i) && i % step > 0 ? 'yes' : 'no'))),
  },
  regression: {
    wishes: {
      task: 'regression',
      classes: [],
      metric: 'rmse',
      secondary_metrics: ['mae', 'r2'],
      feedback_policy: 'guarded-ladder',
    },
    testSet: formatRows('id,size,label', (i) => `${i},${drawn[i]! / 3}`),
    files: [5, 7].map((step) => formatRows('id,prediction', (i) => drawn[i]! / 3 + (i % step) / 10)),
  },
  text: {
    wishes: {
      task: 'text',
      classes: [],
      metric: 'chrf',
      secondary_metrics: ['token_f1', 'bleu', 'rouge_l'],
      feedback_policy: 'final-only',
    },
    testSet: formatRows('id,size,label', (i) => `${i},"It ended ""${drawn[i]}"", été 🙂\nor not"`),
    files: [5, 7].map((step) => formatRows('id,prediction', (i) => `"it ended ${i % step ? drawn[i] : i}"`)),
  },
};

describe('round revealed by the site', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'revealed-'));
    await startTestScorer(site);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const callOf = (slug: string) => `/api/v1/benchmarks/${slug}/rounds/1`;

  /** A site that calls the API's routes directly, without a server. */
  const siteOf = (slug: string): RoundSite => {
    const call = callOf(slug);
    const asJson = <T>(found: { ok: true; value: T } | { ok: false }) =>
      found.ok ? new TextEncoder().encode(JSON.stringify(found.value)) : null;
    const readFile = async (name: string) => {
      const file = await findArchive(slug, 1, name);
      return file.ok ? buffer(Readable.from((await file.value.open()).stream)) : null;
    };
    return {
      slug,
      number: 1,
      async fetchBytes(path) {
        if (path === call) return asJson(await findRound(slug, 1));
        if (path === `${call}/commitment`) return asJson(await findCommitment(slug, 1));
        if (path === `${call}/leaderboard`) return asJson(await findLeaderboard(slug, 1));
        if (path === `${call}/archive`) return readFile('archive.json');
        return readFile(path.slice(`${call}/archive/files/`.length));
      },
    };
  };

  it.each(['binary', 'regression', 'text'] as const)(
    'passes every check of npm run verify, and its scores recompute to the same doubles: %s',
    async (task) => {
      const { wishes, testSet, files: sent } = rounds[task];
      const slug = await makeBenchmark(maintainer, wishes);
      await makeOpenRound(maintainer, slug, testSet);
      const receipts: { researcher: Actor; id: string }[] = [];
      for (const [i, file] of sent.entries()) {
        const researcher = await makePerson(site);
        const packed = i % 2 === 0 ? file : gzipSync(file);
        const { id } = await submitPredictions(researcher, slug, packed, { model: `Model ${i}` });
        receipts.push({ researcher, id });
      }
      for (const { researcher, id } of receipts) await awaitFinal(researcher, id);
      await closeAndRank(maintainer, slug, 1);
      unwrap(await revealRound(maintainer, slug, 1));

      const archiveBytes = await fetchArchiveJson(siteOf(slug));
      const published = await fetchPublished(siteOf(slug));
      if (!archiveBytes || !published) throw new Error('it was just revealed');
      const archive = parseArchive(archiveBytes);
      if (!archive.ok) throw new Error(archive.error);
      const report = await verifyArchive(
        {
          ...published,
          archive: archive.value,
          archiveBytes,
          knownRoot: null,
          knownSha256: null,
        },
        { hasher: nodeHasher, rebuild: rebuildArchive, readClockMs: () => 0, onProgress: () => {} },
      );
      const lines = report.stages.flatMap((stage) => stage.lines);
      expect(lines.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
      expect(report.verdict).toBe('verified');

      const files = [
        'archive.json',
        'items.csv',
        'items.parquet',
        'croissant.json',
        'README.txt',
        'SHA256SUMS',
        'train.csv',
      ];
      for (const name of files)
        expect(
          lines.filter(({ text }) => text.startsWith(`${name} is `)),
          name,
        ).toHaveLength(1);

      const zip = join(folder, `${slug}.zip`);
      await write(zip, (await siteOf(slug).fetchBytes(`${callOf(slug)}/archive/files/archive.zip`))!);
      const { commitment } = archive.value;
      const sha256 = published.files.listed!.get('archive.json')!;
      expect(await runVerify(zip, '--root', commitment.root, '--sha256', sha256)).toMatch(
        /^This archive verifies: \d+ checks passed\./m,
      );

      const round = join(folder, slug);
      await write(join(round, 'archive.json'), archiveBytes);
      for (const { file_sha256: sha256, predictions, scores } of archive.value.evaluations) {
        await write(join(round, predictions), (await published.files.read(predictions))!);
        const printed = await runScore(
          '--round',
          round,
          join(round, predictions),
          '--seed',
          `${sha256}:${slug}:1`,
          '--json',
        );
        // Compares with the scores stored at submission, from the archive that the scorer wrote.
        expect(JSON.parse(printed)).toMatchObject({ mode: 'practice', ranked: false, scores });
      }
    },
  );
});

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

async function run(program: 'cli/score.ts' | 'cli/verify.ts', ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [await findBundle(program), ...words]);
  return stdout;
}

const runScore = (...words: string[]) => run('cli/score.ts', ...words);

const runVerify = (...words: string[]) => run('cli/verify.ts', ...words);
