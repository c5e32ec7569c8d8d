import { parentPort, Worker } from 'node:worker_threads';

/**
 * Runs chunks of work. Results are in the order of the chunks, whichever thread ran them.
 * @param take receives each result as soon as it is known, with its chunk's position
 */
export type RunChunks<Chunk, Result> = (
  chunks: readonly Chunk[],
  take?: (result: Result, index: number) => void,
) => Promise<Result[]>;

/** Starts so many threads of a module that calls `serveChunks`, and ends them after `use`. */
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
      const result = await runChunk<Chunk, Result>(worker, chunks[index]!);
      results[index] = result;
      take?.(result, index);
    }
  };
  await Promise.all(workers.map(runThread));
  return results;
}

function runChunk<Chunk, Result>(worker: Worker, chunk: Chunk): Promise<Result> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (result: Result) => {
      worker.off('error', reject);
      resolve(result);
    });
    worker.postMessage(chunk);
  });
}

/** Time of all threads of this process since its start. */
export function describeTime(): string {
  const { user, system } = process.cpuUsage();
  return `processor ${Math.round((user + system) / 1e6)} s, ${Math.round(process.uptime())} s by the clock`;
}

/** Serves the chunks of a thread: posts the result of each. */
export function serveChunks<Chunk, Result>(run: (chunk: Chunk) => Result): void {
  parentPort!.on('message', (chunk: Chunk) => parentPort!.postMessage(run(chunk)));
}
