import { Worker } from 'node:worker_threads';
import type { Chunk, Outcome } from './plan';

/** Runs chunks; the results are in their order, whichever thread ran them. */
export type RunChunks = (chunks: readonly Chunk[]) => Promise<Outcome[][]>;

/** Starts so many threads for the time of `use`. */
export async function withThreads<T>(threadCount: number, use: (run: RunChunks) => Promise<T>): Promise<T> {
  const workers = Array.from(
    { length: threadCount },
    () => new Worker(new URL('./thread.mjs', import.meta.url), { execArgv: [] }),
  );
  try {
    return await use((chunks) => runOn(workers, chunks));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function runOn(workers: readonly Worker[], chunks: readonly Chunk[]): Promise<Outcome[][]> {
  const results: Outcome[][] = [];
  let next = 0;
  const runThread = async (worker: Worker): Promise<void> => {
    while (next < chunks.length) {
      const index = next++;
      results[index] = await ask(worker, chunks[index]!);
    }
  };
  await Promise.all(workers.map(runThread));
  return results;
}

function ask(worker: Worker, chunk: Chunk): Promise<Outcome[]> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (outcomes: Outcome[]) => {
      worker.off('error', reject);
      resolve(outcomes);
    });
    worker.postMessage(chunk);
  });
}
