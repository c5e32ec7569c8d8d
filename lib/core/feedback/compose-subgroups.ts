import type { Leaderboard, ScoreEstimate } from '../leaderboard/leaderboard';
import { encodePairs } from '../leaderboard/pair-codes';
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
import { type RankedModel, scaleHalfWidth } from './compose-leaderboard';
import { disclose } from './disclose';
import type { Disclosed } from './disclosed';
import { publishedNumber } from './rounding';

/** The scorer's results on one slice of the items. `found` holds the scores; it is null where the slice isn't published. */
export type ScoredSlice = Pick<Slice, 'column' | 'value' | 'state'> & {
  readonly itemCount: number;
  readonly found: {
    /** Score of each listed model; null where the metric has no value on the slice. */
    readonly estimates: readonly (ScoreEstimate | null)[];
    /** Paired tests of the models in `ScoredSubgroups.compared`, in that list's order. */
    readonly pairs: PairComparison;
  } | null;
};

export type ScoredSubgroups = {
  readonly columns: SubgroupRanking['columns'];
  readonly slices: readonly ScoredSlice[];
  /** Indices of the models whose pairs were compared. */
  readonly compared: readonly number[];
  readonly test: PairTestName;
};

/**
 * Publishes the scores of a closed round's models by slice, in the digits of its official ranking; and for each pair of
 * ranked models in each slice half of the 95 % interval of their difference, and whether they differ significantly: alone,
 * and with Holm's correction over all shown slices. For a slice that isn't published, only its name, its size and the reason
 * are disclosed.
 * @param leaderboard the official ranking, composed from the same models
 * @throws RangeError for the table of an open round
 */
export function composeSubgroups(
  leaderboard: Disclosed<Leaderboard>,
  models: readonly RankedModel[],
  { columns, slices, compared, test }: ScoredSubgroups,
): { readonly ranking: Disclosed<SubgroupRanking>; readonly pairs: Disclosed<SlicePairs> } {
  if (leaderboard.provisional || leaderboard.split !== 'final')
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
    pairs: composeSlicePairs(
      metric,
      slices.flatMap(({ state, found }, i) =>
        state === 'shown' && found ? [{ found, scores: ranked[i]!.scores }] : [],
      ),
      { rows: places.slice(0, entries.filter(({ rank }) => rank !== null).length), compared },
    ),
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

type ShownSlice = {
  readonly found: NonNullable<ScoredSlice['found']>;
  readonly scores: RankedSlice['scores'];
};

/**
 * Publishes the pairwise tests of the first models of the ranking in each published slice.
 * @param by.rows indices of the ranked models, best first
 */
function composeSlicePairs(
  metric: MetricName,
  shown: readonly ShownSlice[],
  by: { readonly rows: readonly number[]; readonly compared: readonly number[] },
): Disclosed<SlicePairs> {
  const numberOf = new Map(by.compared.map((place, number) => [place, number]));
  const unknown = by.rows.findIndex((place) => !numberOf.has(place));
  const knownCount = unknown === -1 ? by.rows.length : unknown;
  const rowCount = countPairedRows(knownCount, shown.length);
  const numbers = by.rows.slice(0, rowCount).map((place) => numberOf.get(place)!);
  const cutoffs = new Float64Array((rowCount * (rowCount - 1)) / 2);
  const indexOf = (i: number, j: number) => (j * (j - 1)) / 2 + i;
  for (let j = 1; j < rowCount; j++)
    for (let i = 0; i < j; i++) {
      const pValues = Float64Array.from(shown, ({ found }) => found.pairs.pOf(numbers[i]!, numbers[j]!));
      cutoffs[indexOf(i, j)] = findHolmCutoff(pValues, rankLevel);
    }
  const codes = new Uint8Array(shown.length * rowCount * (rowCount - 1));
  for (const [block, { found, scores }] of shown.entries()) {
    const { pairs, estimates } = found;
    const scoreOfNumber = (number: number) => estimates[by.compared[number]!]!.score;
    const coded = encodePairs(rowCount, (i, j) => {
      const [first, second] = [scores[i], scores[j]];
      const isDifferent = first != null && second != null && first[0] !== second[0];
      const p = pairs.pOf(numbers[i]!, numbers[j]!);
      return {
        halfWidth: scaleHalfWidth(metric, pairs, [numbers[i]!, numbers[j]!], scoreOfNumber),
        isSignificantAlone: isDifferent && p <= rankLevel,
        isSignificant: isDifferent && p <= cutoffs[indexOf(i, j)]!,
      };
    });
    codes.set(coded, block * coded.length);
  }
  return disclose({ shownCount: shown.length, rowCount, codes });
}
