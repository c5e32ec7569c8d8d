import { parentPort } from 'node:worker_threads';

/** What a thread's program does: answers each chunk of work with its result. */
export function answerChunks<Chunk, Result>(run: (chunk: Chunk) => Result): void {
  parentPort!.on('message', (chunk: Chunk) => parentPort!.postMessage(run(chunk)));
}
