import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawBalancedRound } from '@/demo/flights/draw-round';
import { formatLabelledFlights } from '@/demo/flights/format-flight-files';
import { findFlightsFile, readFlights } from '@/demo/flights/read-flights';

/** Months of the test sets, in the order of the rounds. */
export const testMonths = [2, 3] as const;

/** Months of the training data. */
const trainingMonths = [1, 2] as const;

const [testItemCount, trainingItemCount] = [4_000, 12_000];

export const testFile = (month: number): string => `test-${month}.csv`;

/**
 * Writes `test-2.csv` and so on, `training-1.csv` and `training-2.csv` into the folder: drawn flights of which half were late, so
 * that a guess is right on half.
 */
export async function writeFlights(folder: string, months: readonly number[] = testMonths): Promise<void> {
  const table = await readFlights(findFlightsFile());
  const write = (file: string, month: number, count: number, seed: string): Promise<void> =>
    writeFile(join(folder, file), formatLabelledFlights(table, drawBalancedRound(table, month, count, seed)));
  for (const month of months) await write(testFile(month), month, testItemCount, 'real-case');
  for (const month of trainingMonths)
    await write(`training-${month}.csv`, month, trainingItemCount, 'real-case-training');
}
