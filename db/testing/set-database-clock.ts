import { readClock } from '../queries/read-clock';
import type { TestSite } from './make-test-site';

/**
 * Moves the site's clock so that it is `instant` now, and runs on from there. A function of the same name that stands
 * before `pg_catalog` in the search path is the database's clock from then on, for connections made later.
 */
export async function setDatabaseClock({ superuser, urls, web }: TestSite, instant: Date): Promise<void> {
  const shiftMs = instant.getTime() - (await readClock(web.db)).getTime();
  const name = new URL(urls.superuser).pathname.slice(1);
  await superuser.unsafe(`
    create schema if not exists test_clock;
    grant usage on schema test_clock to public;
    create or replace function test_clock.clock_timestamp() returns timestamptz language sql volatile as
      $$ select pg_catalog.clock_timestamp() + interval '${shiftMs} milliseconds' $$;
    alter database ${name} set search_path = test_clock, public, pg_catalog`);
}
