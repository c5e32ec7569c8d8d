import { availableParallelism } from 'node:os';
import { describeTime, withThreads } from '../threads/run-in-threads';
import { type BenchRow, type RequestedRow, type RowChunk, runRows, type Verdict } from './run-rows';

/**
 * Runs a bench of rows on two threads: prints each row, `MISSED` where its bound failed, and then exits with 1.
 * @param program a thread's module, which serves chunks of the same list of rows
 * @param parts requested parts; all where empty
 * @param repetitionsOf number of repetitions of a row
 * @param titleOf title above a part, printed once for consecutive parts with the same one
 */
export async function runBench(
  program: URL,
  rows: readonly BenchRow[],
  {
    parts,
    repetitionsOf,
    titleOf,
  }: {
    readonly parts: readonly string[];
    readonly repetitionsOf: (row: BenchRow) => number;
    readonly titleOf?: (part: string) => string;
  },
): Promise<void> {
  const known = [...new Set(rows.map(({ part }) => part))];
  const unknown = parts.find((part) => !known.includes(part));
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}. There are ${known.join(', ')}.`);
  const wanted = parts.length > 0 ? parts : known;
  const requested = rows.flatMap((row, place): RequestedRow[] =>
    wanted.includes(row.part) ? [{ place, repetitions: repetitionsOf(row) }] : [],
  );
  let lastTitle: string | undefined;
  const report = (row: BenchRow, verdict: Verdict): void => {
    const title = titleOf?.(row.part);
    if (title !== lastTitle) console.log(lastTitle === undefined ? title : `\n${title}`);
    lastTitle = title;
    print(verdict);
  };
  await withThreads<RowChunk, unknown[], void>(program, Math.min(2, availableParallelism()), (run) =>
    runRows(run, rows, requested, report),
  );
  console.log(describeTime());
}

function print({ line, isWithin }: Verdict): void {
  if (isWithin === false) process.exitCode = 1;
  console.log(`${isWithin === null ? '      ' : isWithin ? 'ok    ' : 'MISSED'} ${line}`);
}
