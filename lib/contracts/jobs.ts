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
  check_test_set: job(['check', 'roundId'], roundPayload, { queue: 'long', enqueuedBy: ['web'] }),
  seal_round: job(['seal', 'roundId'], roundPayload.extend({ ids: z.enum(idsAtSealing) }), {
    queue: 'long',
    enqueuedBy: ['web'],
    writesFiles: true,
  }),
  open_round: job(
    ['open', 'roundId'],
    roundPayload.extend({
      closesAt: z.iso.datetime().nullable(),
      /** The person who requested the opening. */
      openedBy: z.uuid(),
    }),
    { queue: 'rounds', enqueuedBy: ['web'], writesFiles: true },
  ),
  extend_round: job(
    ['extend', 'roundId'],
    roundPayload.extend({ closesAt: z.iso.datetime(), extendedBy: z.uuid() }),
    { queue: 'rounds', priority: ahead, enqueuedBy: ['web'] },
  ),
  score_submission: job(['score', 'submissionId'], submissionPayload, {
    queue: 'scores',
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /** Scores a file of many rows, in a queue of its own: a million rows take ten seconds. */
  score_large_submission: job(['score-large', 'submissionId'], submissionPayload, {
    queue: 'large_scores',
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  // The scorer enqueues this job for an automatic evaluation, and for the score of a submitted file.
  score_model: job(['score-model', 'submissionId'], submissionPayload, {
    queue: 'models',
    enqueuedBy: ['web', 'scorer'],
    isByRoundsRules: true,
  }),
  // The web process enqueues this job when a round is unfrozen.
  begin_automatic: job(['begin-automatic', 'roundId'], roundPayload, {
    queue: 'long',
    priority: ahead,
    enqueuedBy: ['web', 'scorer'],
    isByRoundsRules: true,
  }),
  /** Begins training the images of a benchmark on its newest revealed round, except those that have been trained already. */
  begin_trainings: job(['begin-trainings', 'benchmarkId'], z.object({ benchmarkId: z.uuid() }), {
    queue: 'long',
    enqueuedBy: ['scorer'],
  }),
  dry_run_model: job(['dry-run', 'dryRunId'], z.object({ dryRunId: z.uuid() }), {
    queue: 'models',
    enqueuedBy: ['web'],
  }),
  // One job is enqueued after the submission's end, then one after each practice run.
  score_practice: job(['practice', 'submissionId'], submissionPayload, {
    queue: 'models',
    priority: behind,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  /** Encrypts the model and the inputs of a leased run to the key of its runner. */
  prepare_run: job(['prepare-run', 'runId'], runPayload, {
    queue: 'models',
    priority: ahead,
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /** Processes the result that a runner has sent. */
  finish_run: job(['finish-run', 'runId'], runPayload, {
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
  finish_training: job(['finish-training', 'runId'], runPayload, {
    queue: 'long',
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /** Schedules the repetition of a scored run on another runner. */
  repeat_run: job(['repeat', 'submissionId'], submissionPayload, {
    queue: 'models',
    priority: behind,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  // Not in the queue `models`, where another model could delay the job: feedback on a run has a fixed time.
  finish_model: job(['finish-model', 'submissionId'], submissionPayload, {
    queue: 'scores',
    priority: ahead,
    enqueuedBy: ['scorer'],
  }),
  decide_feedback: job(['feedback', 'roundId'], roundPayload, {
    queue: 'scores',
    priority: ahead,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  publish_snapshot: job(['snapshot', 'roundId'], roundPayload, {
    queue: 'rounds',
    enqueuedBy: ['web', 'scorer'],
    isByRoundsRules: true,
  }),
  prepare_inputs: job(['prepare', 'roundId'], roundPayload, {
    queue: 'rounds',
    priority: ahead,
    enqueuedBy: ['scorer'],
    writesFiles: true,
  }),
  reveal_round: job(['reveal', 'roundId'], roundPayload, {
    queue: 'long',
    priority: ahead,
    enqueuedBy: ['web', 'scorer'],
    writesFiles: true,
  }),
  compare_erratum: job(['compare-erratum', 'erratumId'], erratumPayload, {
    queue: 'long',
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  publish_erratum: job(['publish-erratum', 'erratumId'], erratumPayload.extend({ publishedBy: z.uuid() }), {
    queue: 'long',
    enqueuedBy: ['web'],
    isByRoundsRules: true,
    writesFiles: true,
  }),
  /** Ranks a revealed round again after two people have withdrawn a team. */
  republish_ranking: job(['republish', 'roundId'], roundPayload, {
    queue: 'long',
    enqueuedBy: ['web'],
    isByRoundsRules: true,
  }),
  equate_rounds: job(
    ['equate', 'scope', 'benchmarkId'],
    z.object({ benchmarkId: z.uuid(), scope: z.enum(equateScopes) }),
    { queue: 'long', enqueuedBy: ['web', 'scorer'] },
  ),
  raise_flags: job(['raise-flags', 'roundId'], roundPayload, {
    queue: 'long',
    priority: behind,
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  measure_overfitting: job(['overfitting', 'roundId'], roundPayload, {
    queue: 'long',
    enqueuedBy: ['scorer'],
    isByRoundsRules: true,
  }),
  score_subgroups: job(['subgroups', 'roundId'], roundPayload, {
    queue: 'long',
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

function job<Payload extends z.ZodObject, Enqueuer extends JobEnqueuer>(
  key: readonly [word: string, ...fields: (keyof z.output<Payload> & string)[]],
  payload: Payload,
  row: {
    queue: QueueName;
    /** In turn with the queue's other jobs by default. */
    priority?: number;
    enqueuedBy: readonly Enqueuer[];
    /** True for jobs that may only be run by a scorer of the version with which the round was sealed. */
    isByRoundsRules?: true;
    /** True for jobs that write files, and therefore wait while the disk has too little free space. */
    writesFiles?: true;
  },
) {
  return { key, payload, priority: inTurn, ...row };
}
