import { EventEmitter } from 'node:events';
import { Logger, run, type WorkerEvents } from 'graphile-worker';
import type pino from 'pino';
import { deleteHeartbeats } from '@/db/queries/heartbeat-queries';
import { SchemaIncompatible } from '@/db/queries/schema-queries';
import { chainAuditEvents } from './chain-audit-events';
import { watchClock } from './clock/watch-clock';
import { askDailyAssessments } from './freshness/ask-daily-assessments';
import { listForbiddenFlags } from './list-forbidden-flags';
import { makeTaskList } from './make-task-list';
import { repeat } from './repeat';
import { keepSchedules } from './rotation/keep-schedules';
import type { ScorerPlatform } from './scorer-platform';
import { beatEveryMs, sweep } from './sweep';
import { makeRoundVault } from './vault/round-vault';

export type RunningScorer = { stop: () => Promise<void>; ended: Promise<void> };

/** Takes jobs until stopped. One at a time: a round's items and a prediction file are in memory meanwhile. */
export async function runScorer(platform: ScorerPlatform, log: pino.Logger): Promise<RunningScorer> {
  const workerIds = new Set<string>();
  const events = new EventEmitter() as WorkerEvents;
  events.on('worker:create', ({ worker }) => workerIds.add(worker.workerId));
  events.on('worker:release', ({ worker }) => workerIds.delete(worker.workerId));
  logJobs(events, log);

  const runner = await run({
    connectionString: platform.connectionString,
    taskList: makeTaskList(platform, makeRoundVault(platform)),
    events,
    concurrency: 1,
    pollInterval: 1_000,
    noHandleSignals: true,
    forbiddenFlags: () => listForbiddenFlags(platform),
    // The queue's own log lines carry error texts, which may quote hidden values; the events above say what is needed.
    logger: new Logger(() => () => {}),
  });

  const tell = (error: unknown) => log.warn(describeFault(error), 'the database did not answer');
  // Two of them: a rotation that waits for a lock must not keep the heartbeat waiting.
  const beats = repeat(
    beatEveryMs,
    async () => {
      const swept = await sweep(platform, [...workerIds]);
      if (swept.unlocked + swept.overdue > 0) log.warn(swept, 'swept');
    },
    tell,
  );
  const schedules = repeat(
    beatEveryMs,
    async () => {
      await chainAuditEvents(platform.client.db);
      if ((await watchClock(platform)) === 'held') {
        log.error(
          'the database’s clock has leapt: no round opens, closes or is revealed until `npm run admin -- accept-clock`',
        );
        return;
      }
      const rotated = await keepSchedules(platform);
      await askDailyAssessments(platform.client.db);
      if (rotated.closed + rotated.opened + rotated.overdue > 0) log.info(rotated, 'rotated');
    },
    tell,
  );

  return {
    ended: runner.promise,
    async stop() {
      const mine = [...workerIds];
      await Promise.all([runner.stop(), beats.stop(), schedules.stop()]);
      await deleteHeartbeats(platform.client.db, mine);
    },
  };
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

/** Where an error came from, without its text: a message may quote a hidden label or input. */
export function describeFault(error: unknown): { fault: string; words?: string; at: string[] } {
  if (!(error instanceof Error)) return { fault: typeof error, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const words = error instanceof SchemaIncompatible ? { words: error.message } : {};
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { fault: `${error.name}${code}`, ...words, at: frames.slice(0, 6).map((line) => line.trim()) };
}
