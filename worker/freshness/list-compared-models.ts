import type { Executor } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import { listTeamsWithFeedback } from '@/db/queries/overfitting-queries';
import { listRankedSubmissions, listStandingBeside } from '@/db/queries/submission-scorer-queries';
import { chooseMarks } from '@/lib/core/equating/choose-marks';
import { isProven } from '@/lib/core/equating/frozen-versions';
import { listVersions, type RankedVersion } from '@/lib/core/equating/ranked-round';
import { sealedLabels } from '@/lib/core/errata/erratum';
import { referenceCountMin } from '@/lib/core/freshness/overfitting';
import type { StartedRound } from '@/lib/core/round/round';
import { openPublishedRounds } from '../equating/published-rounds';
import type { EvaluatedSubmission } from './open-gap-values';

/** A version of a model with the submission that its score is of. */
export type ComparedModel = EvaluatedSubmission & { readonly model: string; readonly version: string };

/** A round's models, by whether they can have adapted to its feedback. */
export type ComparedModels = {
  /** A: ranked models whose team, or one that it is linked with, had feedback. */
  readonly tested: readonly ComparedModel[];
  /** F: anchors, and ranked models whose team had none. */
  readonly reference: readonly ComparedModel[];
  /** The first of the ranking, also where it is in neither group; null where none is ranked. */
  readonly leader: ComparedModel | null;
};

/**
 * The two groups of a round whose official ranking is out. Models of people who hold the labels are in neither; an anchor that the
 * choice of anchors leaves out counts by its team's feedback, but is never tested.
 */
export async function listComparedModels(db: Executor, round: StartedRound): Promise<ComparedModels> {
  const { roundId, benchmarkId } = round;
  const published = await openPublishedRounds(db, benchmarkId);
  const ranked = await published.read({ ...round, isOfficial: true });
  const anchors = new Set(
    chooseMarks(
      listVersions(ranked)
        .filter(ranked.isFrozen)
        .map((value) => ({ model: value.model, isProven: isProven(value), value })),
      referenceCountMin,
    ),
  );
  const submissions = [
    ...(await listRankedSubmissions(db, roundId)),
    ...(await listStandingBeside(db, roundId)),
  ];
  const withFeedback = await listTeamsWithFeedback(db, roundId);
  const evaluations = new Map(
    (
      await listEvaluations(
        db,
        submissions.map(({ submission }) => submission.submissionId),
        sealedLabels,
      )
    ).map((evaluation) => [evaluation.submissionId, evaluation]),
  );
  const find = ({ model, version }: RankedVersion) =>
    submissions.find(({ modelSlug, submission }) => modelSlug === model && submission.version === version);
  const select = (versions: readonly RankedVersion[]) =>
    versions.flatMap((version): ComparedModel[] => {
      const evaluation = evaluations.get(find(version)?.submission.submissionId ?? '');
      return evaluation ? [{ ...evaluation, model: version.model, version: version.version }] : [];
    });
  const entries = ranked.entries.filter((entry) => entry.kind === 'entry' && !anchors.has(entry));
  const hadFeedback = (version: RankedVersion) => withFeedback.has(find(version)?.submission.teamId ?? '');
  return {
    tested: select(entries.filter((entry) => hadFeedback(entry) && !ranked.isFrozen(entry))),
    reference: select([...anchors, ...entries.filter((entry) => !hadFeedback(entry))]),
    leader: select(ranked.entries.filter(({ kind }) => kind === 'entry').slice(0, 1))[0] ?? null,
  };
}
