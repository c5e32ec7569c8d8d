import { EventEmitter } from 'node:events';
import { Logger, run, type WorkerEvents } from 'graphile-worker';
import type pino from 'pino';
import { describeFault } from '@/adapters/describe-fault';
import { jobNames, jobs, type Lane } from '@/lib/contracts/jobs';
import { listForbiddenFlags } from '../list-forbidden-flags';
import { makeTaskList } from '../make-task-list';
import type { ScorerPlatform } from '../scorer-platform';
import { makeRoundVault } from '../vault/round-vault';
import { keepFor } from './keep-for';
import type { RunningLanes } from './running-lanes';

/**
 * A job of a round whose rules this scorer hasn't refuses to begin (`require-scorable.ts`), and the space that must be left takes longer
 * to fill.
 */
const forbiddenFlagsKeptMs = 500;

/** Takes the jobs of some lanes in this thread. One at a time: a round's items and a prediction file are in memory meanwhile. */
export async function runLanes(
  platform: ScorerPlatform,
  log: pino.Logger,
  lanes: readonly Lane[],
  onWorker: (workerId: string) => void = () => {},
): Promise<RunningLanes> {
  const workerIds = new Set<string>();
  const events = new EventEmitter() as WorkerEvents;
  events.on('worker:create', ({ worker }) => {
    workerIds.add(worker.workerId);
    onWorker(worker.workerId);
  });
  events.on('worker:release', ({ worker }) => workerIds.delete(worker.workerId));
  // Anybody who has a role in the database may notify, the web process too: it would end this one by saying that the queue's schema
  // is a newer one. What a newer schema is, `schema_state` says.
  events.on('pool:listen:notification', ({ message }) => {
    if (message.channel === 'worker:migrate') delete message.payload;
  });
  logJobs(events, log);
  const tasks = makeTaskList(platform, makeRoundVault(platform));
  const names = jobNames.filter((name) => lanes.includes(jobs[name].lane));
  const runner = await run({
    connectionString: platform.connectionString,
    taskList: Object.fromEntries(names.map((name) => [name, tasks[name]])),
    events,
    concurrency: 1,
    // One listens, one takes and returns jobs, one adds and unlocks: eight threads leave others their connections.
    maxPoolSize: 3,
    pollInterval: 1_000,
    noHandleSignals: true,
    // Every lane asks whenever any job comes.
    forbiddenFlags: keepFor(forbiddenFlagsKeptMs, () => listForbiddenFlags(platform)),
    // The queue's own log lines carry error texts, which may quote hidden values; the events above say what is needed.
    logger: new Logger(() => () => {}),
  });
  return { workerIds: () => [...workerIds], stop: () => runner.stop(), ended: runner.promise };
}

function logJobs(events: WorkerEvents, log: pino.Logger): void {
  events.on('job:success', ({ job }) => log.info({ task: job.task_identifier, job: job.id }, 'job done'));
  events.on('job:error', ({ job, error }) =>
    log.error(
      { task: job.task_identifier, job: job.id, attempt: job.attempts, ...describeFault(error) },
      'job failed',
    ),
  );
}
