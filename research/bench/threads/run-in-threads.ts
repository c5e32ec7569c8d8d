import { parentPort, Worker } from 'node:worker_threads';

/**
 * Runs chunks of work; the results are in their order, whichever thread ran them.
 * @param take is told each result as it comes, and of which chunk it is
 */
export type RunChunks<Chunk, Result> = (
  chunks: readonly Chunk[],
  take?: (result: Result, index: number) => void,
) => Promise<Result[]>;

/** Starts so many threads of a program for the time of `use`: a module that answers chunks, `answerChunks`. */
export async function withThreads<Chunk, Result, T>(
  program: URL,
  threadCount: number,
  use: (run: RunChunks<Chunk, Result>) => Promise<T>,
): Promise<T> {
  const workers = Array.from({ length: threadCount }, () => startThread(program));
  try {
    return await use((chunks, take) => runOn<Chunk, Result>(workers, chunks, take));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

const startThread = (program: URL): Worker =>
  new Worker(new URL('thread.mjs', import.meta.url), { execArgv: [], workerData: program.href });

async function runOn<Chunk, Result>(
  workers: readonly Worker[],
  chunks: readonly Chunk[],
  take?: (result: Result, index: number) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const runThread = async (worker: Worker): Promise<void> => {
    while (next < chunks.length) {
      const index = next++;
      const result = await ask<Chunk, Result>(worker, chunks[index]!);
      results[index] = result;
      take?.(result, index);
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

/** What all threads of this process have taken since it began. */
export function describeTime(): string {
  const { user, system } = process.cpuUsage();
  return `processor ${Math.round((user + system) / 1e6)} s, ${Math.round(process.uptime())} s by the clock`;
}

/** What a thread's program does: answers each chunk of work with its result. */
export function answerChunks<Chunk, Result>(run: (chunk: Chunk) => Result): void {
  parentPort!.on('message', (chunk: Chunk) => parentPort!.postMessage(run(chunk)));
}
