import { LRUCache } from 'lru-cache';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { countEditsOf, type FileForEdits, readForEdits } from '@/lib/core/feedback/count-edits';
import type { Predictions } from '@/lib/core/submission/predictions';

/**
 * Memory of one thread for cached files in bytes: enough for five hundred files of 4,000 items in two
 * classes.
 */
const bytesMax = 32 * 2 ** 20;

/**
 * Prediction files in the form that counting edits needs, by submission. Each new file is compared with all
 * earlier ones of its team group; decrypting and parsing those again takes a hundred times as long as the
 * comparison. They contain predictions only, no label, and a scored submission's predictions never change.
 */
const cached = new LRUCache<string, FileForEdits>({ maxSize: bytesMax, sizeCalculation: measureBytes });

function measureBytes(file: FileForEdits): number {
  if (file.kind === 'columns') return sum(file.columns.map(({ byteLength }) => byteLength));
  const values = Array.from<string | number | undefined>(file.kind === 'texts' ? file.texts : file.values);
  // A JavaScript string takes up to two bytes a character, and a header of 16 bytes.
  return sum(values.map((value) => (typeof value === 'string' ? 16 + 2 * value.length : 8)));
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 1);

/** Counts the edits between a file and the nearest of the earlier files; null without earlier files. */
export async function countEditsFromNearest(
  benchmark: Pick<BenchmarkRow, 'metric' | 'classes' | 'logLossClip'>,
  { submissionId, file, earlier }: { submissionId: string; file: Predictions; earlier: readonly string[] },
  open: (submissionId: string) => Promise<Predictions>,
): Promise<number | null> {
  const read = (predictions: Predictions) => readForEdits(benchmark.metric, benchmark, predictions);
  const own = read(file);
  let nearest: number | null = null;
  for (const id of earlier) {
    const other = cached.get(id) ?? read(await open(id));
    cached.set(id, other);
    nearest = Math.min(nearest ?? Number.POSITIVE_INFINITY, countEditsOf(other, own));
  }
  cached.set(submissionId, own);
  return nearest;
}
