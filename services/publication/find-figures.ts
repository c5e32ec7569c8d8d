import { webPlatform } from '@/adapters/web-platform';
import { readSiteFigures, type SiteFigures } from '@/db/queries/figure-queries';
import { listQueueDepths, type QueueDepth } from '@/db/queries/site-status-queries';
import { findReadiness, type Readiness, withinMs } from './find-readiness';

/** Figures of a site for its operator: sums over all benchmarks, and nothing of one. */
export type Figures = {
  readonly readiness: Readiness;
  /** Null while the database doesn't respond. */
  readonly site: SiteFigures | null;
  readonly queues: readonly QueueDepth[];
  /** Submissions scored since this process began to count. */
  readonly scoredTotal: number;
  readonly freeBytes: number;
};

const databaseMsMax = 3_000;

/** @returns reads the figures; each reading counts the scores since the last one, so only one may run at a time */
export function makeFigureReader(): () => Promise<Figures> {
  let [scoredTotal, scoredUntil]: [number, number | null] = [0, null];
  return async () => {
    const { db, space } = webPlatform();
    const [readiness, freeBytes, read] = await Promise.all([
      findReadiness(),
      space.countBytes(),
      withinMs(databaseMsMax, Promise.all([readSiteFigures(db, scoredUntil), listQueueDepths(db)])).catch(
        () => null,
      ),
    ]);
    const [site, queues] = read ?? [null, []];
    if (site) [scoredTotal, scoredUntil] = [scoredTotal + site.scoredCount, site.scoredUntil];
    return { readiness, site, queues, scoredTotal, freeBytes };
  };
}
