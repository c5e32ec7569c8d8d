import { webPlatform } from '@/adapters/web-platform';
import { readClock } from '@/db/queries/read-clock';
import { findRoundById } from '@/db/queries/round-queries';
import type { RoundFacts } from '@/lib/contracts/round';
import type { SubmissionView } from '@/lib/contracts/submission';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Refusal } from '@/lib/core/refusal';
import { ok, type Result, refuse } from '@/lib/core/result';
import { isFinal } from '@/lib/core/submission/submission-state';
import type { Actor } from '../access/actor';
import { listMissingVersions } from '../publication/find-readiness';
import { factsOfRound } from '../round/view';
import { requireSubmission } from '../submission/find';
import { viewOfSubmission } from '../submission/view';

export type SubmissionPage = {
  submission: SubmissionView;
  benchmark: { title: string; metric: MetricName };
  round: RoundFacts;
  /** The version whose rules it waits for, where no scorer that was heard from lately has them. */
  missingVersion: string | null;
  /** It waits, among other things, for room on the disk. */
  isSpaceShort: boolean;
};

/** A submission with what has become of its round, for whoever may see it. */
export async function findSubmissionPage(
  actor: Actor,
  submissionId: string,
): Promise<Result<SubmissionPage, Refusal>> {
  const { db, space } = webPlatform();
  const found = await requireSubmission(db, actor, submissionId);
  if (!found.ok) return found;
  const { submission, benchmarkTitle, metric } = found.value;
  const round = await findRoundById(db, submission.roundId);
  if (!round) return refuse({ kind: 'not_found', what: 'round' });
  const missing = isFinal(submission.state) ? [] : await listMissingVersions(db, await readClock(db));
  const sealedWith = 'scorerVersion' in round ? round.scorerVersion : null;
  return ok({
    submission: viewOfSubmission(found.value),
    benchmark: { title: benchmarkTitle, metric },
    round: factsOfRound(round),
    isSpaceShort: !isFinal(submission.state) && (await space.isShort()),
    missingVersion: missing.find((version) => version === sealedWith) ?? null,
  });
}
