import type pino from 'pino';
import { describeFault } from '@/adapters/describe-fault';
import { deleteHeartbeats } from '@/db/queries/heartbeat-queries';
import { chainAuditEvents } from './chain-audit-events';
import { watchClock } from './clock/watch-clock';
import type { RunningLanes } from './lanes/running-lanes';
import { repeat } from './repeat';
import { keepSchedules } from './rotation/keep-schedules';
import type { SchedulePlatform } from './scorer-platform';
import { beatEveryMs, sweep } from './sweep';
import { watchUnlinkedEvents } from './watch-unlinked-events';

export type RunningScorer = { stop: () => Promise<void>; ended: Promise<void> };

/**
 * Keeps the heartbeat of the lanes' workers and the schedules until stopped. It does no job itself, so whatever lanes do in threads of
 * their own, they are heard of.
 */
export function runScorer(
  platform: SchedulePlatform,
  log: pino.Logger,
  running: readonly RunningLanes[],
): RunningScorer {
  const listWorkers = () => running.flatMap((lanes) => lanes.workerIds());
  const tell = (error: unknown) => log.warn(describeFault(error), 'the database did not answer');
  const tellUnlinked = watchUnlinkedEvents(platform.client.db, (events) =>
    log.warn({ events }, 'audit events are not linked: npm run admin -- verify-audit'),
  );
  // Two of them: a rotation that waits for a lock must not keep the heartbeat waiting.
  const beats = repeat(
    beatEveryMs,
    async () => {
      const swept = await sweep(platform, listWorkers());
      if (swept.unlocked + swept.overdue > 0) log.warn(swept, 'swept');
    },
    tell,
  );
  const schedules = repeat(
    beatEveryMs,
    async () => {
      await chainAuditEvents(platform.client.db);
      await tellUnlinked();
      if ((await watchClock(platform)) === 'held') {
        log.error(
          'the database’s clock has leapt: no round opens, closes or is revealed until `npm run admin -- accept-clock`',
        );
        return;
      }
      const rotated = await keepSchedules(platform);
      if (rotated.closed + rotated.opened + rotated.overdue > 0) log.info(rotated, 'rotated');
    },
    tell,
  );

  return {
    ended: Promise.all(running.map((lanes) => lanes.ended)).then(() => {}),
    async stop() {
      const mine = listWorkers();
      await Promise.all([...running.map((lanes) => lanes.stop()), beats.stop(), schedules.stop()]);
      await deleteHeartbeats(platform.client.db, mine);
    },
  };
}
