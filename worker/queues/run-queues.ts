import { EventEmitter } from 'node:events';
import { type Job, Logger, run, type WorkerEvents } from 'graphile-worker';
import type pino from 'pino';
import { cacheFor } from '@/adapters/cache-for';
import { describeFault } from '@/adapters/faults';
import { probeOf } from '@/adapters/object-store/open-object-store';
import { listScorerVersions } from '@/db/queries/job-queries';
import { jobNames, jobs, type QueueName } from '@/lib/contracts/jobs';
import { makeTaskList } from '../make-task-list';
import type { ScorerPlatform } from '../scorer-platform';
import { makeRoundVault } from '../vault/round-vault';
import type { RunningQueues } from './share-threads';

/**
 * Stale flags are harmless for so long: a job of another scorer version refuses to begin (`requireScorable` of
 * `make-task-list.ts`), and the reserved disk space takes longer to fill.
 */
const forbiddenFlagsTtlMs = 500;

/** Runs the jobs of some queues in this thread. One at a time, since a round's items and a prediction file are in memory. */
export async function runQueues(
  platform: ScorerPlatform,
  queues: readonly QueueName[],
  onWorker: (workerId: string) => void = () => {},
): Promise<RunningQueues> {
  const workerIds = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  // The library locks a job under the id of its worker's pool, which has one worker.
  events.on('worker:create', ({ worker: { workerPool } }) => {
    workerIds.add(workerPool.id);
    onWorker(workerPool.id);
  });
  events.on('worker:release', ({ worker: { workerPool } }) => workerIds.delete(workerPool.id));
  // Any role of the database may notify, the web process too: a false notification of a newer queue schema would end this
  // process. `schema_state` has the true version.
  events.on('pool:listen:notification', ({ message }) => {
    if (message.channel === 'worker:migrate') delete message.payload;
  });
  logJobs(events, platform.log);
  const tasks = makeTaskList(platform, makeRoundVault(platform));
  const names = jobNames.filter((name) => queues.includes(jobs[name].queue));
  const hasStore = probeOf(platform.objects);
  const runner = await run({
    connectionString: platform.connectionString,
    taskList: Object.fromEntries(names.map((name) => [name, tasks[name]])),
    events,
    concurrency: 1,
    // In batches, for whose end a stop waits: a job that has ended would else be handed back, and run again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    // One connection listens, one takes and returns jobs, one adds and unlocks: eight threads leave others their connections.
    maxPoolSize: 3,
    pollInterval: 1_000,
    noHandleSignals: true,
    // Every queue queries the flags whenever any job arrives, so they are cached.
    forbiddenFlags: cacheFor(forbiddenFlagsTtlMs, () => listForbiddenFlags(platform, hasStore)),
    // The queue's own log lines contain error texts, which may quote hidden values; the events above suffice.
    logger: new Logger(() => () => {}),
  });
  return {
    workerIds: () => [...workerIds],
    stop: () => runner.stop(),
    ended: runner.promise,
  };
}

function logJobs(events: WorkerEvents, log: pino.Logger): void {
  events.on('job:success', ({ job }) => log.info(nameJob(job), 'job done'));
  events.on('job:error', ({ job, error }) =>
    log.error({ ...nameJob(job), attempt: job.attempts, ...describeFault(error) }, 'job failed'),
  );
}

/** The submission names the line with the id of its request. */
function nameJob({ id, task_identifier: task, payload }: Job): {
  task: string;
  job: string;
  submission?: string;
} {
  const isOfSubmission = typeof payload === 'object' && payload !== null && 'submissionId' in payload;
  return { task, job: id, ...(isOfSubmission && { submission: String(payload.submissionId) }) };
}

/**
 * Flags of jobs that the queue must skip: of rounds with other scorer versions, and, while disk space is short or the object
 * store doesn't respond, of jobs that write files. Read before each job, so a skipped job runs by itself later.
 */
async function listForbiddenFlags(
  { client, scorerVersion, space }: Pick<ScorerPlatform, 'client' | 'scorerVersion' | 'space'>,
  hasStore: () => Promise<boolean>,
): Promise<string[]> {
  const versions = await listScorerVersions(client.db);
  const flags = versions
    .filter((version) => version !== scorerVersion)
    .map((version) => `scorer version ${version}`);
  return (await space.isShort()) || !(await hasStore()) ? [...flags, 'writes files'] : flags;
}
