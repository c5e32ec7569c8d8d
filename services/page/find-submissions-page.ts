import { webPlatform } from '@/adapters/web-platform';
import { listSubmissionsOfUser } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Actor } from '../access/caller';
import { viewOfSubmission } from '../submission/view';

const shownMax = 200;

export type SubmissionsPage = {
  submissions: readonly SubmissionView[];
  /** Metrics of the submissions' benchmarks, by slug: a score can't be printed without one. */
  metrics: ReadonlyMap<string, MetricName>;
};

/** The newest submissions of all the actor's teams. */
export async function findSubmissionsPage(actor: Actor): Promise<SubmissionsPage> {
  const submissions = await listSubmissionsOfUser(webPlatform().db, actor.userId, { limit: shownMax });
  return {
    submissions: submissions.map(viewOfSubmission),
    metrics: new Map(submissions.map(({ benchmarkSlug, metric }) => [benchmarkSlug, metric])),
  };
}
