import { webPlatform } from '@/adapters/web-platform';
import { findRoundById } from '@/db/queries/round-queries';
import type { RoundFacts } from '@/lib/contracts/round';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { Actor } from '../access/actor';
import { factsOfRound } from '../round/view';
import { requireSubmission } from '../submission/find';
import { viewOfSubmission } from '../submission/view';

export type SubmissionPage = {
  submission: SubmissionView;
  benchmark: { title: string; metric: MetricName };
  round: RoundFacts;
};

/** A submission with what has become of its round, for who may see it. */
export async function findSubmissionPage(
  actor: Actor,
  submissionId: string,
): Promise<Result<SubmissionPage, Refusal>> {
  const { db } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  const { submission, benchmarkTitle, metric } = found.value;
  const round = await findRoundById(db, submission.roundId);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  return ok({
    submission: viewOfSubmission(found.value),
    benchmark: { title: benchmarkTitle, metric },
    round: factsOfRound(round),
  });
}
