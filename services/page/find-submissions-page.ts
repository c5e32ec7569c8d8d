import { webPlatform } from '@/adapters/web-platform';
import { listPublicOpenRounds, type OpenRound } from '@/db/queries/benchmark-queries';
import { listSubmissionsOfUser } from '@/db/queries/submission-queries';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Actor } from '../access/actor';
import { viewOfSubmission } from '../submission/view';

const shownMax = 200;

export type SubmissionsPage = {
  submissions: readonly SubmissionView[];
  /** Of every benchmark that the submissions are to, by slug: a score can't be printed without it. */
  metrics: ReadonlyMap<string, MetricName>;
  open: readonly OpenRound[];
};

/** The newest submissions of all the actor's teams, and the rounds that take submissions now. */
export async function findSubmissionsPage(actor: Actor): Promise<SubmissionsPage> {
  const { db } = webPlatform();
  const [submissions, open] = await Promise.all([
    listSubmissionsOfUser(db, actor.userId, { limit: shownMax }),
    listPublicOpenRounds(db),
  ]);
  return {
    submissions: submissions.map(viewOfSubmission),
    metrics: new Map(submissions.map(({ benchmarkSlug, metric }) => [benchmarkSlug, metric])),
    open,
  };
}
