import { createHash } from 'node:crypto';
import type pino from 'pino';
import { describeFault } from '@/adapters/faults';
import type { Database } from '@/db/client';
import {
  findAuditHead,
  insertAuditLinks,
  listOverdueLinks,
  listWaitingEvents,
  lockAuditChain,
  type NewAuditLink,
  updateEventsUnlinkable,
} from '@/db/queries/audit-queries';
import { readClock } from '@/db/queries/clock-queries';
import { addScorerJob } from '@/db/queries/job-queries';
import { forgetAddresses } from '@/db/queries/operator-act-queries';
import { updatePracticeOverdue } from '@/db/queries/practice-queries';
import { endPseudonyms } from '@/db/queries/pseudonym-queries';
import {
  deleteHeartbeats,
  deleteStaleHeartbeats,
  listSilentWorkers,
  unlockJobsOf,
  upsertHeartbeats,
} from '@/db/queries/scorer-status-queries';
import { deleteSlotsOf } from '@/db/queries/slot-queries';
import { lockOverdueSubmissions, updateSubmissionOverdue } from '@/db/queries/submission-scorer-queries';
import {
  type AuditEventRecord,
  type AuditHead,
  chainStart,
  formatEventText,
  linkedWithinMs,
  makeChainMessage,
} from '@/lib/core/audit/audit-chain';
import { practiceDeadlineMs } from '@/lib/core/model/model-version';
import { describeSlot, stateDeadlineMs } from '@/lib/core/submission/submission-state';
import { readSteadyClock, watchClock } from './clock/steady-clock';
import { deleteRefusedArtefact } from './ending/delete-artefacts';
import type { RunningQueues } from './queues/share-threads';
import { runSchedules } from './rotation/rotate-benchmark';
import { sweepRuns } from './runs/remove-run';
import { sweepDryRuns } from './runs/run-dry-run';
import type { SchedulePlatform, ScorerPlatform } from './scorer-platform';

const beatEveryMs = 5_000;

/**
 * Milliseconds without a heartbeat after which a scorer counts as dead: its jobs are run again, and its late
 * results are refused by their fence.
 */
export const deadAfterMs = 35_000;

/**
 * Milliseconds that jobs have to end when the scorer stops: less than `deadAfterMs`, and less than the 30 s
 * for which orchestrators wait.
 */
const jobsEndWithinMs = 25_000;

export type RunningScorer = {
  /**
   * Stops taking jobs and waits for current ones. Jobs that take longer are handed back, so that another
   * scorer can take them at once.
   */
  stop: (withinMs?: number) => Promise<void>;
  /** Hands current jobs back at once; may be called only after `stop`. */
  hurry: () => void;
  ended: Promise<void>;
};

/**
 * Sends the heartbeat of the queues' workers and runs the schedules, until stopped. It runs no job itself, so
 * a busy queue thread can't delay the heartbeat.
 */
export function runScorer(
  platform: SchedulePlatform,
  log: pino.Logger,
  running: readonly RunningQueues[],
): RunningScorer {
  const listWorkers = () => running.flatMap((queues) => queues.workerIds());
  const reportFault = (error: unknown) => log.warn(describeFault(error), 'the database did not respond');
  const stopUnlinkedLog = watchUnlinkedEvents(platform.client.db, (events) =>
    log.warn({ events }, 'audit events are not linked: npm run admin -- verify-audit'),
  );
  // Heartbeat and rotation have a database connection each: a rotation that waits for a lock must not delay
  // the heartbeat.
  const beats = repeat(
    beatEveryMs,
    async () => {
      const swept = await sweep(platform, listWorkers());
      if (swept.unlocked + swept.overdue > 0) log.warn(swept, 'swept');
    },
    reportFault,
  );
  const schedules = repeat(
    beatEveryMs,
    async () => {
      await chainAuditEvents(platform.client.db);
      await stopUnlinkedLog();
      if ((await watchClock(platform)) === 'held') {
        log.error(
          'the database’s clock has jumped: no round opens, closes or is revealed until `npm run admin -- accept-clock`',
        );
        return;
      }
      const rotated = await runSchedules(platform);
      if (rotated.closed + rotated.opened + rotated.overdue > 0) log.info(rotated, 'rotated');
    },
    reportFault,
  );

  const hurry = () => {
    const busy = running.filter((queues) => queues.workerIds().length > 0);
    if (busy.length > 0) log.warn({ threads: busy.length }, 'jobs that take long are handed back');
    for (const queues of busy) queues.endNow?.();
  };

  return {
    ended: Promise.all(running.map((queues) => queues.ended)).then(() => {}),
    async stop(withinMs = jobsEndWithinMs) {
      const mine = listWorkers();
      const timer = setTimeout(hurry, withinMs);
      await Promise.all([...running.map((queues) => queues.stop()), schedules.stop()]);
      clearTimeout(timer);
      // The heartbeat continues until here; otherwise another scorer would take the current jobs.
      await beats.stop();
      await unlockJobsOf(platform.client.db, mine);
      await deleteHeartbeats(platform.client.db, mine);
    },
    hurry,
  };
}

