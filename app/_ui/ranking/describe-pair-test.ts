import type { RankComparison } from '@/lib/core/leaderboard/leaderboard';
import type { PairTestName } from '@/lib/core/statistics/compare-pairs';

/** What the test is called, after "by". */
export const pairTestTitles: Readonly<Record<PairTestName, string>> = {
  mcnemar: 'exact McNemar tests',
  'mcnemar-of-positives': 'exact McNemar tests of the positives',
  'paired-bootstrap': 'the paired bootstrap',
  'paired-jackknife': 'paired tests of each item’s influence on the score',
  'paired-jackknife-of-classes':
    'paired tests of each item’s influence on the score, with degrees of freedom from the class sizes',
  'paired-jackknife-of-positives':
    'paired tests of each item’s influence on the score, with degrees of freedom from the number of positives',
  'paired-delong-of-classes': 'DeLong’s paired tests, with degrees of freedom from the class sizes',
  'cluster-paired-bootstrap': 'the paired bootstrap of groups of items',
  'cluster-paired-jackknife': 'paired tests of each group of items',
};

/** `exact McNemar tests (3 pairs, Holm’s procedure at 5 %)`. */
export function describeComparison({ test, level, pair_count: count }: RankComparison): string {
  const pairs = `${count.toLocaleString('en')} ${count === 1 ? 'pair' : 'pairs'}`;
  return `${pairTestTitles[test]} (${pairs}, Holm’s procedure at ${100 * level} %)`;
}
