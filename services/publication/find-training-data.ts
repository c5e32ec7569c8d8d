import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { isObjectKey, type ObjectStore, objectKeys } from '@/adapters/object-store/object-store';
import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listPublishedCorrections } from '@/db/queries/erratum-queries';
import { listRevealedRounds } from '@/db/queries/round-queries';
import { mediaTypeOf } from '@/lib/contracts/archive/archive-formats';
import { licenseUrl } from '@/lib/contracts/benchmark-data';
import type { ServedFile, TrainingFileView, TrainingView } from '@/lib/contracts/data-files';
import type { Task } from '@/lib/core/benchmark';
import { combineCorrections, correctTraining, countCorrectedBytes } from '@/lib/core/errata/correct-training';
import { isJsonObject, type JsonValue, parseJson } from '@/lib/core/files/canonical-json';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import {
  type ChosenTraining,
  chooseTraining,
  composeTrainingHeader,
  trainingFileName,
} from '@/lib/core/round/training';
import type { Actor } from '../access/caller';
import { requireBenchmark, requirePublicRound } from '../access/require-benchmark';
import { findArchivedFile } from '../round/inputs';

/**
 * The labelled items of a benchmark's revealed rounds as one public file, composed while it is sent. All published errata are
 * applied to its labels.
 */
export async function findTrainingData(
  slug: string,
  reader: Actor | null = null,
): Promise<Result<ServedFile>> {
  const { db, objects } = webPlatform();
  const benchmark = await requireBenchmark(db, slug, reader);
  if (!benchmark.ok) return benchmark;
  const chosen = chooseTraining(await listRevealedRounds(db, benchmark.value.benchmarkId));
  if (!chosen || chosen.parts.length === 0) return refuse({ kind: 'not_found', what: 'revealed round' });
  const { task } = benchmark.value;
  const corrected = { ...chosen, task, corrections: await readCorrections(db, chosen) };
  const hash = createHash('sha256');
  for (const { roundId, file } of chosen.parts) {
    hash.update(file.sha256);
    hash.update(JSON.stringify([...(corrected.corrections.get(roundId)?.values() ?? [])]));
  }
  const name = trainingFileName(chosen.shape.format);
  return ok({
    fileName: `${slug}-${name}`,
    mediaType: mediaTypeOf(name),
    etag: hash.digest('hex'),
    open: async (firstByte = 0) => ({
      stream: joinFiles(objects, corrected, firstByte),
      byteCount: countBytes(corrected),
    }),
  });
}

/** Links to the training data for pages; null while no round is revealed. */
export function viewOfTraining(slug: string, chosen: ChosenTraining | null): TrainingView | null {
  if (!chosen || chosen.parts.length === 0) return null;
  const { shape } = chosen;
  const linkOf = ({ number, title, file }: ChosenTraining['parts'][number]) => ({
    ...{ number, title, byte_count: file.byteCount },
    href: `/api/v1/benchmarks/${slug}/rounds/${number}/archive/files/${file.name}`,
  });
  return {
    file_name: trainingFileName(shape.format),
    href: `/api/v1/benchmarks/${slug}/training-data`,
    columns: [...(shape.hasDate ? ['date'] : []), ...(shape.hasGroup ? ['group'] : []), ...shape.columns],
    rounds: chosen.parts.map(linkOf),
    left_out: chosen.leftOut.map(linkOf),
  };
}

/** The links of `viewOfTraining`, with the size of the joined file and the number of corrected labels. */
export async function readTrainingFile(
  db: Executor,
  { slug, task }: Pick<BenchmarkRow, 'slug' | 'task'>,
  chosen: ChosenTraining | null,
): Promise<TrainingFileView | null> {
  const view = viewOfTraining(slug, chosen);
  if (!view || !chosen) return null;
  const corrections = await readCorrections(db, chosen);
  return {
    ...view,
    byte_count: countBytes({ ...chosen, task, corrections }),
    corrected: chosen.parts.flatMap(({ roundId, number, title }) => {
      const count = corrections.get(roundId)?.size ?? 0;
      return count > 0 ? [{ number, title, count }] : [];
    }),
  };
}

/** For each round, by its id, the differences between sealed labels and present ones. */
type Corrections = ReadonlyMap<string, ReturnType<typeof combineCorrections>>;

type CorrectedTraining = ChosenTraining & { readonly task: Task; readonly corrections: Corrections };

async function readCorrections(db: Executor, { parts }: ChosenTraining): Promise<Corrections> {
  const errata = await listPublishedCorrections(
    db,
    parts.map(({ roundId }) => roundId),
  );
  return new Map(
    parts.map(({ roundId }) => [
      roundId,
      combineCorrections(errata.filter((erratum) => erratum.roundId === roundId)),
    ]),
  );
}

