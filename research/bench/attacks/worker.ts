import { serveChunks } from '../threads/run-in-threads';
import { runGuardedAttack } from './guarded-attack';
import { runHillClimbing, runPaperAttack } from './label-attacks';
import type { Chunk, Job, Outcome } from './plan';

serveChunks(runChunk);

function runChunk({ job, purpose, firstRepetition, repetitionCount }: Chunk): Outcome[] {
  return Array.from({ length: repetitionCount }, (_, i) =>
    runOnce(job, `${purpose}:${job.attack}`, firstRepetition + i),
  );
}

/** One repetition of a job. All mechanisms and designs of a repetition have the same labels. */
function runOnce(job: Job, stream: string, repetition: number): Outcome {
  switch (job.attack) {
    case 'guarded': {
      const { metric, feedbackCount } = job.setting;
      return runGuardedAttack(job.setting, job.scheme, `${stream}:${metric}:${feedbackCount}:${repetition}`);
    }
    case 'hill-climbing': {
      const seed = `${stream}:${job.itemCount}:${job.submissionCount}:${repetition}:${job.blockSize}`;
      return { gain: runHillClimbing({ ...job, seed }) };
    }
    case 'paper':
      return runPaperAttack({
        ...job,
        seed: `${stream}:${job.itemCount}:${job.submissionCount}:${repetition}`,
      });
  }
}
