import type { Executor } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import { listTeamGroups } from '@/db/queries/flag-scorer-queries';
import { listRankedSubmissions } from '@/db/queries/submission-scorer-queries';
import { sealedLabels } from '@/lib/core/errata/erratum';
import type { StartedRound } from '@/lib/core/round/round';
import { openPublishedRounds } from '../freshness/published-rounds';
import type { GapModel } from './measure-model-gaps';

/** The models of a round whose official ranking is out: frozen ones, and those that are ranked and made during the round. */
export async function listGapModels(db: Executor, round: StartedRound): Promise<GapModel[]> {
  const { roundId, benchmarkId } = round;
  const published = await openPublishedRounds(db, benchmarkId);
  const { entries, isFrozen } = await published.read({ ...round, isOfficial: true });
  const submissions = await listRankedSubmissions(db, roundId);
  const teamGroups = await listTeamGroups(db, roundId);
  const evaluations = await listEvaluations(
    db,
    submissions.map(({ submission }) => submission.submissionId),
    sealedLabels,
  );
  return submissions.flatMap(({ submission: { submissionId, teamId, version }, modelSlug }): GapModel[] => {
    const entry = entries.find((ranked) => ranked.model === modelSlug && ranked.version === version);
    const evaluation = evaluations.find((found) => found.submissionId === submissionId);
    const teamGroup = teamGroups.get(teamId);
    if (!entry || !evaluation || teamGroup === undefined) return [];
    const isReference = isFrozen(entry);
    // Who holds the labels hasn't learnt from the answers.
    if (!isReference && !(entry.kind === 'entry' && entry.evidence === 'in-round')) return [];
    return [{ submissionId, evaluationId: evaluation.evaluationId, teamGroup, isFrozen: isReference }];
  });
}
