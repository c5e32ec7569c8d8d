import { setImmediate } from 'node:timers/promises';
import type { Executor } from '@/db/client';
import { findUnmeasuredPair, insertRankCeiling } from '@/db/queries/rank-ceiling-queries';
import { findRoundIn } from '@/db/queries/round-scorer-queries';
import { findSealedRanking } from '@/db/queries/snapshot-queries';
import { composeRankCeiling } from '@/lib/core/feedback/compose-rank-ceiling';
import {
  comparedVersionsMax,
  formHalfUnits,
  type HalvedRound,
  measureRankCeiling,
  type RankCeiling,
} from '@/lib/core/freshness/rank-ceiling';
import type { Leaderboard } from '@/lib/core/leaderboard/leaderboard';
import { metricByName } from '@/lib/core/metrics/metric-by-name';
import { selectGroups } from '@/lib/core/scoring/select-groups';
import { sumByGroup } from '@/lib/core/statistics/group-sums';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { shuffleIndices } from '@/lib/core/statistics/shuffle-indices';
import type { ScorerPlatform } from '../scorer-platform';
import type { RoundVault } from '../vault/round-vault';
import { listRankedModels, listStandingModels } from './list-ranked-models';
import { openFinalValues } from './open-final-values';

/**
 * Measures how well halves of a round and of the one before it agree (`measureRankCeiling`), once for two official rankings, and notes
 * where that can't be. Of very many versions 300 are drawn, so that no more than 600 columns of a final part are opened. Both rounds are
 * over, and nothing of an item leaves but two means in two digits.
 */
export async function runMeasureRankCeiling(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  vault: RoundVault,
  { roundId }: { roundId: string },
): Promise<void> {
  const pair = await findUnmeasuredPair(db, roundId);
  if (!pair) return;
  const [before, after] = [
    await readRanking(db, pair.earlierRoundId, pair.earlierSnapshotId),
    await readRanking(db, roundId, pair.laterSnapshotId),
  ];
  // Another ranking has been published since, which asks for itself.
  if (!before || !after) return;
  const ceiling = await measure(db, vault, before, after);
  await insertRankCeiling(db, pair, ceiling && composeRankCeiling(ceiling));
}

type ReadRanking = NonNullable<Awaited<ReturnType<typeof readRanking>>>;

async function readRanking(db: Executor, roundId: string, snapshotId: string) {
  const found = await findRoundIn(db, roundId, 'closed', 'revealed');
  const ranking = await findSealedRanking(db, roundId);
  return found && ranking?.snapshotId === snapshotId
    ? { ...found, leaderboard: ranking.leaderboard }
    : undefined;
}

async function measure(
  db: Executor,
  vault: RoundVault,
  before: ReadRanking,
  after: ReadRanking,
): Promise<RankCeiling | null> {
  const { slug, metric } = after.benchmark;
  // Where neither gap nor drop is measured, items say of no two models which is better.
  if (metricByName[metric].excessScale === null) return null;
  const rng = createRng(`halves:${slug}:${before.round.number}:${after.round.number}`);
  const versions = drawVersions(before.leaderboard, after.leaderboard, rng);
  const earlier = await halveRound(db, vault, before, versions, rng);
  const later = earlier && (await halveRound(db, vault, after, versions, rng));
  return later && measureRankCeiling(earlier, later, rng);
}

const versionOf = ({ model_slug, version }: { model_slug: string; version: string }): string =>
  JSON.stringify([model_slug, version]);

/** Of all that both rankings have a score of. */
function drawVersions(earlier: Leaderboard, later: Leaderboard, rng: Rng): readonly string[] {
  const versionsOf = ({ entries, standing }: Leaderboard) => [...entries, ...standing].map(versionOf);
  const known = new Set(versionsOf(earlier));
  const both = versionsOf(later)
    .filter((version) => known.has(version))
    .sort();
  const drawn = shuffleIndices(both.length, rng).subarray(0, comparedVersionsMax);
  return Array.from(drawn, (index) => both[index]!);
}

/** Null where what is stored of the round isn't what was published. */
async function halveRound(
  db: Executor,
  vault: RoundVault,
  { round, benchmark }: ReadRanking,
  versions: readonly string[],
  rng: Rng,
): Promise<HalvedRound | null> {
  const { key, groups, positions } = await vault.open(round, benchmark);
  const models = [
    ...(await listRankedModels(db, key, round.roundId)),
    ...(await listStandingModels(db, key, round.roundId)),
  ];
  const evaluations = new Map(
    models.map(({ modelSlug, version, evaluationId }) => [
      versionOf({ model_slug: modelSlug, version }),
      evaluationId,
    ]),
  );
  const areOutcomes = metricByName[benchmark.metric].computePseudoValues === null;
  const units = formHalfUnits(positions.final.length, selectGroups(groups, positions.final), rng);
  const sums: Float64Array[] = [];
  for (const version of versions) {
    const evaluationId = evaluations.get(version);
    if (evaluationId === undefined) return null;
    sums.push(sumByGroup(await openFinalValues(db, key, { evaluationId, areOutcomes }), units));
    // Yields to the event loop between versions, so that the thread is heard of.
    await setImmediate();
  }
  return { units, sums };
}
