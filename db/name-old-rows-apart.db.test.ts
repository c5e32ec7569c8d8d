import { afterEach, beforeEach, expect, it } from 'vitest';
import { skeletonOf } from '@/lib/core/name/skeleton-of';
import { type EmptyDatabase, makeEmptyDatabase } from '@/testing/make-empty-database';

let database: EmptyDatabase;

beforeEach(async () => {
  database = await makeEmptyDatabase();
  await database.migrate();
});
afterEach(() => database?.drop());

it('names from before look-alikes were refused survive: the first keeps its name, the others get a number, and no start changes them again', async () => {
  const { superuser } = database;
  const names = ['Owls', 'Оwls', 'A\nda', 'Owls 2', '\u3164'];
  for (const [i, name] of names.entries()) {
    const at = new Date(i * 1000);
    await superuser`
      with team as (insert into teams (team_id, slug, name, skeleton, created_at)
        select id, ${`t-${i}`}, ${name}, id::text, ${at} from gen_random_uuid() id returning team_id),
      benchmark as (
        insert into benchmarks (slug, title, description, rules, task, classes, metric, secondary_metrics, direction, accepts, inputs,
          features, quota_per_round, quota_per_day, feedback_policy, feedback_share, visibility)
        select 'b', 'B', '', '', 'regression', '{}', 'rmse', '{}', 'lower', '{predictions}', 'public', '[]', 1, 1, 'final-only', 0, 'public'
        where not exists (select from benchmarks) returning benchmark_id)
      insert into models (model_id, benchmark_id, team_id, slug, name, skeleton, created_at)
      select id, coalesce((select benchmark_id from benchmark), (select benchmark_id from benchmarks)), team_id, ${`m-${i}`}, ${name}, id::text, ${at}
      from team, gen_random_uuid() id`;
  }
  await superuser`insert into users (name, email) values (${`Ada\n${'x'.repeat(5000)}`}, 'ada@example.org')`;
  const expected = (word: string, short: string) => [
    'Owls',
    'Оwls 3',
    'A da',
    'Owls 2',
    `${word} ${short}-4`,
  ];
  const read = async (table: string) =>
    (await superuser`select name from ${superuser(table)} order by created_at`).map(({ name }) => name);
  for (let start = 0; start < 2; start++) {
    await database.migrate();
    expect(await read('teams')).toEqual(expected('Team', 't'));
    expect(await read('models')).toEqual(expected('Model', 'm'));
  }
  expect(await superuser`select name from users`).toMatchObject([{ name: `Ada ${'x'.repeat(76)}` }]);
  await expect(
    superuser`insert into teams (slug, name, skeleton) select 'other', name, skeleton from teams limit 1`,
  ).rejects.toMatchObject({ constraint_name: 'teams_skeleton_key' });
});

it('versions of before skeletons keep their names: of those of a round and model that look alike, one alone has the skeleton, and no start changes that', async () => {
  const { superuser } = database;
  await superuser.begin(async (tx) => {
    // What the rows say is all that counts here: rounds and models are not asked for.
    await tx`set local session_replication_role = replica`;
    for (const [roundId, versions] of [
      ['00000000-0000-4000-8000-000000000001', ['1.0', 'l.O', '2']],
      ['00000000-0000-4000-8000-000000000002', ['1.0', '3']],
    ] as const)
      for (const version of versions)
        await tx`insert into version_files (round_id, model_id, version, file_sha256)
          values (${roundId}, '00000000-0000-4000-8000-00000000000a', ${version}, ${'0'.repeat(64)})`;
  });
  const read = async () =>
    (
      await superuser`select round_id, version, skeleton from version_files order by round_id, version collate "C"`
    ).map(({ version, skeleton }) => [version, skeleton]);
  const looksAlike = skeletonOf('1.0');
  expect(skeletonOf('l.O')).toBe(looksAlike);
  for (let start = 0; start < 2; start++) {
    await database.migrate();
    const rows = await read();
    expect(rows.map(([version]) => version)).toEqual(['1.0', '2', 'l.O', '1.0', '3']);
    const ofFirst = rows.slice(0, 3);
    expect(ofFirst.filter(([, skeleton]) => skeleton === looksAlike)).toHaveLength(1);
    expect(ofFirst.filter(([, skeleton]) => skeleton === null)).toHaveLength(1);
    expect([rows[1], ...rows.slice(3)]).toEqual([
      ['2', skeletonOf('2')],
      ['1.0', looksAlike],
      ['3', skeletonOf('3')],
    ]);
  }
});
