import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry, RankComparison } from '@/lib/core/leaderboard/leaderboard';
import type { PairTestName } from '@/lib/core/statistics/compare-pairs';

/** True for an official ranking that is neither frozen nor invalidated. */
export const countsNow = ({ provisional, frozen, invalidated }: LeaderboardView): boolean =>
  !provisional && !frozen && !invalidated;

type Entries = readonly LeaderboardEntry[];

/** Splits a ranking into ranked rows and rows that are shown below without a rank. */
export const splitEntries = (entries: Entries): { ranked: Entries; apart: Entries } => ({
  ranked: entries.filter(({ rank }) => rank !== null),
  apart: entries.filter(({ rank }) => rank === null),
});

type Ranked = readonly Pick<LeaderboardEntry, 'model' | 'tied_with_leader'>[];

/** A clause about the models that tie for first. @param ranked best first. @returns null without a ranked model */
export function describeLead(ranked: Ranked): string | null {
  const [leader] = ranked;
  if (!leader) return null;
  if (ranked.length === 1) return `${leader.model} is the only model`;
  const count = countTied(ranked);
  return count === 1
    ? `${leader.model} leads, alone of ${ranked.length} models`
    : `${count} of ${ranked.length} models tie for first`;
}

type Compared = readonly Pick<LeaderboardEntry, 'model' | 'tied_with_leader' | 'rank_upper'>[];

/**
 * The result of an official ranking in one or two sentences: the models that tie for first, and how many models each of them is
 * significantly better than. That number is the number of ranked models minus the worst possible rank (`computeRankIntervals`).
 * @param ranked best first
 */
export function describeResult(ranked: Compared, comparison: RankComparison | null): string {
  const [leader] = ranked;
  if (!leader) return 'No model is ranked.';
  if (ranked.length === 1) return `${leader.model} is the only ranked model.`;
  if (comparison === null)
    return `${leader.model} has the best score. Without paired tests, no difference is known to be significant.`;
  const tied = ranked.filter(({ tied_with_leader }) => tied_with_leader);
  const others = ranked.length - tied.length;
  const beaten = tied.map(({ rank_upper }) => ranked.length - (rank_upper ?? ranked.length));
  const [least, most] = [Math.min(...beaten), Math.max(...beaten)];
  if (tied.length === 1)
    return others === least
      ? `${tied[0]!.model} is first, significantly better than ${others === 1 ? 'the other model' : `each of the ${others} others`}.`
      : `${tied[0]!.model} is first: it is significantly better than ${least} of the ${others} others, and no model is significantly better than it.`;
  const lead = `${countInWords(tied.length)} models tie for first.`;
  if (others === 0) return `${lead} No model is significantly better than another.`;
  if (least === others)
    return `${lead} Each is significantly better than ${others === 1 ? 'the other model' : `all ${others} others`}.`;
  if (least > 0)
    return `${lead} Each is significantly better than at least ${least} of the ${others} others.`;
  return most > 0
    ? `${lead} They are significantly better than none to ${most} of the ${others} others.`
    : `${lead} None of them is significantly better than any other model.`;
}

type Placed = readonly Pick<LeaderboardEntry, 'rank_lower' | 'rank_upper'>[];

/**
 * Explains rank ranges by an example from the table, if possible one with models above and below; null if no model's rank is a
 * range.
 */
export function explainRankRange(ranked: Placed): string | null {
  const count = ranked.length;
  const ranges = ranked.flatMap(({ rank_lower: lower, rank_upper: upper }) =>
    lower !== null && upper !== null && lower < upper ? [{ lower, upper }] : [],
  );
  const example = ranges.find(({ lower, upper }) => lower > 1 && upper < count) ?? ranges[0];
  if (!example) return null;
  const { lower, upper } = example;
  const better = lower === 2 ? '1 model is' : `${lower === 1 ? 'no' : lower - 1} models are`;
  const worse = upper === count ? 'none' : count - upper;
  return `For example, rank ${lower}–${upper} of ${count} means: ${better} significantly better, ${worse} significantly worse.`;
}

const countTied = (ranked: Ranked): number =>
  ranked.filter(({ tied_with_leader }) => tied_with_leader).length;

const smallNumbers = ['Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** A small number as a word. @param count from 2 on */
const countInWords = (count: number): string => smallNumbers[count - 2] ?? count.toLocaleString('en');

/** Rows above the tideline (the line below the last row that ties for first). `between` has those that don't tie themselves. */
export type Tied = {
  readonly lastIndex: number;
  readonly count: number;
  readonly between: readonly string[];
};

/** @param entries best first; at least one */
export function listTied(entries: Ranked): Tied {
  const lastIndex = entries.findLastIndex((entry) => entry.tied_with_leader);
  const above = entries.slice(0, lastIndex + 1);
  return {
    lastIndex,
    count: countTied(above),
    between: above.filter((entry) => !entry.tied_with_leader).map(({ model }) => model),
  };
}

/**
 * The caption of the tideline (the line below the last row that ties for first): a bold beginning and the rest.
 * @param allCount number of models that tie for first, including rows hidden by a filter
 */
export function describeTied(
  comparison: RankComparison | null,
  { count, between }: Tied,
  allCount: number,
): { lead: string; rest: string } {
  if (!comparison)
    return { lead: 'Best score.', rest: 'Equal scores share a rank. No paired tests were made.' };
  if (comparison.pair_count === 0)
    return { lead: 'One model.', rest: 'There is no other to compare it with.' };
  if (allCount === 1)
    return { lead: 'First.', rest: 'Each model below has at least one that is significantly better.' };
  const but = between.length === 0 ? '' : ` Not among them: ${between.join(', ')}.`;
  const hidden = count < allCount ? ` ${allCount - count} of them are not shown here.` : '';
  const models = count < allCount ? `These ${allCount}` : `The ${countInWords(count).toLowerCase()} shaded`;
  return {
    lead: 'Statistical tie for first.',
    rest: `${models} models aren’t significantly different.${but}${hidden}`,
  };
}

export const pairTestTitles: Readonly<Record<PairTestName, string>> = {
  mcnemar: 'exact McNemar tests',
  'mcnemar-of-positives': 'exact McNemar tests of the positives',
  'paired-t': 'paired t tests',
  'cluster-paired-t': 'paired t tests of groups of items',
};

/** For example `exact McNemar tests (3 pairs, Holm’s procedure at 5 %)`. */
export function describeComparison({ test, level, pair_count: count }: RankComparison): string {
  const pairs = `${count.toLocaleString('en')} ${count === 1 ? 'pair' : 'pairs'}`;
  return `${pairTestTitles[test]} (${pairs}, Holm’s procedure at ${100 * level} %)`;
}
