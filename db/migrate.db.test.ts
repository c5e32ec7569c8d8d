import { readdir, readFile } from 'node:fs/promises';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpSchema } from '@/testing/dump-schema';
import { type EmptyDatabase, makeEmptyDatabase } from '@/testing/make-empty-database';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

/** Foreign keys without an index that begins with their columns, each with the reason. */
const withoutIndex: Record<string, string> = {
  'hidden.evaluations (round_id)': 'evaluations are found by their submission',
  'public.feedback_tallies (incumbent_submission_id)': 'followed, never searched',
  'public.feedback_tallies (team_id)': 'searched with its round, the primary key',
  'public.anchors (designated_by)': 'only when a person is deleted, which nothing does yet',
  'public.anchors (model_id)': 'searched with its benchmark, the primary key',
  'public.day_slots (team_id)': 'searched with its benchmark, the primary key',
  'public.dry_runs (benchmark_id)': 'followed, never searched; no benchmark is deleted',
  'public.entrants (decided_by)': 'only when a person is deleted, which leaves the row',
  'public.errata (consented_by)': 'only when a person is deleted, which nothing does yet',
  'public.errata (proposed_by)': 'only when a person is deleted, which nothing does yet',
  'public.errata (published_by)': 'only when a person is deleted, which nothing does yet',
  'public.flags (judged_by)': 'only when a person is deleted, which nothing does yet',
  'public.former_team_names (renamed_by)': 'only when a person is deleted, which nothing does yet',
  'public.host_teams (team_id)': 'searched with its benchmark, the primary key',
  'public.invalidations (consented_by)': 'only when a person is deleted, which nothing does yet',
  'public.invalidations (proposed_by)': 'only when a person is deleted, which nothing does yet',
  'public.invitations (accepted_by)': 'only when a person is deleted, which nothing does yet',
  'public.invitations (invited_by)': 'only when a person is deleted, which nothing does yet',
  'public.leak_overrules (consented_by)': 'only when a person is deleted, which nothing does yet',
  'public.leak_overrules (proposed_by)': 'only when a person is deleted, which nothing does yet',
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
  'public.practice_scores (round_id)': 'searched with its submission, the primary key',
  'public.round_slots (team_id)': 'searched with its round, round_slots_round_id_team_id_idx',
  'public.submissions (chosen_by)': 'only when a person is deleted, which nothing does yet',
  'public.submissions (model_id)': 'searched with its round, submissions_round_id_model_id_idx',
  'public.submissions (withdrawn_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_link_proposals (consented_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_link_proposals (dropped_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_link_proposals (proposed_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_merges (agreed_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_merges (asked_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_merges (dropped_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_merges (merged_team_id)': 'followed, never searched; no team is deleted',
  'public.team_pseudonyms (set_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_withdrawals (consented_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_withdrawals (flag_id)': 'followed, never searched; no flag is deleted',
  'public.team_withdrawals (proposed_by)': 'only when a person is deleted, which nothing does yet',
  'public.team_withdrawals (round_id)': 'searched where it isn’t dropped, team_withdrawals_one_per_team',
  'public.team_withdrawals (team_id)': 'searched with its round, team_withdrawals_one_per_team',
  'public.teams (founded_by)': 'only when a person is deleted, which nothing does yet',
  'public.version_files (model_id)': 'searched with its round, the primary key',
};

describe('schema', () => {
  let database: EmptyDatabase;

  beforeEach(async () => {
    database = await makeEmptyDatabase();
  });
  afterEach(() => database?.drop());

  it('equals db/schema.sql on a new site, also after a second migration', async () => {
    await database.migrate();
    const first = await dumpSchema(database.superuser);
    expect(first).toBe(await read('./schema.sql'));
    await database.migrate();
    expect(await dumpSchema(database.superuser)).toBe(first);
  });

  it('can be created from db/schema.sql without other files', async () => {
    await database.restore(`set check_function_bodies = off; ${await read('./schema.sql')}`);
    expect(await dumpSchema(database.superuser)).toBe(await read('./schema.sql'));
  });

  it('can’t be created for a second site on the same server, with an error that gives the reason and no change of the first site’s roles', async () => {
    await expect(database.migrate({ web: 'another', scorer: 'another' })).rejects.toThrow(
      /^role tidemark_web belongs to the site in database tidemark_/,
    );
    const scorer = postgres(database.scorerUrl, { max: 1 });
    expect(await scorer`select current_user::text as role`).toEqual([{ role: 'tidemark_scorer' }]);
    await scorer.end();
  });

  it('removes the settings that the web role has given itself, which PostgreSQL lets every role do', async () => {
    await database.migrate();
    const web = postgres(database.webUrl, { max: 1, onnotice: () => {} });
    const [{ name } = { name: '' }] = await web<{ name: string }[]>`select current_database() as name`;
    await web`alter role tidemark_web in database ${web(name)} set default_transaction_read_only = on`;
    await web.end();
    const isReadOnly = async () => {
      const later = postgres(database.webUrl, { max: 1 });
      const [row] = await later`show default_transaction_read_only`;
      await later.end();
      return row?.default_transaction_read_only;
    };
    expect(await isReadOnly()).toBe('on');
    await database.migrate();
    expect(await isReadOnly()).toBe('off');
  });

  it('has one snapshot of drizzle-kit, the newest', async () => {
    const { entries } = JSON.parse(await read('./migrations/meta/_journal.json')) as {
      entries: { idx: number }[];
    };
    const newest = String(entries.at(-1)?.idx).padStart(4, '0');
    const files = await readdir(new URL('./migrations/meta/', import.meta.url));
    expect(files.filter((name) => name.endsWith('_snapshot.json'))).toEqual([`${newest}_snapshot.json`]);
  });

  it('has an index for every foreign key that queries search', async () => {
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

describe('start on data of another version', () => {
  let database: EmptyDatabase;

  beforeEach(async () => {
    database = await makeEmptyDatabase();
    await database.migrate();
  });
  afterEach(() => database?.drop());

  const readAll = async () => [
    await dumpSchema(database.superuser),
    await database.superuser`select * from drizzle.__drizzle_migrations order by id`,
    await database.superuser`select * from schema_state`,
  ];

  it('refuses data of an earlier baseline, tells the operator the next step, and changes nothing', async () => {
    await database.superuser`
      update drizzle.__drizzle_migrations set hash = 'of another baseline', created_at = created_at - 1000`;
    const before = await readAll();
    await expect(database.migrate()).rejects.toThrow(
      /^this database was made by an earlier Tidemark, .+: move the data folder away, or name an empty database, and start again$/,
    );
    expect(await readAll()).toEqual(before);
  });

  it('refuses data that a newer version has migrated', async () => {
    await database.superuser`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9000000000000)`;
    await expect(database.migrate()).rejects.toThrow(/newer Tidemark/);
  });
});
