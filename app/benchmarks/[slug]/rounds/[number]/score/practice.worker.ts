import { z } from 'zod';
import { detectCompression, fetchBytes, openPlain } from '@/app/_ui/verify/read-bytes';
import { fetchArchiveJson, parseArchive } from '@/lib/contracts/round-archive';
import { labelArchive } from '@/lib/core/commitment/archive';
import { scorePractice } from '@/lib/core/commitment/score-practice';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { type MetricName, metricByName } from '@/lib/core/metrics/metric-name';
import { scorerVersion } from '@/lib/core/scoring/score-split';
import { parsePredictions } from '@/lib/core/submission/parse-predictions';
import {
  findNeighbours,
  type Neighbours,
  type PracticeMessage,
  type PracticeRequest,
  readZippedFile,
} from './practice';

const post = (message: PracticeMessage): void => self.postMessage(message);

addEventListener('message', async ({ data }: MessageEvent<PracticeRequest>) => {
  try {
    post(await scoreFile(data));
  } catch (error) {
    if (error instanceof PackingRefused)
      post({ kind: 'refused', problems: [error.problem], problemCount: 1 });
    else post({ kind: 'unreadable', why: error instanceof Error ? error.message : String(error) });
  }
});

async function scoreFile({ origin, slug, number, file, seed }: PracticeRequest): Promise<PracticeMessage> {
  post({ kind: 'progress', share: 0, doing: 'fetching the round’s labels' });
  const bytes = await fetchArchiveJson({
    slug,
    number,
    fetchBytes: (path) => fetchBytes(new URL(path, origin)),
  });
  if (!bytes) throw new Error('The site has no archive of this round.');
  const archive = parseArchive(bytes);
  if (!archive.ok) throw new Error(`${archive.error}.`);
  const round = labelArchive(archive.value);
  if (!round.ok) throw new Error(`${round.error.subject}: ${round.error.detail}.`);
  const { rules, index } = round.value;
  const onRead = (share: number): void =>
    post({ kind: 'progress', share: 0.9 * share, doing: 'reading the file' });
  const predictions = await parsePredictions(openPredictions(file, onRead), {
    task: rules.task,
    classes: rules.classes,
    needsProbabilities: metricByName[rules.metric].needs === 'probabilities',
    ids: index,
  });
  if (!predictions.ok) return { kind: 'refused', ...predictions.error };
  post({ kind: 'progress', share: 0.9, doing: 'scoring' });
  const scores = scorePractice(round.value, predictions.value, seed);
  const { metric } = rules;
  const ranking = new URL(`/api/v1/benchmarks/${slug}/rounds/${number}/leaderboard`, origin);
  return {
    ...{ kind: 'scored', metric, scores, seed, scorerVersion, fileName: file.name },
    neighbours: await findRankedNeighbours(ranking, { metric, score: scores.final.score }),
  };
}

const rankingSchema = z.object({
  entries: z.array(z.object({ model: z.string(), rank: z.int().nullable(), score: z.number() })),
});

/** Finds the ranked models next to a score. Null if the request fails, since the score is shown without neighbours too. */
async function findRankedNeighbours(
  ranking: URL,
  { metric, score }: { metric: MetricName; score: number | null },
): Promise<Neighbours | null> {
  const bytes = score === null ? null : await fetchBytes(ranking).catch(() => null);
  if (score === null || bytes === null) return null;
  const read = rankingSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  return read.success ? findNeighbours(read.data.entries, score, metricByName[metric].direction) : null;
}

/** A fault of the file that is only noticed while its bytes are read. */
class PackingRefused extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem.detail);
  }
}

const parquetUnread: FileProblem = {
  ...{ code: 'bad_archive', line: null, column: null, detail: 'practice, in your browser, reads no Parquet' },
  hint: 'Convert it: in Python, pandas.read_parquet("file.parquet").to_csv("predictions.csv", index=False).',
};

/** The uncompressed bytes of a prediction file: plain, gzipped, or the only file in a zip. Unlike the server, refuses Parquet. */
async function* openPredictions(file: File, onRead: (share: number) => void): AsyncGenerator<Uint8Array> {
  const packing = await detectCompression(file);
  if (typeof packing === 'object') throw new PackingRefused(packing);
  if (packing === 'Parquet') throw new PackingRefused(parquetUnread);
  if (packing === 'zip') {
    const only = await readZippedFile(file);
    if (!only.ok) throw new PackingRefused(only.error);
    yield only.value;
    return;
  }
  try {
    yield* openPlain(file, packing, onRead);
  } catch (error) {
    if (packing === 'gzip' && error instanceof TypeError)
      throw new PackingRefused({
        ...{ code: 'bad_archive', line: null, column: null },
        ...{ detail: 'the gzip file is damaged or cut off', hint: 'Make the archive again.' },
      });
    throw error;
  }
}
