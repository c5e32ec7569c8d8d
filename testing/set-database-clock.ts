import type { TestSite } from './make-test-site';

/**
 * Sets the clock of the site's database to `instant`, from which it continues. From the first call on, new connections have a
 * function of the same name before `pg_catalog` in their search path as their clock; further calls move the clock of all these
 * connections. `site_clock()`, by which people's actions are checked, reads the same clock.
 */
export async function setDatabaseClock({ superuser, urls }: TestSite, instant: Date): Promise<void> {
  const name = new URL(urls.superuser).pathname.slice(1);
  await superuser.unsafe(`
    create schema if not exists test_clock;
    create table if not exists test_clock.shift (ms double precision not null);
    grant usage on schema test_clock to public;
    grant select on test_clock.shift to public;
    create or replace function test_clock.clock_timestamp() returns timestamptz language sql volatile as
      $$ select pg_catalog.clock_timestamp() + (select ms from test_clock.shift) * interval '1 millisecond' $$;
    create or replace function public.site_clock() returns timestamptz language sql volatile as
      $$ select test_clock.clock_timestamp() $$;
    alter database ${name} set search_path = test_clock, public, pg_catalog;
    truncate test_clock.shift;
    insert into test_clock.shift
      select extract(epoch from '${instant.toISOString()}'::timestamptz - pg_catalog.clock_timestamp()) * 1000`);
}
