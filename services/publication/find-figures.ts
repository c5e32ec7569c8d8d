import { webPlatform } from '@/adapters/web-platform';
import { readSiteFigures, type SiteFigures } from '@/db/queries/figure-queries';
import { listQueueDepths, type QueueDepth } from '@/db/queries/site-status-queries';
import { findReadiness, type Readiness, withinMs } from './find-readiness';

/** Figures for the site's operator: sums over all benchmarks, and nothing about a single one. */
export type Figures = {
  readonly readiness: Readiness;
  /** Figures from the database; null while it doesn't respond. */
  readonly site: SiteFigures | null;
  readonly queues: readonly QueueDepth[];
  /** Number of submissions scored since the first reading of the figures in this process. */
  readonly scoredTotal: number;
  readonly freeBytes: number;
};

const databaseMsMax = 3_000;

/**
 * @returns a function that reads the figures. Each call counts the scores since the call before, so its calls must not overlap
 */
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
