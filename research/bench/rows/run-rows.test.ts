import { expect, it } from 'vitest';
import { coverageRows } from '../coverage/rows';
import { type RunChunks, withThreads } from '../threads/run-in-threads';
import { type BenchRow, measureChunk, type RequestedRow, type RowChunk, rowOf, runRows } from './run-rows';

async function listLines(
  run: RunChunks<RowChunk, unknown[]>,
  rows: readonly BenchRow[],
  requested: readonly RequestedRow[],
): Promise<string[]> {
  const lines: string[] = [];
  await runRows(run, rows, requested, (_, { line }) => lines.push(line));
  return lines;
}

/** Runs the chunks in another order, one after the other. */
const inOrder =
  (rows: readonly BenchRow[], sort: (places: number[]) => number[]): RunChunks<RowChunk, unknown[]> =>
  async (chunks, take) => {
    const results: unknown[][] = [];
    for (const place of sort([...chunks.keys()])) {
      results[place] = measureChunk(rows)(chunks[place]!);
      take?.(results[place]!, place);
    }
    return results;
  };

/** A row whose printed line contains every repetition. */
const spelling = (word: string): BenchRow =>
  rowOf({
    part: 'words',
    repetitions: 0,
    measure: (repetition) => `${word}${repetition}`,
    conclude: (words) => ({ line: words.join(' '), isWithin: null }),
  });

it('reports repetitions within a row, and rows within a bench, in order, whichever chunk ends first', async () => {
  const rows = [spelling('a'), spelling('b')];
  const requested = [
    { place: 1, repetitions: 23 },
    { place: 0, repetitions: 10 },
  ];
  const words = (word: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${word}${i}`).join(' ');
  for (const sort of [(places: number[]) => places, (places: number[]) => places.reverse()])
    expect(await listLines(inOrder(rows, sort), rows, requested)).toEqual([words('b', 23), words('a', 10)]);
});

it('prints the same rows of a bench on one thread and on two', async () => {
  const requested = ['groups', 'pairs', 'bands'].map((part) => ({
    place: coverageRows.findIndex((row) => row.part === part),
    repetitions: 15,
  }));
  const on = (threadCount: number) =>
    withThreads<RowChunk, unknown[], string[]>(
      new URL('../coverage/worker.ts', import.meta.url),
      threadCount,
      (run) => listLines(run, coverageRows, requested),
    );
  const lines = await on(1);
  expect(lines).toHaveLength(3);
  expect(await on(2)).toEqual(lines);
}, 120_000);
