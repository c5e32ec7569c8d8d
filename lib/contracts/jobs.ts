import { z } from 'zod';
import { keysOf } from '@/lib/core/keys-of';

/**
 * The official rounds that a job equates: `newest`, only rounds whose rankings may be published again, or `all`. Both also
 * include rounds without equating and rounds on another scale.
 */
export const equateScopes = ['newest', 'all'] as const;
export type EquateScope = (typeof equateScopes)[number];

/**
 * `kept`: items keep the ids of their test set when the round is sealed; `drawn`: they get pseudonymous ids derived from the
 * round secret.
 */
const idsAtSealing = ['kept', 'drawn'] as const;

const roundPayload = z.object({ roundId: z.uuid() });
const submissionPayload = z.object({ submissionId: z.uuid() });
const runPayload = z.object({ runId: z.uuid() });
const erratumPayload = z.object({ erratumId: z.uuid() });

export type JobEnqueuer = 'web' | 'scorer';

/**
 * Job queues. `scores`: only jobs for which a participant waits. `rounds`: jobs with a public due time, such as openings and
 * rankings. `long`: jobs without a due time that may take minutes. `large_scores`: scores of large files, so that no small
 * file waits for one. `models`: jobs that prepare a model's run on a runner, or process its result.
 */
export const queues = ['scores', 'rounds', 'long', 'large_scores', 'models'] as const;
export type QueueName = (typeof queues)[number];

/** Priority of jobs that come before others in their queue: a person waits for the job, or many jobs depend on it. */
const ahead = -10;
const inTurn = 0;
/** Priority of jobs that come after others in their queue, since no person waits for the job. */
const behind = 10;

/**
 * Definitions of all jobs, by the name of their task in the queue. Fields of a payload are strings: UUIDs, instants or fixed
 * words. The database composes the key from a word and fields of the payload; a new job replaces a waiting one with the same
 * key. The database enforces these definitions: db/functions/queue/ reads them from the view that db/migrate.ts makes.
 */
