import { sql } from 'drizzle-orm';
import type { Executor } from '../client';

/** Makes every event that has no link wait for one; the ids of those that didn't, the smallest first. */
export async function insertWaitsOfUnlinkedEvents(db: Executor): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with added as (
      insert into unlinked_audit_events (audit_event_id, recorded_at)
      select e.audit_event_id, clock_timestamp() from audit_events e
      where not exists (select from audit_links l where l.audit_event_id = e.audit_event_id)
      on conflict do nothing returning audit_event_id)
    select audit_event_id::text as id from added order by audit_event_id`);
  return rows.map(({ id }) => id);
}

/** Removes deleted events from the waiting ones. @returns the ids, the smallest first */
export async function deleteWaitsOfGoneEvents(db: Executor): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with gone as (
      delete from unlinked_audit_events u
      where not exists (select from audit_events e where e.audit_event_id = u.audit_event_id)
      returning audit_event_id)
    select audit_event_id::text as id from gone order by audit_event_id`);
  return rows.map(({ id }) => id);
}
