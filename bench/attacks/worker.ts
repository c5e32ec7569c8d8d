import { parentPort } from 'node:worker_threads';
import { runHillClimbing } from './hill-climbing';
import { runPaperAttack } from './paper-attack';
import type { Chunk, Outcome } from './plan';

parentPort!.on('message', (chunk: Chunk) => parentPort!.postMessage(runChunk(chunk)));

/** Runs some repetitions of a job. All mechanisms meet the same labels and files in a repetition. */
function runChunk({ job, purpose, firstRepetition, repetitionCount }: Chunk): Outcome[] {
  return Array.from({ length: repetitionCount }, (_, i) => {
    const seed = `${purpose}:${job.attack}:${job.itemCount}:${job.submissionCount}:${firstRepetition + i}`;
    if (job.attack === 'hill-climbing')
      return { value: runHillClimbing({ ...job, seed: `${seed}:${job.blockSize}` }), finalLoss: null };
    const { feedbackLoss, finalLoss } = runPaperAttack({ ...job, seed });
    return { value: feedbackLoss, finalLoss };
  });
}