export const jobs = {
  check_test_set: job({
    payload: roundPayload,
    key: ['check', 'roundId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['web'],
  }),
  seal_round: job({
    payload: roundPayload.extend({ ids: z.enum(idsAtSealing) }),
    key: ['seal', 'roundId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['web'],
    writesFiles: true,
  }),
  open_round: job({
    payload: roundPayload.extend({
      closesAt: z.iso.datetime().nullable(),
      /** The person who requested the opening. */
      openedBy: z.uuid(),
    }),
    key: ['open', 'roundId'],
    queue: 'rounds',
    priority: inTurn,
    enqueuedBy: ['web'],
    writesFiles: true,
  }),
  extend_round: job({
    payload: roundPayload.extend({ closesAt: z.iso.datetime(), extendedBy: z.uuid() }),
    key: ['extend', 'roundId'],
    queue: 'rounds',
    priority: ahead,
    enqueuedBy: ['web'],
  }),
  score_submission: job({
    payload: submissionPayload,
    key: ['score', 'submissionId'],
    queue: 'scores',
    priority: inTurn,
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /** Scores a file of many rows, in a queue of its own: a million rows take ten seconds. */
  score_large_submission: job({
    payload: submissionPayload,
    key: ['score-large', 'submissionId'],
    queue: 'large_scores',
    priority: inTurn,
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  score_model: job({
    payload: submissionPayload,
    key: ['score-model', 'submissionId'],
    queue: 'models',
    priority: inTurn,
    // The scorer enqueues this job for an automatic evaluation, and for the score of a submitted file.
    enqueuedBy: ['web', 'scorer'],
    isByRoundsRules: true,
  }),
  begin_automatic: job({
    payload: roundPayload,
    key: ['begin-automatic', 'roundId'],
    queue: 'long',
    priority: ahead,
    // The web process enqueues this job when a round is unfrozen.
    enqueuedBy: ['web', 'scorer'],
    isByRoundsRules: true,
  }),
  /** Begins training the images of a benchmark on its newest revealed round, except those that have been trained already. */
  begin_trainings: job({
    payload: z.object({ benchmarkId: z.uuid() }),
    key: ['begin-trainings', 'benchmarkId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['scorer'],
  }),
  dry_run_model: job({
    payload: z.object({ dryRunId: z.uuid() }),
    key: ['dry-run', 'dryRunId'],
    queue: 'models',
    priority: inTurn,
    enqueuedBy: ['web'],
  }),
  score_practice: job({
    payload: submissionPayload,
    key: ['practice', 'submissionId'],
    queue: 'models',
    priority: behind,
    // One job is enqueued after the submission's end, then one after each practice run.
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  /** Encrypts the model and the inputs of a leased run to the key of its runner. */
  prepare_run: job({
    payload: runPayload,
    key: ['prepare-run', 'runId'],
    queue: 'models',
    priority: ahead,
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /** Processes the result that a runner has sent. */
  finish_run: job({
    payload: runPayload,
    key: ['finish-run', 'runId'],
    queue: 'models',
    priority: ahead,
    enqueuedBy: ['web', 'scorer'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /**
   * Processes the result of a training run, in another queue than `finish_run`: copying a model of up to four GiB must not
   * delay other models.
   */
  finish_training: job({
    payload: runPayload,
    key: ['finish-training', 'runId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /** Schedules the repetition of a scored run on another runner. */
  repeat_run: job({
    payload: submissionPayload,
    key: ['repeat', 'submissionId'],
    queue: 'models',
    priority: behind,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  finish_model: job({
    payload: submissionPayload,
    key: ['finish-model', 'submissionId'],
    // Not in the queue `models`, where another model could delay the job: feedback on a run has a fixed time.
    queue: 'scores',
    priority: ahead,
    enqueuedBy: ['scorer'],
  }),
  decide_feedback: job({
    payload: roundPayload,
    key: ['feedback', 'roundId'],
    queue: 'scores',
    priority: ahead,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  publish_snapshot: job({
    payload: roundPayload,
    key: ['snapshot', 'roundId'],
    queue: 'rounds',
    priority: inTurn,
    enqueuedBy: ['web', 'scorer'],
    isByRoundsRules: true,
  }),
  prepare_inputs: job({
    payload: roundPayload,
    key: ['prepare', 'roundId'],
    queue: 'rounds',
    priority: ahead,
    enqueuedBy: ['scorer'],
    writesFiles: true,
  }),
  reveal_round: job({
    payload: roundPayload,
    key: ['reveal', 'roundId'],
    queue: 'long',
    priority: ahead,
    enqueuedBy: ['web', 'scorer'],
    writesFiles: true,
  }),
  compare_erratum: job({
    payload: erratumPayload,
    key: ['compare-erratum', 'erratumId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  publish_erratum: job({
    payload: erratumPayload.extend({ publishedBy: z.uuid() }),
    key: ['publish-erratum', 'erratumId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /** Ranks a revealed round again after two people have withdrawn a team. */
  republish_ranking: job({
    payload: roundPayload,
    key: ['republish', 'roundId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['web'],
    isByRoundsRules: true,
  }),
  equate_rounds: job({
    payload: z.object({ benchmarkId: z.uuid(), scope: z.enum(equateScopes) }),
    key: ['equate', 'scope', 'benchmarkId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['web', 'scorer'],
  }),
  raise_flags: job({
    payload: roundPayload,
    key: ['raise-flags', 'roundId'],
    queue: 'long',
    priority: behind,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  measure_overfitting: job({
    payload: roundPayload,
    key: ['overfitting', 'roundId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  score_subgroups: job({
    payload: roundPayload,
    key: ['subgroups', 'roundId'],
    queue: 'long',
    priority: inTurn,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
};

export type JobName = keyof typeof jobs;
export type JobPayload<Name extends JobName> = z.output<(typeof jobs)[Name]['payload']>;
/** Names of the jobs that the given process may enqueue. */
export type JobEnqueuedBy<Enqueuer extends JobEnqueuer> = {
  [Name in JobName]: Enqueuer extends (typeof jobs)[Name]['enqueuedBy'][number] ? Name : never;
}[JobName];

export const jobNames: readonly JobName[] = keysOf(jobs);

/**
 * Parses the payload of a job.
 * @throws when the payload doesn't fit the job's schema
 */
export function parseJob<Name extends JobName>(name: Name, payload: unknown): JobPayload<Name> {
  return jobs[name].payload.parse(payload) as JobPayload<Name>;
}

function job<Payload extends z.ZodObject, Enqueuer extends JobEnqueuer>(row: {
  payload: Payload;
  key: readonly [word: string, ...fields: (keyof z.output<Payload> & string)[]];
  queue: QueueName;
  priority: number;
  enqueuedBy: readonly Enqueuer[];
  /** True for jobs that may only be run by a scorer of the version with which the round was sealed. */
  isByRoundsRules?: true;
  /** True for jobs that write files, and therefore wait while the disk has too little free space. */
  writesFiles?: true;
}) {
  return row;
}
