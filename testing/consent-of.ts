import { randomUUID } from 'node:crypto';
import type { TestSite } from './make-test-site';

/**
 * The request body that consents to a round's pending proposal (to invalidate the round, to overrule its leak check, or to
 * withdraw a team); if there is none, the body names an unknown proposal.
 */
export async function consentOf(
  site: TestSite,
  slug: string,
  number: number,
): Promise<{ consent_to: string }> {
  const [waiting] = await site.superuser<{ id: string }[]>`
    select id from (
      select invalidation_id as id, round_id from invalidations where consented_at is null and dropped_at is null
      union all
      select overrule_id, round_id from leak_overrules where consented_at is null and dropped_at is null
      union all
      select withdrawal_id, round_id from team_withdrawals where consented_at is null and dropped_at is null) proposals
    join rounds using (round_id) join benchmarks using (benchmark_id) where slug = ${slug} and number = ${number}`;
  return { consent_to: waiting?.id ?? randomUUID() };
}
