import type { RunChunks } from '../threads/run-in-threads';
import type { BenchRow, Verdict } from './bench-row';
import { listChunks, type RowChunk } from './row-chunk';

/** A row of the bench's list, and how often it is measured. */
export type AskedRow = { readonly place: number; readonly repetitions: number };

/**
 * Measures rows and tells each verdict as soon as it and those before it are known. A verdict is made of the outcomes in the order of
 * the repetitions, so neither the number of threads nor what came first changes it.
 */
export async function runRows(
  run: RunChunks<RowChunk, unknown[]>,
  rows: readonly BenchRow[],
  asked: readonly AskedRow[],
  tell: (row: BenchRow, verdict: Verdict) => void,
): Promise<void> {
  const waiting = asked.map(({ place, repetitions }) => {
    const chunks = listChunks(place, repetitions);
    return { row: rows[place]!, chunks, outcomes: chunks.map((): unknown[] | null => null) };
  });
  const places = waiting.flatMap((row) => row.chunks.map((_, i) => ({ row, i })));
  let told = 0;
  await run(
    places.map(({ row, i }) => row.chunks[i]!),
    (outcomes, index) => {
      const { row, i } = places[index]!;
      row.outcomes[i] = outcomes;
      for (; told < waiting.length; told++) {
        const next = waiting[told]!;
        const all = next.outcomes.flatMap((some) => some ?? []);
        if (all.length < asked[told]!.repetitions) break;
        tell(next.row, next.row.conclude(all));
      }
    },
  );
}
