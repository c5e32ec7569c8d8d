import type { Executor } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import { listTeamGroups } from '@/db/queries/flag-scorer-queries';
import { listRankedSubmissions, listStandingBeside } from '@/db/queries/submission-scorer-queries';
import type { RankedVersion } from '@/lib/core/equating/ranked-round';
import { sealedLabels } from '@/lib/core/errata/erratum';
import type { StartedRound } from '@/lib/core/round/round';
import { openPublishedRounds } from '../equating/published-rounds';
import type { GapModel } from './measure-model-gaps';
import { splitVersions } from './split-versions';

/**
 * The models of a round whose official ranking is out: its frozen ones, the same as its freshness is measured by, which may stand beside
 * what counts, and those that count and were made during the round.
 */
export async function listGapModels(db: Executor, round: StartedRound): Promise<GapModel[]> {
  const { roundId, benchmarkId } = round;
  const published = await openPublishedRounds(db, benchmarkId);
  const { frozen, adapted } = splitVersions(await published.read({ ...round, isOfficial: true }));
  const submissions = [
    ...(await listRankedSubmissions(db, roundId)),
    ...(await listStandingBeside(db, roundId)),
  ];
  const teamGroups = await listTeamGroups(db, roundId);
  const evaluations = await listEvaluations(
    db,
    submissions.map(({ submission }) => submission.submissionId),
    sealedLabels,
  );
  return submissions.flatMap(({ submission: { submissionId, teamId, version }, modelSlug }): GapModel[] => {
    const isIn = (versions: readonly RankedVersion[]) =>
      versions.some((ranked) => ranked.model === modelSlug && ranked.version === version);
    const evaluation = evaluations.find((found) => found.submissionId === submissionId);
    const teamGroup = teamGroups.get(teamId);
    const isFrozen = isIn(frozen);
    if (!evaluation || teamGroup === undefined || !(isFrozen || isIn(adapted))) return [];
    return [{ submissionId, evaluationId: evaluation.evaluationId, teamGroup, isFrozen }];
  });
}
