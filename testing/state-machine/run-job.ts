import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { parseJob } from '@/lib/contracts/jobs';
import { makeTaskList } from '@/worker/make-task-list';
import type { ScorerPlatform } from '@/worker/scorer-platform';
import { holdJob, returnJobs } from '../hold-job';
import { type Death, dieMidway } from './die-midway';
import { countAct, type Model, type ModelRound, type ModelSubmission } from './model';
import { readNow, type World } from './world';

const scoringMs = 20 * 60_000;
const attemptsMax = 3;

/** Runs a job as the scorer would, and applies its expected effect to the model. */
export async function runJob(model: Model, world: World, job: TakenJob, death: Death | null): Promise<void> {
  const now = await readNow(world);
  const outcome = await dieMidway(world, death, (platform) => perform(platform, world, job));
  await (outcome.died ? returnJob(world) : finishJob(world, job));
  if (job.task === 'score_submission') {
    const { submissionId } = parseJob('score_submission', job.payload);
    const submission = model.rounds
      .flatMap(({ submissions }) => submissions)
      .find(({ id }) => id === submissionId);
    expect(submission, 'a job of a submission that was accepted').toBeDefined();
    return tryScoring(submission!, outcome.died, now);
  }
  // Score adjustments between rounds aren't part of the model.
  if (job.task === 'equate_rounds') return;
  const round = model.rounds.find(({ id }) => id === parseJob('publish_snapshot', job.payload).roundId);
  if (!outcome.died && round) finish(model, round, job.task);
}

function perform(platform: ScorerPlatform, { vault }: World, { task, payload }: TakenJob): Promise<void> {
  const performOne = new Map(Object.entries(makeTaskList(platform, vault))).get(task);
  if (!performOne) throw new Error(`no command requests ${task}`);
  return performOne(payload);
}

function tryScoring(submission: ModelSubmission, died: boolean, now: number): void {
  if (submission.state !== 'queued' && submission.state !== 'scoring') return;
  submission.attempt++;
  submission.deadlineAt = now + scoringMs;
  if (!died) submission.state = 'scored';
  else submission.state = submission.attempt >= attemptsMax ? 'failed' : 'scoring';
}

function finish(model: Model, round: ModelRound, task: string): void {
  if (task === 'prepare_inputs' && round.state === 'sealed') round.isInputsWritten = true;
  if (task === 'publish_snapshot') publish(model, round);
  if (task === 'reveal_round' && round.state === 'closed' && round.isOfficial) {
    round.state = 'revealed';
    countAct(model, 'round_revealed', 'scorer');
  }
}

function publish(model: Model, round: ModelRound): void {
  if (round.state === 'open') round.provisionalCount++;
  const isFinished = round.submissions.every(({ state }) => state === 'scored' || state === 'failed');
  if (round.state !== 'closed' || round.isOfficial || !isFinished) return;
  round.isOfficial = true;
  countAct(model, 'ranking_published', 'scorer');
}

/** Waits for the result of a service that requests a job and waits for its end, and meanwhile runs only that job. */
export async function runWithScorer<T>(
  model: Model,
  world: World,
  request: Promise<T>,
  jobKey: string,
): Promise<T> {
  let hasFeedback = false;
  const settle = () => {
    hasFeedback = true;
  };
  request.then(settle, settle);
  while (!hasFeedback) {
    const job = await takeJob(world, jobKey);
    if (job) await runJob(model, world, job, null);
    else await sleep(5);
  }
  return request;
}

type TakenJob = {
  /** Id of the job in the queue; null for a job that the test made up. */
  id: string | null;
  task: string;
  payload: unknown;
};

const worker = 'state-machine';

/**
 * Takes the next job from the queue.
 * @param key takes only the job with this key
 */
export const takeJob = ({ site }: World, key: string | null = null): Promise<TakenJob | undefined> =>
  holdJob(site, { worker, key });

/** Removes a finished job from the queue. */
async function finishJob(world: World, { id }: TakenJob): Promise<void> {
  await returnJobs(world.site, worker);
  await world.site.superuser`select graphile_worker.complete_jobs(array[${id}::bigint])`;
}

/** Returns a killed job to the queue. */
const returnJob = ({ site }: World): Promise<void> => returnJobs(site, worker);
