import type { RunChunks } from '../threads/run-in-threads';

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

/** What a bench says of a row, and whether its bound held; null where there is none. */
export type Verdict = { readonly line: string; readonly isWithin: boolean | null };

/**
 * A row of a bench: something that is drawn again and again, and what is said of all of it. In a list the outcomes of rows are of
 * different types, and only a row itself knows its own: hence methods.
 */
export type BenchRow<Outcome = unknown> = {
  /** The part of the bench by which it is asked for alone. */
  readonly part: string;
  /** How often it is measured where no share of that is asked for. */
  readonly repetitions: number;
  /** One repetition. Its number is in its seed, so any share of them can be run anywhere. */
  measure(repetition: number): Outcome;
  /** @param outcomes of the repetitions, in their order */
  conclude(outcomes: readonly Outcome[]): Verdict;
};

/** A row as one of a list. */
export const rowOf = <Outcome>(row: BenchRow<Outcome>): BenchRow => row;

/** Some repetitions of the row at that place of the bench's list. */
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
