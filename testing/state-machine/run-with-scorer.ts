import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from './model';
import { runJob } from './run-job';
import { takeJob } from './take-job';
import type { World } from './world';

/** The response of a use case that requests a job and waits for it, with a scorer that runs only that one. */
export async function runWithScorer<T>(
  model: Model,
  world: World,
  asked: Promise<T>,
  jobKey: string,
): Promise<T> {
  let hasFeedback = false;
  const settle = () => {
    hasFeedback = true;
  };
  asked.then(settle, settle);
  while (!hasFeedback) {
    const job = await takeJob(world, jobKey);
    if (job) await runJob(model, world, job, null);
    else await sleep(5);
  }
  return asked;
}
