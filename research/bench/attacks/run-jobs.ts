import type { RunChunks } from '../threads/run-in-threads';
import type { Chunk, Job, Outcome } from './plan';

const chunkSize = 10;

export type Cell<J extends Job = Job> = { readonly job: J; readonly outcomes: readonly Outcome[] };

/** So many repetitions of every job, in the order of the jobs. */
export async function runJobs<J extends Job>(
  runChunks: RunChunks<Chunk, Outcome[]>,
  jobs: readonly J[],
  { purpose, repetitions }: { purpose: Chunk['purpose']; repetitions: number },
): Promise<Cell<J>[]> {
  const chunks = jobs.flatMap((job) =>
    Array.from(
      { length: Math.ceil(repetitions / chunkSize) },
      (_, i): Chunk => ({
        job,
        purpose,
        firstRepetition: i * chunkSize,
        repetitionCount: Math.min(chunkSize, repetitions - i * chunkSize),
      }),
    ),
  );
  const outcomes = await runChunks(chunks);
  return jobs.map((job) => ({
    job,
    outcomes: chunks.flatMap((chunk, i) => (chunk.job === job ? outcomes[i]! : [])),
  }));
}
