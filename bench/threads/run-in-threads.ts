import { Worker } from 'node:worker_threads';

/** Runs chunks of work; the results are in their order, whichever thread ran them. */
export type RunChunks<Chunk, Result> = (chunks: readonly Chunk[]) => Promise<Result[]>;

/** Starts so many threads of a program for the time of `use`: it answers each message with one. */
export async function withThreads<Chunk, Result, T>(
  program: URL,
  threadCount: number,
  use: (run: RunChunks<Chunk, Result>) => Promise<T>,
): Promise<T> {
  const workers = Array.from({ length: threadCount }, () => new Worker(program, { execArgv: [] }));
  try {
    return await use((chunks) => runOn<Chunk, Result>(workers, chunks));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function runOn<Chunk, Result>(workers: readonly Worker[], chunks: readonly Chunk[]): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const runThread = async (worker: Worker): Promise<void> => {
    while (next < chunks.length) {
      const index = next++;
      results[index] = await ask<Chunk, Result>(worker, chunks[index]!);
    }
  };
  await Promise.all(workers.map(runThread));
  return results;
}

function ask<Chunk, Result>(worker: Worker, chunk: Chunk): Promise<Result> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (result: Result) => {
      worker.off('error', reject);
      resolve(result);
    });
    worker.postMessage(chunk);
  });
}
