import { webPlatform } from '@/adapters/web-platform';
import { findNewestHeartbeat } from '@/db/queries/heartbeat-queries';
import { readClock } from '@/db/queries/read-clock';

export type Readiness = { database: 'ok' | 'unreachable'; scorer: 'ok' | 'silent' | 'unknown' };

/** Well over the time after which a silent scorer's jobs are given to others. */
const silentAfterMs = 60_000;

/** A site without a scorer still takes submissions; they wait in the queue. */
export async function findReadiness(): Promise<Readiness> {
  const { db } = webPlatform();
  try {
    const [now, beatAt] = [await readClock(db), await findNewestHeartbeat(db)];
    return {
      database: 'ok',
      scorer: beatAt && now.getTime() - beatAt.getTime() < silentAfterMs ? 'ok' : 'silent',
    };
  } catch {
    return { database: 'unreachable', scorer: 'unknown' };
  }
}
