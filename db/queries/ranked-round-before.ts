import { type SQL, sql } from 'drizzle-orm';

/**
 * The identifier of the ranked round before another, as a query in brackets: of the same benchmark the newest with a smaller number
 * whose ranking counts. Of rounds that were read already `findRoundBefore` in `services/publication` finds the same.
 */
export const selectRankedRoundBefore = (round: {
  readonly benchmarkId: SQL;
  readonly number: SQL;
}): SQL => sql`(
  select ranked.round_id from rounds ranked
  where ranked.benchmark_id = ${round.benchmarkId} and ranked.number < ${round.number}
    and ranked.state in ('closed', 'revealed')
  order by ranked.number desc limit 1)`;
