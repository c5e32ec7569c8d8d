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
 * Milliseconds for which the list of jobs to skip is cached. A list that is out of date for so long does no
 * harm: a job of another scorer version refuses to begin (`requireScorable` of `make-task-list.ts`), and the
 * reserve of disk space takes longer to fill.
 */
const forbiddenFlagsTtlMs = 500;

/**
 * Runs the jobs of some queues in this thread, one at a time, since each holds a round's items and a
 * prediction file in memory.
 */
export async function runQueues(
  platform: ScorerPlatform,
  queues: readonly QueueName[],
  onWorker: (workerId: string) => void = () => {},
): Promise<RunningQueues> {
  const workerIds = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  // graphile-worker locks a job under the id of its worker's pool; here each pool has one worker.
  events.on('worker:create', ({ worker: { workerPool } }) => {
    workerIds.add(workerPool.id);
    onWorker(workerPool.id);
  });
  events.on('worker:release', ({ worker: { workerPool } }) => workerIds.delete(workerPool.id));
  // Any database role may send notifications, the web process's too: a false notification of a newer queue
  // schema would end this process. Only the table `schema_state` says the true version.
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
    // graphile-worker completes jobs in batches, and a stop waits for the batch. Without batches, a finished
    // job would be handed back at a stop and run again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    // Three connections for each thread: one listens, one takes and completes jobs, one adds and unlocks
    // jobs. Eight threads then leave enough connections for other processes.
    maxPoolSize: 3,
    pollInterval: 1_000,
    noHandleSignals: true,
    // Every queue asks for the flags whenever any job arrives, so they are cached.
    forbiddenFlags: cacheFor(forbiddenFlagsTtlMs, () => listForbiddenFlags(platform, hasStore)),
    // graphile-worker's own log lines contain error texts, which may quote hidden values; the events above
    // are logged instead.
    logger: new Logger(() => () => {}),
  });
  return { workerIds: () => [...workerIds], stop: () => runner.stop(), ended: runner.promise };
}

function logJobs(events: WorkerEvents, log: pino.Logger): void {
  events.on('job:success', ({ job }) => log.info(nameJob(job), 'job done'));
  events.on('job:error', ({ job, error }) =>
    log.error({ ...nameJob(job), attempt: job.attempts, ...describeFault(error) }, 'job failed'),
  );
}

/**
 * Composes a job's fields for the log; the submission's id connects the line with the HTTP request that sent
 * it.
 */
function nameJob({ id, task_identifier: task, payload }: Job): {
  task: string;
  job: string;
  submission?: string;
} {
  const isOfSubmission = typeof payload === 'object' && payload !== null && 'submissionId' in payload;
  return { task, job: id, ...(isOfSubmission && { submission: String(payload.submissionId) }) };
}

/**
 * Lists the flags of jobs that the queue must skip: jobs of rounds that were sealed with another scorer
 * version, and, while disk space is short or the object store doesn't respond, jobs that write files. It is
 * read before each job, so a skipped job runs later by itself.
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
