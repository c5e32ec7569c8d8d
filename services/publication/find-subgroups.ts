import { webPlatform } from '@/adapters/web-platform';
import type { Executor } from '@/db/client';
import { listPairCodes } from '@/db/queries/pair-queries';
import { findSubgroups, listSlicePairCodes, type SubgroupRow } from '@/db/queries/subgroup-queries';
import type { SubgroupsView } from '@/lib/contracts/subgroups';
import { publishedNumber } from '@/lib/core/feedback/rounding';
import { computeDifferenceInterval, decodePair } from '@/lib/core/leaderboard/pair-codes';
import { metricByName } from '@/lib/core/metrics/metric-name';
import { ok, type Result, refuse } from '@/lib/core/result';
import type { PublicRound } from '@/lib/core/round/round';
import type { SliceScore, SubgroupRanking } from '@/lib/core/subgroups/subgroup-ranking';
import type { Actor } from '../access/caller';
import { requirePublicRound } from '../access/require-benchmark';

/** Maximum number of models whose scores are listed if the reader selects none. */
const modelsMax = 200;

export type SubgroupSelection = {
  /** Slugs of the models to list; if empty, the first 200 of the ranking. */
  readonly models: readonly string[];
  /** Slugs of the two models to compare; `first-two` means the leaders of the ranking. */
  readonly pair: readonly string[] | 'first-two';
};

/** Scores by slice (a subgroup of the items) of a round whose official ranking counts; the same for every reader. */
export async function findSubgroupScores(
  slug: string,
  number: number,
  selection: SubgroupSelection,
  reader: Actor | null = null,
): Promise<Result<SubgroupsView>> {
  const { db } = webPlatform();
  const found = await requirePublicRound(db, slug, number, reader);
  return found.ok ? readSubgroups(db, found.value.benchmark.slug, found.value.round, selection) : found;
}

export async function readSubgroups(
  db: Executor,
  slug: string,
  round: PublicRound,
  selection: SubgroupSelection,
): Promise<Result<SubgroupsView>> {
  if (round.state !== 'closed' && round.state !== 'revealed')
    return refuse({ kind: 'not_published_yet', what: 'ranking' });
  if (round.checkReport.sliceColumns.length === 0) return refuse({ kind: 'not_found', what: 'slices' });
  const row = await findSubgroups(db, round.roundId);
  if (!row) return refuse({ kind: 'not_published_yet', what: 'ranking' });
  const { ranking } = row;
  const listed = ranking.models
    .map((_, place) => place)
    .filter(
      (place) =>
        selection.models.length === 0 || selection.models.includes(ranking.models[place]!.model_slug),
    )
    .slice(0, modelsMax);
  return ok({
    benchmark: slug,
    round: round.number,
    title: round.title,
    metric: ranking.metric,
    direction: ranking.direction,
    item_count: ranking.item_count,
    columns: [...ranking.columns],
    models: listed.map((place) => ({ ...ranking.models[place]!, ...viewOfScore(ranking.overall[place]!) })),
    model_count: ranking.models.length,
    slices: ranking.slices.map(({ scores, ...slice }) => ({
      ...slice,
      scores:
        scores.length === 0
          ? []
          : listed.map((place) => {
              const score = scores[place];
              return score ? viewOfScore(score) : null;
            }),
    })),
    pair: await readPair(db, row, selection.pair),
  });
}

const viewOfScore = ([score, lower, upper, isUnreliable]: SliceScore) => ({
  score,
  interval: lower === null || upper === null ? null : { lower, upper, is_unreliable: isUnreliable === 1 },
});

async function readPair(
  db: Executor,
  row: SubgroupRow,
  selection: SubgroupSelection['pair'],
): Promise<SubgroupsView['pair']> {
  const { ranking, snapshotId } = row;
  const ranked = ranking.models.filter(({ is_ranked }) => is_ranked);
  const slugs =
    selection === 'first-two' ? ranked.slice(0, 2).map(({ model_slug }) => model_slug) : selection;
  // An index into the ranking's entries, which begin with the ranked rows.
  const places = slugs.map((slug) => ranked.findIndex(({ model_slug }) => model_slug === slug));
  const [first = -1, second = -1] = places;
  if (first < 0 || second < 0 || first === second) return null;
  const [i, j] = [Math.min(first, second), Math.max(first, second)];
  const [ofWhole] = await listPairCodes(db, [{ snapshotId, i, j }]);
  const codes = await listSlicePairCodes(db, row, i, j);
  const shown = ranking.slices.filter(({ state }) => state === 'shown');
  if (!ofWhole || codes.length !== shown.length) return null;
  const differ = (scores: readonly (SliceScore | null)[], code: number) =>
    viewOfDifference(ranking, [scores[first] ?? null, scores[second] ?? null], code);
  const overall = differ(ranking.overall, ofWhole.code);
  if (!overall) return null;
  return {
    first: ranking.models[first]!.model_slug,
    second: ranking.models[second]!.model_slug,
    test: ranking.test,
    level: 0.05,
    overall,
    slices: shown.flatMap(({ column, value, item_count, scores }, s) => {
      const difference = differ(scores, codes[s]!);
      return difference ? [{ column, value, item_count, ...difference }] : [];
    }),
  };
}

/** The difference between two models in one slice; null where either has no score in it. */
function viewOfDifference(
  { metric }: Pick<SubgroupRanking, 'metric'>,
  [first, second]: readonly [SliceScore | null, SliceScore | null],
  code: number,
) {
  if (!first || !second) return null;
  const number = (value: number) => publishedNumber(metric, value);
  const difference = number(first[0] - second[0]);
  const verdict = decodePair(code);
  const interval = computeDifferenceInterval(difference, verdict, metricByName[metric].range);
  return {
    difference,
    interval: interval && { lower: number(interval.lower), upper: number(interval.upper) },
    is_significant: verdict.isSignificant,
  };
}
