import { EventEmitter } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { Logger, run, type WorkerEvents } from 'graphile-worker';
import pino from 'pino';
import { machineBootClock } from '@/adapters/boot-clock';
import { readScorerEnvironment } from '@/adapters/environment';
import { describeFault } from '@/adapters/faults';
import { jobNames, jobs, type Lane } from '@/lib/contracts/jobs';
import { listForbiddenFlags } from '../list-forbidden-flags';
import { makeTaskList } from '../make-task-list';
import { findRunner } from '../runner/find-runner';
import { makeScorerPlatform, type ScorerPlatform } from '../scorer-platform';
import { makeRoundVault } from '../vault/round-vault';
import { type LaneMessage, type LaneTask, type RunningLanes, turnEveryMs } from './share-lanes';

/**
 * A job of a round whose rules this scorer hasn't refuses to begin (`require-scorable.ts`), and the space that must be left takes longer
 * to fill.
 */
const forbiddenFlagsKeptMs = 500;

const { lanes, bootId }: LaneTask = workerData;

const tell = (message: LaneMessage): void => parentPort?.postMessage(message);

const log = pino({ name: 'scorer', base: null }, process.stdout);

const made = await makeScorerPlatform(machineBootClock(bootId));

const platform = {
  ...made,
  async findRunner() {
    const runner = await findRunner(made, readScorerEnvironment().TIDEMARK_REACHABLE_FROM, log);
    return runner.ok ? runner.value : null;
  },
};

const running = await runLanes(platform, log, lanes, (workerId) => tell({ kind: 'worker', workerId }));

setInterval(() => tell({ kind: 'turn' }), turnEveryMs);

parentPort?.once('message', () => running.stop());

await running.ended;

await platform.client.close();

process.exit();

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

/** Answers with what was found last, for so long; what failed is asked anew. */
export function keepFor<T>(keptMs: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; readonly untilMs: number } | undefined;
  return () => {
    if (kept && performance.now() < kept.untilMs) return kept.answer;
    const answer = ask();
    kept = { answer, untilMs: performance.now() + keptMs };
    answer.catch(() => {
      if (kept?.answer === answer) kept = undefined;
    });
    return answer;
  };
}
