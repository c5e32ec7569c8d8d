import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations as runQueueMigrations } from 'graphile-worker';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { undisclosed } from '@/lib/core/model/disclosure';
import { dumpSchema } from '@/testing/dump-schema';
import { type EmptyDatabase, makeEmptyDatabase } from '@/testing/make-empty-database';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

/** Foreign keys without an index that begins with their columns, and why they need none. */
const withoutIndex: Record<string, string> = {
  'hidden.evaluations (round_id)': 'evaluations are found by their submission',
  'public.answer_tallies (incumbent_submission_id)': 'followed, never searched',
  'public.answer_tallies (team_id)': 'searched with its round, the primary key',
  'public.calibration_marks (designated_by)': 'only when a person is deleted, which nothing does yet',
  'public.calibration_marks (model_id)': 'searched with its benchmark, the primary key',
  'public.day_slots (team_id)': 'searched with its benchmark, the primary key',
  'public.dry_runs (benchmark_id)': 'followed, never searched; no benchmark is deleted',
  'public.errata (consented_by)': 'only when a person is deleted, which nothing does yet',
  'public.errata (proposed_by)': 'only when a person is deleted, which nothing does yet',
  'public.errata (published_by)': 'only when a person is deleted, which nothing does yet',
  'public.flags (judged_by)': 'only when a person is deleted, which nothing does yet',
  'public.host_teams (team_id)': 'searched with its benchmark, the primary key',
  'public.invalidations (consented_by)': 'only when a person is deleted, which nothing does yet',
  'public.invalidations (proposed_by)': 'only when a person is deleted, which nothing does yet',
  'public.invitations (invited_by)': 'only when a person is deleted, which nothing does yet',
  'public.leak_reports (handled_by)': 'only when a person is deleted, which nothing does yet',
  'public.leak_reports (user_id)':
    'among the reports of an hour, by when they came; and when a person is deleted, which nothing does yet',
  'public.linked_teams (group_id)': 'searched with its benchmark, linked_teams_benchmark_id_group_id_idx',
  'public.linked_teams (linked_by)': 'only when a person is deleted, which nothing does yet',
  'public.linked_teams (team_id)': 'searched with its benchmark, the primary key',
  'public.linked_teams (unlinked_by)': 'only when a person is deleted, which nothing does yet',
  'public.model_versions (frozen_by)': 'only when a person is deleted, which nothing does yet',
  'public.model_versions (retired_by)': 'only when a person is deleted, which nothing does yet',
  'public.models (team_id)': 'searched with its benchmark, models_benchmark_id_team_id_name_key',
  'public.notices (benchmark_id)': 'followed, never searched; no benchmark is deleted',
  'public.notices (round_id)': 'followed, never searched; no round is deleted',
  'public.rank_ceilings (earlier_snapshot_id)': 'searched with the later one, the primary key',
  'public.round_slots (team_id)': 'searched with its round, the primary key',
  'public.submissions (chosen_by)': 'only when a person is deleted, which nothing does yet',
  'public.submissions (model_id)': 'searched with its round, submissions_round_id_model_id_idx',
  'public.submissions (withdrawn_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_link_proposals (consented_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_link_proposals (dropped_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_link_proposals (proposed_by)': 'only when a person is deleted, which nothing does yet',
  'public.version_files (model_id)': 'searched with its round, the primary key',
};

describe('the schema', () => {
  let database: EmptyDatabase;

  beforeEach(async () => {
    database = await makeEmptyDatabase();
  });
  afterEach(() => database?.drop());

  it('of a new site is that of db/schema.sql, also when it is migrated again', async () => {
    await database.migrate();
    const first = await dumpSchema(database.superuser);
    expect(first).toBe(await read('./schema.sql'));
    await database.migrate();
    expect(await dumpSchema(database.superuser)).toBe(first);
  });

  it('of db/schema.sql is whole: it makes itself', async () => {
    await database.restore(`set check_function_bodies = off; ${await read('./schema.sql')}`);
    expect(await dumpSchema(database.superuser)).toBe(await read('./schema.sql'));
  });

  it('of a second site on the server isn’t made, with a word, and the first site’s roles stay as they are', async () => {
    await expect(database.migrate({ web: 'another', scorer: 'another' })).rejects.toThrow(
      /^role tidemark_web belongs to the site in database tidemark_/,
    );
    const scorer = postgres(database.scorerUrl, { max: 1 });
    expect(await scorer`select current_user::text as role`).toEqual([{ role: 'tidemark_scorer' }]);
    await scorer.end();
  });

  it('has one snapshot of drizzle-kit’s, the newest', async () => {
    const { entries } = JSON.parse(await read('./migrations/meta/_journal.json')) as {
      entries: { idx: number }[];
    };
    const newest = String(entries.at(-1)?.idx).padStart(4, '0');
    const files = await readdir(new URL('./migrations/meta/', import.meta.url));
    expect(files.filter((name) => name.endsWith('_snapshot.json'))).toEqual([`${newest}_snapshot.json`]);
  });

  it('has an index for every foreign key that is searched', async () => {
    await database.migrate();
    const keys = await database.superuser<{ name: string }[]>`
      select n.nspname || '.' || c.relname || ' (' || (
        select string_agg(attname, ', ' order by place) from unnest(k.conkey) with ordinality as part (number, place)
        join pg_attribute on attrelid = c.oid and attnum = number) || ')' as name
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and n.nspname in ('public', 'hidden') and not exists (
        select from pg_index i where i.indrelid = c.oid and i.indpred is null
          and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
      order by name`;
    expect(keys.map(({ name }) => name)).toEqual(Object.keys(withoutIndex).sort());
  });
});

