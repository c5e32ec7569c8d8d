import type { TestSite } from './make-test-site';

/**
 * Lets the web role do what it does to these tables without the acts that tell it, and at any instant, for tests of their other
 * triggers. That it can't is for `db/forgery.db.test.ts` to show.
 */
export async function ignoreUntoldDeeds(
  { superuser }: TestSite,
  ...tables: readonly string[]
): Promise<void> {
  const triggers = await superuser<{ table: string; name: string }[]>`
    select tgrelid::regclass::text as table, tgname as name from pg_trigger
    where tgrelid = any (${tables}::regclass[]) and tgfoid = any (array['deeds_are_recorded', 'instants_are_now', 'rounds_stop_now']::regproc[])`;
  for (const { table, name } of triggers)
    await superuser`alter table ${superuser(table)} disable trigger ${superuser(name)}`;
}
