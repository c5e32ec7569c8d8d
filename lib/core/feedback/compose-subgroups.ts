import type { Leaderboard } from '../leaderboard/leaderboard';
import { encodePairs } from '../leaderboard/pair-codes';
import type { ScoreEstimate } from '../leaderboard/score-estimate';
import type { MetricName } from '../metrics/metric-name';
import type { PairTestName } from '../statistics/compare-pairs';
import { findHolmCutoff } from '../statistics/multiple-tests';
import type { PairComparison } from '../statistics/pair-comparison';
import { rankLevel } from '../statistics/rank-intervals';
import type { Slice } from '../subgroups/form-slices';
import {
  countPairedRows,
  type RankedSlice,
  type SlicePairs,
  type SliceScore,
  type SubgroupRanking,
} from '../subgroups/subgroup-ranking';
import type { RankedModel } from './compose-leaderboard';
import { scaleHalfWidth } from './compose-pairs';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import { publishedNumber } from './published-number';

/** What the scorer found of a slice. Without scores where the slice isn't shown. */
export type ScoredSlice = Pick<Slice, 'column' | 'value' | 'state'> & {
  readonly itemCount: number;
  readonly found: {
    /** Of each model, as they are listed; null where the metric has no value on the slice. */
    readonly estimates: readonly (ScoreEstimate | null)[];
    readonly pairs: PairComparison;
  } | null;
};

export type ScoredSubgroups = {
  readonly columns: SubgroupRanking['columns'];
  readonly slices: readonly ScoredSlice[];
  readonly test: PairTestName;
};

/**
 * The scores of a closed round's models by slice, in the digits of its official ranking; and of each two ranked models in each slice half
 * of the 95 % interval of their difference, and by which tests they differ: alone, and with Holm's correction over all slices that
 * are shown. Nothing leaves of a slice that isn't shown but its name, its size and the reason.
 * @param leaderboard the official ranking, composed of the same models
 * @throws RangeError for the table of an open round
 */
export function composeSubgroups(
  leaderboard: Disclosed<Leaderboard>,
  models: readonly RankedModel[],
  { columns, slices, test }: ScoredSubgroups,
): { readonly ranking: Disclosed<SubgroupRanking>; readonly pairs: Disclosed<SlicePairs> } {
  if (leaderboard.provisional || leaderboard.part !== 'final')
    throw new RangeError('scores by slice are disclosed with the official ranking only');
  const { metric, direction, entries } = leaderboard;
  const placeOf = new Map(models.map(({ modelSlug }, place) => [modelSlug, place]));
  const places = entries.map(({ model_slug }) => placeOf.get(model_slug)!);
  const ranked = slices.map((slice) => rankSlice(metric, slice, places));
  return {
    ranking: disclose({
      metric,
      direction,
      item_count: leaderboard.item_count,
      columns,
      models: entries.map((entry) => ({
        model: entry.model,
        model_slug: entry.model_slug,
        version: entry.version,
        team: entry.team,
        team_slug: entry.team_slug,
        kind: entry.kind,
        is_ranked: entry.rank !== null,
      })),
      overall: entries.map((entry) => scoreOf(metric, entry)),
      slices: ranked,
      test,
    }),
    pairs: composeSlicePairs(metric, ranked, slices, {
      places,
      rankedCount: entries.filter(({ rank }) => rank !== null).length,
    }),
  };
}

const rankSlice = (
  metric: MetricName,
  { column, value, state, itemCount, found }: ScoredSlice,
  places: readonly number[],
): RankedSlice => ({
  column,
  value,
  state,
  item_count: itemCount,
  scores:
    state === 'shown' && found
      ? places.map((place) => {
          const estimate = found.estimates[place] ?? null;
          return estimate && Number.isFinite(estimate.score) ? scoreOf(metric, estimate) : null;
        })
      : [],
});

function scoreOf(metric: MetricName, { score, interval }: ScoreEstimate): SliceScore {
  const number = (value: number) => publishedNumber(metric, value);
  return [
    number(score),
    interval && number(interval.lower),
    interval && number(interval.upper),
    interval?.unreliable ? 1 : 0,
  ];
}

/** Compares the first rows of the ranking, of each slice that is shown one block after the other. */
function composeSlicePairs(
  metric: MetricName,
  ranked: readonly RankedSlice[],
  slices: readonly ScoredSlice[],
  { places, rankedCount }: { places: readonly number[]; rankedCount: number },
): Disclosed<SlicePairs> {
  const shown = slices.flatMap(({ state, found }, i) =>
    state === 'shown' && found ? [{ found, scores: ranked[i]!.scores }] : [],
  );
  const rowCount = countPairedRows(rankedCount, shown.length);
  const isDifferent = ({ scores }: (typeof shown)[number], i: number, j: number) =>
    scores[i] != null && scores[j] != null && scores[i][0] !== scores[j][0];
  const cutoffs = new Map<number, number>();
  const cutoffOf = (i: number, j: number): number => {
    const key = i * rowCount + j;
    const known = cutoffs.get(key);
    if (known !== undefined) return known;
    const pValues = Float64Array.from(shown, ({ found }) => found.pairs.pOf(places[i]!, places[j]!));
    const cutoff = findHolmCutoff(pValues, rankLevel);
    cutoffs.set(key, cutoff);
    return cutoff;
  };
  const blocks = shown.map((slice) => {
    const { pairs, estimates } = slice.found;
    return encodePairs(rowCount, (i, j) => {
      const p = pairs.pOf(places[i]!, places[j]!);
      return {
        halfWidth: scaleHalfWidth(
          metric,
          pairs,
          [places[i]!, places[j]!],
          (place) => estimates[place]!.score,
        ),
        isApartAlone: isDifferent(slice, i, j) && p <= rankLevel,
        isToldApart: isDifferent(slice, i, j) && p <= cutoffOf(i, j),
      };
    });
  });
  const codes = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    codes.set(block, at);
    at += block.length;
  }
  return disclose({ shownCount: shown.length, rowCount, codes });
}