type Rows = Record<string, string[]>;

const sortRows = (rows: Rows): Rows =>
  Object.fromEntries(Object.entries(rows).map(([table, of]) => [table, [...of].sort()]));

/** As the database writes it. */
const nothingDisclosed = `"disclosure": {"links": [], "notes": null, "licence": null, "openness": {"code": null, "weights": null, "training_data": null}, "parameters": null, "external_data": null, "training_cutoff": null}`;

/** Two teams had models of one name, which no two of a benchmark have any more. */
const nameSecondModelApart = (rows: Rows): Rows =>
  sortRows({
    ...rows,
    models: (rows.models ?? []).map((row) =>
      row.replace('"name": "A model", "slug": "a-model-2"', '"name": "A model 2", "slug": "a-model-2"'),
    ),
  });

describe('a site from before the baseline', () => {
  let database: EmptyDatabase;

  beforeEach(async () => {
    database = await makeEmptyDatabase();
    await database.restore(await read('../testing/site-before-the-baseline.sql'));
    const { superuser } = database;
    await superuser`
      do $$ begin execute format('grant create on database %I to tidemark_scorer', current_database()); end $$`;
    await runQueueMigrations({ connectionString: database.scorerUrl });
    await superuser`
      do $$ begin execute format('revoke create on database %I from tidemark_scorer', current_database()); end $$`;
    await superuser`
      select queue.add_job('score_submission', json_build_object('submissionId', submission_id), 'score:' || submission_id)
      from submissions where state = 'queued'`;
    await superuser`
      select graphile_worker.add_job('raise_flags', json_build_object('roundId', round_id), job_key => 'raise-flags:' || round_id, priority => 10)
      from rounds where state = 'revealed'`;
  });
  afterEach(() => database?.drop());

  /** The columns of every table. */
  async function readColumns(): Promise<Record<string, string[]>> {
    const tables = await database.superuser<{ name: string; columns: string[] }[]>`
      select c.oid::regclass::text as name, array_agg(attname::text) as columns from pg_class c
      join pg_namespace n on n.oid = c.relnamespace join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
      where c.relkind = 'r' and n.nspname in ('public', 'hidden') group by 1 order by 1`;
    return Object.fromEntries(tables.map(({ name, columns }) => [name, columns]));
  }
  /** Every row of these tables, with these columns, told without the names of their types. */
  async function readRows(tables: Record<string, string[]>): Promise<Record<string, string[]>> {
    const rows: Record<string, string[]> = {};
    for (const [name, columns] of Object.entries(tables)) {
      const read = await database.superuser.unsafe<{ row: string }[]>(
        `select (select jsonb_object_agg(field.key, field.value) from jsonb_each(to_jsonb(t)) field where field.key = any ($1))::text as row
          from ${name} t order by 1`,
        [columns],
      );
      rows[name] = read.map(({ row }) => row);
    }
    return rows;
  }
  const readJobs = () => database.superuser`
    select task_identifier, key, priority, run_at, attempts from graphile_worker.jobs order by id`;

  it('at its last migration is taken over: nothing is lost, jobs wait on, and its schema is that of a new site', async () => {
    // What later migrations add isn't among them; links that are on their way have a test of their own.
    const { verification_tokens, ...columns } = await readColumns();
    expect(verification_tokens).toBeDefined();
    const before = await readRows(columns);
    const jobs = await readJobs();
    expect(Object.values(before).flat().length).toBeGreaterThan(50);
    // What later migrations make of these: sizes are rounded, and of a disclosure there is more than a text.
    const size = /"test_set_byte_count": \d+/;
    const rows = {
      ...before,
      rounds: before.rounds!.map((row) => row.replace(size, '"test_set_byte_count": 65536')),
      submissions: before.submissions!.map((row) => row.replace('"disclosure": ""', nothingDisclosed)),
    };
    expect(jobs).toHaveLength(2);
    await database.migrate();
    expect(await dumpSchema(database.superuser)).toBe(await read('./schema.sql'));
    expect(sortRows(await readRows(columns))).toEqual(nameSecondModelApart(rows));
    const waiting = await database.superuser`select from unlinked_audit_events`;
    expect(waiting).toHaveLength(before.audit_events!.length - before.audit_links!.length);
    expect(await readJobs()).toEqual(jobs);
    expect(await database.superuser`select from teams where skeleton = team_id::text`).toEqual([]);
    expect(await database.superuser`select from models where skeleton = model_id::text`).toEqual([]);
    await database.migrate();
    expect(sortRows(await readRows(columns))).toEqual(nameSecondModelApart(rows));
  });

  it('keeps who is signed in, links that are on their way, and what tokens may do', async () => {
    const { superuser } = database;
    await superuser`
      insert into sessions (session_token, user_id, expires_at)
      select 'a-session-of-before', user_id, now() + interval '1 day' from users limit 1`;
    await superuser`
      insert into verification_tokens (identifier, token, expires_at) values ('ada@example.org', 'a-hash', '2026-04-01T12:00:00Z')`;
    await superuser`
      insert into api_tokens (user_id, name, token_sha256, hint, expires_at)
      select user_id, 'of before', 'a-hash', 'tdm_…', now() from users limit 1`;
    await database.migrate();
    const [session] = await superuser`select session_sha256, created_at, provider from sessions`;
    expect({ ...session }).toEqual({
      session_sha256: createHash('sha256').update('a-session-of-before').digest('hex'),
      created_at: null,
      provider: null,
    });
    const [link] = await superuser`
      select token_sha256, email, browser_sha256, can_renew, asked_at, expires_at from sign_in_links`;
    expect({ ...link }).toEqual({
      token_sha256: 'a-hash',
      email: 'ada@example.org',
      browser_sha256: null,
      can_renew: true,
      asked_at: new Date('2026-04-01T11:00:00Z'),
      expires_at: new Date('2026-04-01T12:00:00Z'),
    });
    expect((await superuser`select scope from api_tokens`).map(({ scope }) => scope)).toEqual(['maintain']);
  });

  it('keeps what teams had disclosed as notes, which are as private as it was', async () => {
    const { superuser } = database;
    const said = `No training.\r\n\t"Quoted" \\ 🦉`;
    await superuser`update submissions set disclosure = ${said} where state = 'queued'`;
    await database.migrate();
    const rows = await superuser`select disclosure from submissions order by state = 'queued' desc`;
    expect(rows[0]?.disclosure).toEqual({ ...undisclosed, notes: said });
    expect(rows[1]?.disclosure).toEqual(undisclosed);
  });

  it('gives the slots that a link had moved in the open round back to the teams, which go on sharing answers', async () => {
    const { superuser } = database;
    const readSlots = async () => ({
      round: await superuser`
        select team_id, group_id, slot from round_slots join rounds using (round_id) where state = 'open' order by 1`,
      day: await superuser`
        select d.team_id, d.group_id, d.slot from day_slots d join round_slots using (submission_id) join rounds using (round_id)
        where state = 'open' order by 1`,
    });
    const before = await readSlots();
    const group = 'aaaaaaaa-0000-4000-8000-000000000000';
    await superuser`
      insert into linked_teams (benchmark_id, team_id, group_id, reason, linked_by, linked_at)
      select benchmark_id, team_id, ${group}, 'one lab', (select user_id from benchmark_maintainers m where m.benchmark_id = r.benchmark_id limit 1), now()
      from round_slots join rounds r using (round_id) where state = 'open'`;
    const moved = await readSlots();
    expect(moved.round.map(({ group_id, slot }) => ({ group_id, slot }))).toEqual(
      [1, 2].map((slot) => ({ group_id: group, slot })),
    );
    await database.migrate();
    expect(await readSlots()).toEqual(before);
    const groups = await superuser`
      select distinct group_of_team(round_id, team_id) as answers, is_by_one from round_slots join rounds using (round_id)
        join linked_teams using (team_id) where state = 'open'`;
    expect(groups).toEqual([{ answers: group, is_by_one: false }]);
    const proposals = await superuser`
      select proposal_id, cardinality(team_ids) as teams, proposed_by is not null as "hasProposer", consented_by, consented_at is not null as "isMade" from team_link_proposals`;
    expect(proposals).toEqual([
      { proposal_id: group, teams: 2, hasProposer: true, consented_by: null, isMade: true },
    ]);
  });

  it('at an earlier one is refused with the commit to pass through, and isn’t touched', async () => {
    await database.superuser`
      delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
    const columns = await readColumns();
    const [rows, schema] = [await readRows(columns), await dumpSchema(database.superuser)];
    await expect(database.migrate()).rejects.toThrow(/commit 90d37d6/);
    expect([await readRows(columns), await dumpSchema(database.superuser)]).toEqual([rows, schema]);
  });

  it('is refused when a newer version has migrated it', async () => {
    await database.migrate();
    await database.superuser`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9000000000000)`;
    await expect(database.migrate()).rejects.toThrow(/newer Tidemark/);
  });
});
