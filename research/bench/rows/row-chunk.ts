import type { BenchRow } from './bench-row';

/** Some repetitions of the row at that place of the bench's list. */
export type RowChunk = {
  readonly place: number;
  readonly firstRepetition: number;
  readonly repetitionCount: number;
};

/** Small enough that no thread waits long for the last ones. */
const chunkSize = 10;

export const listChunks = (place: number, repetitions: number): RowChunk[] =>
  Array.from({ length: Math.ceil(repetitions / chunkSize) }, (_, i) => ({
    place,
    firstRepetition: i * chunkSize,
    repetitionCount: Math.min(chunkSize, repetitions - i * chunkSize),
  }));

export const measureChunk =
  (rows: readonly BenchRow[]) =>
  ({ place, firstRepetition, repetitionCount }: RowChunk): unknown[] =>
    Array.from({ length: repetitionCount }, (_, i) => rows[place]!.measure(firstRepetition + i));