const namedMax = 20;

/**
 * Returns a function that reports audit events that have waited a minute for their link in the hash chain. It
 * logs their ids, and logs again only when other events wait.
 */
export function watchUnlinkedEvents(
  db: Database,
  reportFault: (ids: readonly string[]) => void,
): () => Promise<void> {
  let reported = '';
  return async () => {
    const before = new Date((await readClock(db)).getTime() - linkedWithinMs);
    const ids = (await listOverdueLinks(db, before, namedMax)).map(({ auditEventId }) => auditEventId);
    if (ids.length > 0 && ids.join() !== reported) reportFault(ids);
    reported = ids.join();
  };
}

const batchMax = 1_000;

/**
 * Appends the waiting audit events to the hash chain in the order of their ids, at most 1,000 a call. Events
 * are only read, so that recording an event never waits for the chain. An event that can't be linked stays
 * behind all others. Does nothing while another process appends. @returns the number of new links
 */
export async function chainAuditEvents(db: Database): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await lockAuditChain(tx))) return 0;
    const events = await listWaitingEvents(tx, batchMax);
    if (events.length === 0) return 0;
    const head = (await findAuditHead(tx)) ?? { position: 0, sha256: chainStart };
    const { links, stuckIds } = composeLinks(head, events);
    if (stuckIds.length > 0) await updateEventsUnlinkable(tx, stuckIds, await readClock(tx));
    if (links.length > 0) await insertAuditLinks(tx, links);
    return links.length;
  });
}

/** Computes the links that follow `head`, and lists the events that can't be serialised. */
function composeLinks(
  head: AuditHead,
  events: readonly AuditEventRecord[],
): { links: NewAuditLink[]; stuckIds: string[] } {
  let last = head;
  const links: NewAuditLink[] = [];
  const stuckIds: string[] = [];
  for (const event of events) {
    const sha256 = computeLink(last, event);
    if (sha256 === null) stuckIds.push(event.auditEventId);
    else {
      last = { position: last.position + 1, sha256 };
      links.push({ ...last, auditEventId: event.auditEventId });
    }
  }
  return { links, stuckIds };
}

function computeLink(head: AuditHead, event: AuditEventRecord): string | null {
  let text: string;
  try {
    text = formatEventText(event);
  } catch {
    return null;
  }
  return createHash('sha256').update(makeChainMessage(head.sha256, text)).digest('hex');
}

/**
 * One heartbeat: records these workers as living, unlocks the jobs of dead workers, and fails submissions
 * whose deadline has passed.
 */
export async function sweep(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'bootClock' | 'scorerVersion'>,
  workerIds: string[],
): Promise<{ unlocked: number; overdue: number }> {
  const { db } = platform.client;
  const now = await readClock(db);
  await upsertHeartbeats(db, workerIds, now, {
    scorerVersion: platform.scorerVersion,
    bootId: platform.bootClock.bootId,
  });
  const dead = (await listSilentWorkers(db, new Date(now.getTime() - deadAfterMs))).filter(
    (id) => !workerIds.includes(id),
  );
  await unlockJobsOf(db, dead);
  await deleteStaleHeartbeats(db, new Date(now.getTime() - 100 * deadAfterMs));
  // If the clock jumped forward, every waiting submission would seem past its deadline.
  if ((await watchClock(platform)) === 'held') return { unlocked: dead.length, overdue: 0 };
  const overdue = await db.transaction(async (tx) => {
    const now = await readSteadyClock(tx, platform);
    const pastDeadlineSince = new Date(now.getTime() - stateDeadlineMs.queued);
    const overdue = await lockOverdueSubmissions(tx, { now, pastDeadlineSince });
    for (const { submissionId, roundId, ...one } of overdue) {
      const message = `The platform did not score this in time. ${describeSlot(one)}`;
      await updateSubmissionOverdue(tx, submissionId, { now, message });
      if (!one.hasSeenHidden) await deleteSlotsOf(tx, submissionId);
      await addScorerJob(tx, 'decide_feedback', { roundId });
      await addScorerJob(tx, 'publish_snapshot', { roundId });
    }
    return overdue;
  });
  await sweepDryRuns(platform, now);
  await sweepRuns(platform);
  await forgetAddresses(db);
  await endPseudonyms(db);
  await updatePracticeOverdue(db, {
    receivedBefore: new Date(now.getTime() - practiceDeadlineMs),
    finishedAt: now,
  });
  for (const one of overdue) await deleteRefusedArtefact(platform, one);
  return { unlocked: dead.length, overdue: overdue.length };
}

type Repetition = { stop: () => Promise<void> };

/**
 * Runs `work` now and again `everyMs` after each end, never concurrently. An error is reported, and the next
 * run follows as usual.
 */
export function repeat(
  everyMs: number,
  work: () => Promise<void>,
  onFault: (error: unknown) => void,
): Repetition {
  let hasStopped = false;
  let wake = () => {};
  const run = async () => {
    while (!hasStopped) {
      await work().catch(onFault);
      if (hasStopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const ended = run();
  return {
    stop() {
      hasStopped = true;
      wake();
      return ended;
    },
  };
}
