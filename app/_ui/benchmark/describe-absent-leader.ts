import type { BenchmarkListRow } from '@/services/page/find-benchmark-list-page';

/** Why the list shows no first model: a closed round's ranking takes some seconds to be made, and may rank nobody. */
export function describeAbsentLeader({
  lead,
  benchmark,
}: Pick<BenchmarkListRow, 'lead'> & {
  benchmark: Pick<BenchmarkListRow['benchmark'], 'newest_closed_round'>;
}): string {
  if (benchmark.newest_closed_round === null) return 'no official ranking yet';
  return lead === null ? 'its ranking is being made' : 'nobody is ranked';
}
