import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { findClockHold } from '@/db/queries/clock-queries';
import { findNewestHeartbeat, listVersionsWithoutScorer } from '@/db/queries/heartbeat-queries';
import { readClock } from '@/db/queries/read-clock';

export type Readiness = {
  database: 'ok' | 'unreachable';
  scorer: 'ok' | 'silent' | 'unknown';
  /** Held: it has leapt, and no round opens, closes or is revealed until an operator accepts it. */
  clock: 'ok' | 'held' | 'unknown';
  /** Of rounds in which submissions wait for a scorer that has these versions' rules. */
  versions_without_scorer: readonly string[];
};

/** Well over the time after which a silent scorer's jobs are given to others. */
const silentAfterMs = 60_000;

/** A site without a scorer still takes submissions; they wait in the queue. */
export async function findReadiness(): Promise<Readiness> {
  const { db } = webPlatform();
  try {
    const [now, beatAt] = [await readClock(db), await findNewestHeartbeat(db)];
    const hold = await findClockHold(db);
    return {
      database: 'ok',
      scorer: beatAt && now.getTime() - beatAt.getTime() < silentAfterMs ? 'ok' : 'silent',
      clock: hold ? 'held' : 'ok',
      versions_without_scorer: await listMissingVersions(db, now),
    };
  } catch {
    return { database: 'unreachable', scorer: 'unknown', clock: 'unknown', versions_without_scorer: [] };
  }
}

/** Versions of rounds in which submissions wait and whose rules no scorer has that was heard from lately. */
export const listMissingVersions = (db: Executor, now: Date): Promise<string[]> =>
  listVersionsWithoutScorer(db, new Date(now.getTime() - silentAfterMs));
