import type { Executor } from '@/db/client';
import {
  type DeadJob,
  findNewestEvent,
  listBytesByBenchmark,
  listBytesByPerson,
  listDeadJobs,
  listQueueDepths,
  type QueueDepth,
  type StoredBytes,
} from '@/db/queries/site-status-queries';

/** Maximum number of rows in each list of stored bytes by owner. */
const rowsMax = 20;

type Recorded = { at: Date; facts: readonly string[] };

export type SiteStatus = {
  queues: readonly QueueDepth[];
  deadJobs: readonly DeadJob[];
  bytesByBenchmark: readonly StoredBytes[];
  bytesByPerson: readonly StoredBytes[];
  /** The newest backup that the audit log records; null without one. */
  lastBackup: Recorded | null;
  lastDrill: Recorded | null;
};

/** The state of the site for its operators alone, since it names e-mail addresses. */
export async function readSiteStatus(db: Executor): Promise<SiteStatus> {
  const [queues, deadJobs, bytesByBenchmark, bytesByPerson, backup, drill] = await Promise.all([
    listQueueDepths(db),
    listDeadJobs(db),
    listBytesByBenchmark(db, rowsMax),
    listBytesByPerson(db, rowsMax),
    findNewestEvent(db, 'backup_made'),
    findNewestEvent(db, 'drill_recorded'),
  ]);
  return {
    ...{ queues, deadJobs, bytesByBenchmark, bytesByPerson },
    lastBackup: recordedOf(backup),
    lastDrill: recordedOf(drill),
  };
}

const recordedOf = (event: Awaited<ReturnType<typeof findNewestEvent>>): Recorded | null =>
  event
    ? { at: event.at, facts: Object.entries(event.detail).map(([name, value]) => `${name}: ${value}`) }
    : null;

/** The status as lines of text, for the operator's command. */
export function describeSiteStatus(status: SiteStatus, now: Date): string[] {
  const since = (at: Date): string =>
    `${at.toISOString()}, ${Math.round((now.getTime() - at.getTime()) / 3_600_000)} h ago`;
  const recorded = (name: string, one: Recorded | null): string =>
    one ? `${name}: ${since(one.at)} (${one.facts.join(', ')})` : `${name}: none is recorded`;
  return [
    recorded('last backup', status.lastBackup),
    recorded('last drill', status.lastDrill),
    ...status.queues.map(
      ({ queue, waiting, running, dead, oldestAt }) =>
        `queue ${queue}: ${waiting} waiting${oldestAt ? ` since ${oldestAt.toISOString()}` : ''}, ${running} running, ${dead} failed for good`,
    ),
    ...status.deadJobs.map(
      ({ id, task, attempts, failedAt }) =>
        `failed job ${id}: ${task}, ${attempts} tries, the last ${failedAt.toISOString()}`,
    ),
    ...status.bytesByBenchmark.map(
      ({ name, byteCount }) => `benchmark ${name}: ${formatMegabytes(byteCount)}`,
    ),
    ...status.bytesByPerson.map(({ name, byteCount }) => `person ${name}: ${formatMegabytes(byteCount)}`),
  ];
}

export const formatMegabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