/** Size of the joined file in bytes. Every round's file begins with a header, of which the joined file keeps only the first. */
function countBytes({ shape, task, parts, corrections }: CorrectedTraining): number {
  const headerBytes = Buffer.byteLength(composeTrainingHeader(shape));
  return parts.reduce(
    (sum, { roundId, number, file }) =>
      sum +
      file.byteCount +
      countCorrectedBytes(
        { task, format: shape.format, round: number },
        corrections.get(roundId) ?? new Map(),
      ),
    -(parts.length - 1) * headerBytes,
  );
}

/** Yields the joined file from a position on. @param firstByte position in the joined file */
async function* joinFiles(
  objects: ObjectStore,
  { shape, task, parts, corrections }: CorrectedTraining,
  firstByte: number,
): AsyncGenerator<Uint8Array> {
  const headerBytes = Buffer.byteLength(composeTrainingHeader(shape));
  let bytesBefore = firstByte;
  for (const [i, { roundId, number, file }] of parts.entries()) {
    const sealed = { task, format: shape.format, round: number };
    const ofRound = corrections.get(roundId);
    const byteCount = file.byteCount + (ofRound ? countCorrectedBytes(sealed, ofRound) : 0);
    const from = (i === 0 ? 0 : headerBytes) + bytesBefore;
    bytesBefore = Math.max(0, from - byteCount);
    if (from >= byteCount) continue;
    const key = objectKeys.archiveFile(roundId, file.name);
    // Corrections move all later bytes, so a file with corrections is read from its beginning.
    if (ofRound?.size)
      yield* skipBytes(correctTraining(sealed, ofRound, (await objects.open(key)).stream), from);
    else {
      const chunks: AsyncIterable<Uint8Array> = (await objects.open(key, from)).stream;
      yield* chunks;
    }
  }
}

async function* skipBytes(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let toSkip = count;
  for await (const chunk of chunks) {
    const skipped = Math.min(toSkip, chunk.byteLength);
    toSkip -= skipped;
    if (skipped < chunk.byteLength) yield chunk.subarray(skipped);
  }
}

/** Labelled items from before the first round of a benchmark of the demo. They exist only on a site with the demo. */
export async function findDemoTrainingSet(
  fileName: string,
): Promise<Result<{ stream: AsyncIterable<Uint8Array>; byteCount: number }>> {
  const { objects } = webPlatform();
  const [, slug] = /^([a-z0-9-]{1,60})-january-2001\.csv$/.exec(fileName) ?? [];
  const key = slug && objectKeys.demoTrainingSet(slug);
  if (!key || !isObjectKey(key) || !(await objects.has(key)))
    return refuse({ kind: 'not_found', what: 'file' });
  return ok(await objects.open(key));
}

/**
 * The Croissant description of a revealed round, for embedding in a page: file names are replaced by full addresses. In the
 * downloaded description they are relative to the archive. Null for a round that isn't revealed.
 */
export async function findCroissant(benchmark: Described, round: PublicRound): Promise<object | null> {
  const found = findArchivedFile(benchmark.slug, round, 'croissant.json');
  return found.ok ? readWithAddresses(benchmark, round.number, found.value) : null;
}

/**
 * The Croissant description of a revealed round with full addresses of its files, so that a program needs only the address of
 * the description: `mlcroissant` resolves relative names only in a local folder.
 */
export async function findArchiveCroissant(
  slug: string,
  number: number,
  reader: Actor | null = null,
): Promise<Result<object>> {
  const found = await requirePublicRound(webPlatform().db, slug, number, reader);
  if (!found.ok) return found;
  const { benchmark, round } = found.value;
  const file = findArchivedFile(slug, round, 'croissant.json');
  return file.ok ? ok(await readWithAddresses(benchmark, number, file.value)) : file;
}

type Described = Pick<BenchmarkRow, 'slug' | 'license'>;

/**
 * Adds addresses and the benchmark's present licence. The stored description has no licence, since an archive never changes and
 * a licence may.
 */
async function readWithAddresses(
  { slug, license }: Described,
  number: number,
  file: ServedFile,
): Promise<object> {
  const description = parseJson(await text((await file.open()).stream));
  if (!isJsonObject(description)) throw new Error('a description that is no object');
  const files = new URL(
    `/api/v1/benchmarks/${slug}/rounds/${number}/archive/files/`,
    webPlatform().environment.PUBLIC_URL,
  );
  return {
    ...description,
    ...(license && { license: licenseUrl(license) }),
    distribution: listMembers(description.distribution).map((entry) =>
      isJsonObject(entry) && typeof entry.contentUrl === 'string'
        ? { ...entry, contentUrl: new URL(entry.contentUrl, files).href }
        : entry,
    ),
  };
}

const listMembers = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? value : [];
