import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry, RankComparison } from '@/lib/core/leaderboard/leaderboard';
import type { PairTestName } from '@/lib/core/statistics/compare-pairs';

/** The ranking decides something now: it is official, and neither under suspicion nor invalidated. */
export const countsNow = ({ provisional, frozen, invalidated }: LeaderboardView): boolean =>
  !provisional && !frozen && !invalidated;

type Entries = readonly LeaderboardEntry[];

/** The ranked rows, best first, and those that are shown apart below them. */
export const splitEntries = (entries: Entries): { ranked: Entries; apart: Entries } => ({
  ranked: entries.filter(({ rank }) => rank !== null),
  apart: entries.filter(({ rank }) => rank === null),
});

type Ranked = readonly Pick<LeaderboardEntry, 'model' | 'tied_with_leader'>[];

/** How open first place is, in a clause. @param ranked best first. @returns null where nobody is ranked */
export function describeLead(ranked: Ranked): string | null {
  const [leader] = ranked;
  if (!leader) return null;
  if (ranked.length === 1) return `${leader.model} is the only model`;
  const count = ranked.filter(({ tied_with_leader }) => tied_with_leader).length;
  return count === 1
    ? `${leader.model} leads, alone of ${ranked.length} models`
    : `${count} of ${ranked.length} models could be first`;
}

/** The tideline runs under the last row that is tied with the leader, which other rows may stand above. */
export type Tied = {
  readonly lastIndex: number;
  readonly count: number;
  readonly between: readonly string[];
};

/** @param entries best first, at least one */
export function listTied(entries: Ranked): Tied {
  const lastIndex = entries.findLastIndex((entry) => entry.tied_with_leader);
  const above = entries.slice(0, lastIndex + 1);
  return {
    lastIndex,
    count: above.filter((entry) => entry.tied_with_leader).length,
    between: above.filter((entry) => !entry.tied_with_leader).map(({ model }) => model),
  };
}

/** @param allCount how many are tied with the leader, shown or not */
export function describeTied(
  comparison: RankComparison | null,
  { count, between }: Tied,
  allCount: number,
): string {
  if (!comparison) return 'Equal published scores share a rank. This ranking has no paired tests.';
  const title = pairTestTitles[comparison.test];
  const tests = `${title.charAt(0).toUpperCase()}${title.slice(1)}, on the same items, 95\u00a0%.`;
  if (comparison.pair_count === 0) return 'There is no other model to compare the leader with.';
  if (allCount === 1)
    return `The leader is alone at rank 1: each other model is behind one before it. ${tests}`;
  const but = between.length === 0 ? '' : ` Not among them: ${between.join(', ')}.`;
  const hidden = count < allCount ? ` ${allCount - count} of them are not shown here.` : '';
  return `${allCount} models could be first: no test puts another model before them.${but}${hidden} ${tests}`;
}

/** The name of the test, after "by". */
export const pairTestTitles: Readonly<Record<PairTestName, string>> = {
  mcnemar: 'exact McNemar tests',
  'mcnemar-of-positives': 'exact McNemar tests of the positives',
  'paired-t': 'paired t tests',
  'cluster-paired-t': 'paired t tests of groups of items',
};

/** `exact McNemar tests (3 pairs, Holm’s procedure at 5 %)`. */
export function describeComparison({ test, level, pair_count: count }: RankComparison): string {
  const pairs = `${count.toLocaleString('en')} ${count === 1 ? 'pair' : 'pairs'}`;
  return `${pairTestTitles[test]} (${pairs}, Holm’s procedure at ${100 * level} %)`;
}
