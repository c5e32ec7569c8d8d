import { insertOverfitting, isOverfittingMeasured } from '@/db/queries/overfitting-queries';
import { readClock } from '@/db/queries/read-clock';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import { composeOverfitting } from '@/lib/core/feedback/compose-overfitting';
import {
  addSplitValues,
  computeShareOfMargin,
  measureGap,
  type Overfitting,
  type SplitSums,
} from '@/lib/core/freshness/overfitting';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { type ComparedModel, type ComparedModels, listComparedModels } from './list-compared-models';
import {
  computeConstantValues,
  listSplitUnits,
  type MeasuredRound,
  openSplitValues,
} from './open-gap-values';

type Platform = Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>;

/**
 * Measures how far the models of a round's newest official ranking have overfitted to its feedback, once for each publication of it. A
 * freeze doesn't stop it: a host could prevent the measurement by freezing the round right after its ranking.
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
 * Models whose score has no value on the gap's scale, such as a loss of 0, are left out. Models are opened one at a time: two sums and
 * one column of each split are all that is in memory.
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
