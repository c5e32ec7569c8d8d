import type { Executor } from '@/db/client';
import { listEvaluations } from '@/db/hidden/vault-queries';
import { readClock } from '@/db/queries/clock-queries';
import {
  insertOverfitting,
  isOverfittingMeasured,
  listTeamsWithFeedback,
} from '@/db/queries/freshness-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import { listAutomaticBeside, listRankedSubmissions } from '@/db/queries/submission-scorer-queries';
import { chooseAnchors, isProven, listVersions, type RankedVersion } from '@/lib/core/equating/anchors';
import { sealedLabels } from '@/lib/core/errata/erratum';
import { composeOverfitting } from '@/lib/core/feedback/compose-assessment';
import {
  addSplitValues,
  computeShareOfMargin,
  measureGap,
  type Overfitting,
  referenceCountMin,
  type SplitSums,
} from '@/lib/core/freshness/overfitting';
import { metricByName } from '@/lib/core/metrics/metric-name';
import type { StartedRound } from '@/lib/core/round/round';
import { openPublishedRounds } from '../equating/published-rounds';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import {
  computeConstantValues,
  type EvaluatedSubmission,
  listSplitUnits,
  type MeasuredRound,
  openSplitValues,
} from './open-gap-values';

/** A version of a model, and the submission with its score. */
type ComparedModel = EvaluatedSubmission & { readonly model: string; readonly version: string };

/**
 * A round's models in two groups: those that could have adapted to the round's feedback, and those that could
 * not.
 */
type ComparedModels = {
  /** Group A of the comparison: ranked models whose team, or a team linked with it, got feedback. */
  readonly tested: readonly ComparedModel[];
  /** Group F of the comparison: anchor models, and ranked models whose team got no feedback. */
  readonly reference: readonly ComparedModel[];
  /** The first model of the ranking, even if it belongs to neither group; null if no model is ranked. */
  readonly leader: ComparedModel | null;
};

type Platform = Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>;

/**
 * Measures how far the models of a round's newest official ranking have overfitted to the round's feedback,
 * once for each published revision of the ranking. A frozen round is measured too: otherwise a host could
 * prevent the measurement by freezing the round right after its ranking.
 */
export async function runMeasureOverfitting(
  platform: Platform,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const { db } = platform.client;
  const found = await findRoundIn(db, roundId, 'closed', 'frozen', 'revealed');
  const ranking = found && (await findSealedRanking(db, roundId));
  if (!ranking || (await isOverfittingMeasured(db, ranking.snapshotId))) return;
  const { round, benchmark } = found;
  const scale = metricByName[benchmark.metric].excessScale;
  const compared = await listComparedModels(db, round);
  const isMeasured = scale !== null && round.feedbackCount > 0 && compared.tested.length > 0;
  const overfitting = isMeasured
    ? await measureOverfitting(
        platform,
        { opened: await vault.open(round, benchmark), benchmark, scale },
        compared,
      )
    : {
        gap: null,
        testedCount: compared.tested.length,
        referenceCount: compared.reference.length,
        ...{ shareOfMargin: null, models: [] },
      };
  await insertOverfitting(db, {
    snapshotId: ranking.snapshotId,
    measuredAt: await readClock(db),
    overfitting: composeOverfitting(overfitting),
  });
}

/**
 * Models whose score has no value on the gap's scale, such as a loss of 0, are left out. Models are opened
 * one at a time: memory holds only two sums and one column for each split.
 */
async function measureOverfitting(
  platform: Platform,
  round: MeasuredRound,
  { tested, reference, leader }: ComparedModels,
): Promise<Overfitting<ComparedModel>> {
  const open = (model: ComparedModel) => openSplitValues(platform.client.db, platform, round, model);
  const setting = { scale: round.scale, units: listSplitUnits(round) };
  let ofReference: SplitSums | null = null;
  for (const model of reference) {
    const values = await open(model);
    if (values) ofReference = addSplitValues(ofReference, values);
  }
  let ofTested: SplitSums | null = null;
  const models: { model: ComparedModel; gap: NonNullable<ReturnType<typeof measureGap>> }[] = [];
  for (const model of tested) {
    const values = await open(model);
    if (!values) continue;
    ofTested = addSplitValues(ofTested, values);
    const gap = measureGap(addSplitValues(null, values), ofReference, setting);
    if (gap) models.push({ model, gap });
  }
  const gap = ofTested && measureGap(ofTested, ofReference, setting);
  const ofLeader = gap && leader && (await open(leader));
  const constant = ofLeader && computeConstantValues(round);
  return {
    gap,
    shareOfMargin: constant
      ? computeShareOfMargin(gap, { leader: ofLeader.final, constant }, setting.units.final)
      : null,
    testedCount: ofTested?.final.modelCount ?? 0,
    referenceCount: ofReference?.final.modelCount ?? 0,
    models,
  };
}

/**
 * Lists the two groups of an officially ranked round. Label holders' models are in neither. An anchor model
 * that isn't among the chosen anchors belongs to a group by its team's feedback, but never to the tested one.
 */
async function listComparedModels(db: Executor, round: StartedRound): Promise<ComparedModels> {
  const { roundId, benchmarkId } = round;
  const published = await openPublishedRounds(db, benchmarkId);
  const ranked = await published.read({ ...round, isOfficial: true });
  const anchors = new Set(
    chooseAnchors(
      listVersions(ranked)
        .filter(ranked.isFrozen)
        .map((value) => ({ model: value.model, isProven: isProven(value), value })),
      referenceCountMin,
    ),
  );
  const submissions = [
    ...(await listRankedSubmissions(db, roundId)),
    ...(await listAutomaticBeside(db, roundId)),
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
