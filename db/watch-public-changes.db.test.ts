import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { waitUntil } from '@/testing/wait-until';
import { type ChangeWatch, watchPublicChanges } from './watch-public-changes';

/** Tables of which a visitor sees nothing, so that no change there makes a kept answer old. */
const seenByNoVisitor = [
  'accounts',
  'api_tokens',
  'clock_readings',
  'day_slots',
  'dry_runs',
  'flags',
  'inbox_mails',
  'invitations',
  'label_holders',
  'leak_reports',
  'muted_notices',
  'notice_deliveries',
  'notices',
  'round_slots',
  'sandbox_reports',
  'schema_state',
  'scorer_heartbeats',
  'sessions',
  'sign_in_links',
  'team_link_proposals',
  'team_members',
  'unlinked_audit_events',
  'version_files',
];

describe('what changes before everybody', () => {
  let site: TestSite;
  let watches: { watch: ChangeWatch; told: number }[];

  beforeAll(async () => {
    site = await makeTestSite();
  });
  afterAll(() => site?.drop());
  beforeEach(async () => {
    watches = Array.from({ length: 3 }, () => {
      const one = { told: 0, watch: watchPublicChanges(site.urls.web, () => (one.told += 1)) };
      return one;
    });
    await waitUntil(async () => watches.every(({ watch }) => watch.isHearing()));
    for (const one of watches) one.told = 0;
  });
  afterEach(() => Promise.all(watches.map(({ watch }) => watch.stop())));

  const told = () => watches.map((one) => one.told);

  it('is told by every table, but for those of which no visitor sees anything', async () => {
    const rows = await site.superuser<{ name: string; isTold: boolean }[]>`
      select relname as name, exists (select from pg_trigger where tgrelid = c.oid and tgfoid = 'tell_public_change'::regproc) as "isTold"
      from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'public' and relkind = 'r' order by relname`;
    expect(rows.length).toBeGreaterThan(seenByNoVisitor.length);
    expect(rows.filter(({ isTold }) => !isTold).map(({ name }) => name)).toEqual(seenByNoVisitor);
  });

  it('is heard in every process as soon as it is committed, once a transaction', async () => {
    const slug = await makeBenchmark(await makePerson(site));
    await waitUntil(async () => told().every((times) => times > 0));
    await sleep(300);
    for (const one of watches) one.told = 0;
    await site.superuser.begin(async (tx) => {
      for (const title of ['One', 'Two', 'Three'])
        await tx`update benchmarks set title = ${title} where slug = ${slug}`;
      await sleep(100);
      expect(told()).toEqual([0, 0, 0]);
    });
    const committedAt = performance.now();
    await waitUntil(async () => told().every((times) => times === 1), { everyMs: 1 });
    expect(performance.now() - committedAt).toBeLessThan(2_000);
  });

  it('isn’t heard of where nothing changed: no row, a change taken back, or a name that stays', async () => {
    const person = await makePerson(site);
    await sleep(300);
    for (const one of watches) one.told = 0;
    await site.superuser`update benchmarks set title = 'None' where slug = 'there-is-none'`;
    await site.superuser`update users set email_verified_at = now() where user_id = ${person.userId}`;
    await site.superuser
      .begin(async (tx) => {
        await tx`delete from teams where false`;
        await tx`update users set name = 'Nobody' where user_id = ${person.userId}`;
        throw new Error('taken back');
      })
      .catch(() => {});
    await sleep(500);
    expect(told()).toEqual([0, 0, 0]);
    await site.superuser`update users set name = 'Somebody' where user_id = ${person.userId}`;
    await waitUntil(async () => told().every((times) => times === 1));
  });

  it('may have been missed where the connection was lost: nothing is heard, then all of it is told', async () => {
    await site.superuser`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'tidemark-web-changes' and datname = current_database()`;
    await waitUntil(async () => watches.every(({ watch }) => !watch.isHearing()), { everyMs: 1 });
    await waitUntil(async () => watches.every(({ watch }) => watch.isHearing()));
    expect(told()).toEqual([1, 1, 1]);
    await site.superuser`notify public_changes`;
    await waitUntil(async () => told().every((times) => times === 2));
  });

  it('isn’t heard of on a connection that has gone silent, and that is known within seconds', async () => {
    const pids = await site.superuser<{ pid: number }[]>`select pid from pg_stat_activity
      where application_name = 'tidemark-web-changes' and datname = current_database()`;
    for (const { pid } of pids) process.kill(pid, 'SIGSTOP');
    try {
      await waitUntil(async () => watches.every(({ watch }) => !watch.isHearing()), { patienceMs: 20_000 });
    } finally {
      for (const { pid } of pids) process.kill(pid, 'SIGCONT');
    }
    await waitUntil(async () => watches.every(({ watch }) => watch.isHearing()));
  });
});
