import type { RunChunks } from '../threads/run-in-threads';

/** A row by its position in the bench's list, with its number of repetitions. */
export type RequestedRow = { readonly place: number; readonly repetitions: number };

/**
 * Measures rows and reports each verdict as soon as it and all earlier ones are known. A verdict is computed from the outcomes in
 * the order of the repetitions, so neither the number of threads nor their timing changes it.
 */
export async function runRows(
  run: RunChunks<RowChunk, unknown[]>,
  rows: readonly BenchRow[],
  requested: readonly RequestedRow[],
  report: (row: BenchRow, verdict: Verdict) => void,
): Promise<void> {
  const waiting = requested.map(({ place, repetitions }) => {
    const chunks = listChunks(place, repetitions);
    return { row: rows[place]!, chunks, outcomes: chunks.map((): unknown[] | null => null) };
  });
  const places = waiting.flatMap((row) => row.chunks.map((_, i) => ({ row, i })));
  let reportedCount = 0;
  await run(
    places.map(({ row, i }) => row.chunks[i]!),
    (outcomes, index) => {
      const { row, i } = places[index]!;
      row.outcomes[i] = outcomes;
      for (; reportedCount < waiting.length; reportedCount++) {
        const next = waiting[reportedCount]!;
        const all = next.outcomes.flatMap((some) => some ?? []);
        if (all.length < requested[reportedCount]!.repetitions) break;
        report(next.row, next.row.conclude(all));
      }
    },
  );
}

/** A row's printed line, and whether its bound holds; null without a bound. */
export type Verdict = { readonly line: string; readonly isWithin: boolean | null };

/**
 * A row of a bench: a repeated measurement and its summary. A list has rows with different types of outcomes, which only a row
 * itself knows: hence methods.
 */
export type BenchRow<Outcome = unknown> = {
  /** The part of the bench, by which a run can be restricted. */
  readonly part: string;
  /** Number of repetitions in a full run. */
  readonly repetitions: number;
  /** One repetition. Its number is part of its seed, so any share of them can run in any thread. */
  measure(repetition: number): Outcome;
  /** @param outcomes of the repetitions, in their order */
  conclude(outcomes: readonly Outcome[]): Verdict;
};

/** A row with its type of outcome hidden. */
export const rowOf = <Outcome>(row: BenchRow<Outcome>): BenchRow => row;

/** Some repetitions of the row at that position of the bench's list. */
export type RowChunk = {
  readonly place: number;
  readonly firstRepetition: number;
  readonly repetitionCount: number;
};

/** Small enough that no thread waits long for the last ones. */
const chunkSize = 10;

const listChunks = (place: number, repetitions: number): RowChunk[] =>
  Array.from({ length: Math.ceil(repetitions / chunkSize) }, (_, i) => ({
    place,
    firstRepetition: i * chunkSize,
    repetitionCount: Math.min(chunkSize, repetitions - i * chunkSize),
  }));

export const measureChunk =
  (rows: readonly BenchRow[]) =>
  ({ place, firstRepetition, repetitionCount }: RowChunk): unknown[] =>
    Array.from({ length: repetitionCount }, (_, i) => rows[place]!.measure(firstRepetition + i));
