import type { TestSite } from './make-test-site';

/**
 * Lets the web role change these tables without audit events and at any time, for tests of the tables' other triggers.
 * `db/forgery.db.test.ts` shows that the web role otherwise can't.
 */
export async function ignoreUnrecordedChanges(
  { superuser }: TestSite,
  ...tables: readonly string[]
): Promise<void> {
  const triggers = await superuser<{ table: string; name: string }[]>`
    select tgrelid::regclass::text as table, tgname as name from pg_trigger
    where tgrelid = any (${tables}::regclass[]) and tgfoid = any (array['changes_are_recorded', 'instants_are_now', 'rounds_stop_now']::regproc[])`;
  for (const { table, name } of triggers)
    await superuser`alter table ${superuser(table)} disable trigger ${superuser(name)}`;
}
