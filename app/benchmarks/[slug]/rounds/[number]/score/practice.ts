import { formatBytes } from '@/app/_ui/format-quantity';
import type { Direction } from '@/lib/core/benchmark';
import type { PracticeScores } from '@/lib/core/commitment/score-practice';
import type { FileProblem } from '@/lib/core/files/file-problem';
import { openZipReader, sourceOfBlob } from '@/lib/core/files/zip-reader';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { ok, type Result, refuse } from '@/lib/core/result';

export type PracticeRequest = {
  readonly origin: string;
  readonly slug: string;
  readonly number: number;
  readonly file: File;
  readonly seed: string;
};

export type PracticeMessage =
  | { readonly kind: 'progress'; readonly share: number; readonly doing: string }
  | { readonly kind: 'refused'; readonly problems: readonly FileProblem[]; readonly problemCount: number }
  | {
      readonly kind: 'scored';
      readonly metric: MetricName;
      readonly scores: PracticeScores;
      readonly seed: string;
      readonly scorerVersion: string;
      /** The ranked models directly above and below the score; null without an official ranking or a score. */
      readonly neighbours: Neighbours | null;
      readonly fileName: string;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

export type RankedScore = { readonly model: string; readonly rank: number | null; readonly score: number };

/** The ranked models next to a practice score: `above` is the worst of those at least as good, `below` the best of the others. */
export type Neighbours = { readonly above: RankedScore | null; readonly below: RankedScore | null };

export function findNeighbours(
  entries: readonly RankedScore[],
  score: number,
  direction: Direction,
): Neighbours | null {
  const merit = (value: number) => (direction === 'higher' ? value : -value);
  const ranked = entries
    .filter(({ rank }) => rank !== null)
    .toSorted((one, other) => merit(other.score) - merit(one.score));
  if (ranked.length === 0) return null;
  const below = ranked.findIndex((one) => merit(one.score) < merit(score));
  const end = below === -1 ? ranked.length : below;
  return { above: ranked[end - 1] ?? null, below: ranked[end] ?? null };
}

/**
 * Size limit for zipped files, which are decompressed as a whole in the memory of the browser's tab. Plain and gzipped files
 * are read in chunks.
 */
const zippedBytesMax = 256_000_000;

/** Reads the only file in a zip. */
export async function readZippedFile(
  file: Blob,
  bytesMax = zippedBytesMax,
): Promise<Result<Uint8Array, FileProblem>> {
  const zip = await openZipReader(sourceOfBlob(file));
  const [name, second] = zip.names.filter((one) => !one.endsWith('/') && !one.startsWith('__MACOSX/'));
  if (name === undefined || second !== undefined)
    return refuseFile({
      code: 'bad_archive',
      detail: 'the zip archive has not exactly one file',
      hint: 'Put one CSV or JSON Lines file into the archive.',
    });
  const byteCount = zip.byteCountOf(name);
  if (byteCount > bytesMax)
    return refuseFile({
      code: 'too_large',
      detail: `the file in the zip archive has ${formatBytes(byteCount)}; ${formatBytes(bytesMax)} are allowed here`,
      hint: 'Choose the file without the archive, or compress it with gzip.',
    });
  return ok((await zip.read(name, bytesMax))!);
}

const refuseFile = (problem: Pick<FileProblem, 'code' | 'detail' | 'hint'>): Result<never, FileProblem> =>
  refuse({ ...problem, line: null, column: null });
