import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/actor';
import { ignoreUntoldDeeds } from '@/testing/ignore-untold-deeds';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { findBenchmarkBySlug } from '../queries/benchmark-queries';
import { findOpenRound } from '../queries/round-queries';
import { findTeamGroup } from '../queries/team-group-queries';

const items = makeBinaryItems(10);
const file = formatPredictions(items.ids, () => 'no');

describe('linked_teams', () => {
  let site: TestSite;
  let maintainer: Actor;

  beforeAll(async () => {
    site = await makeTestSite();
    await ignoreUntoldDeeds(site, 'linked_teams');
    maintainer = await makePerson(site);
  });
  afterAll(() => site?.drop());

  async function openRound(): Promise<{ slug: string; benchmarkId: string; roundId: string }> {
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, { quota_per_round: 5, quota_per_day: 5 });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await scorer.stop();
    const { benchmarkId } = (await findBenchmarkBySlug(site.web.db, slug))!;
    const { roundId } = (await findOpenRound(site.web.db, benchmarkId))!;
    return { slug, benchmarkId, roundId };
  }

  async function makeTeams(count: number): Promise<{ person: Actor; teamId: string }[]> {
    const teams = [];
    for (let i = 0; i < count; i++) {
      const person = await makePerson(site);
      const [row] = await site.superuser<{ team_id: string }[]>`
        select team_id from team_members where user_id = ${person.userId}`;
      teams.push({ person, teamId: row!.team_id });
    }
    return teams;
  }

  async function link(benchmarkId: string, teamIds: string[], teamGroupId = randomUUID()): Promise<string> {
    const at = new Date().toISOString();
    const rows = teamIds.map(
      (teamId) => `('${benchmarkId}', '${teamId}', '${teamGroupId}', 'the same people', '${at}')`,
    );
    await site.web.db.execute(
      `insert into linked_teams (benchmark_id, team_id, group_id, reason, linked_at) values ${rows.join()}`,
    );
    return teamGroupId;
  }

  const slotsOf = (roundId: string) => site.superuser<{ group: string; slot: number }[]>`
    select group_id as group, slot from round_slots where round_id = ${roundId} order by group_id, slot`;

  it('adds up what the teams have used, of the round and of the day, beyond the limit and with no slot lost', async () => {
    const { slug, benchmarkId, roundId } = await openRound();
    const teams = await makeTeams(3);
    for (const { person } of teams) for (let i = 0; i < 3; i++) await submitPredictions(person, slug, file);
    const [first, second, alone] = teams.map(({ teamId }) => teamId);
    const teamGroupId = await link(benchmarkId, [first!, second!]);
    const slots = await slotsOf(roundId);
    expect(slots.filter(({ group }) => group === teamGroupId).map(({ slot }) => slot)).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    expect(slots.filter(({ group }) => group === alone).map(({ slot }) => slot)).toEqual([1, 2, 3]);
    const days = await site.superuser`
      select group_id, count(*)::int as count from day_slots where benchmark_id = ${benchmarkId} group by 1 order by 2`;
    expect(days).toEqual([
      { group_id: alone, count: 3 },
      { group_id: teamGroupId, count: 6 },
    ]);
  });

  it('says whom a team is with in a round: a team alone is its own group, and unlinking leaves the open round as it is', async () => {
    const { benchmarkId, roundId } = await openRound();
    const [first, second] = (await makeTeams(2)).map(({ teamId }) => teamId) as [string, string];
    const { db } = site.web;
    expect(await findTeamGroup(db, { roundId, teamId: first })).toBe(first);
    const teamGroupId = await link(benchmarkId, [first, second]);
    expect(await findTeamGroup(db, { roundId, teamId: first })).toBe(teamGroupId);
    expect(await findTeamGroup(db, { roundId, teamId: second })).toBe(teamGroupId);
    await site.superuser`update linked_teams set unlinked_at = now() where team_id = ${first}`;
    expect(await findTeamGroup(db, { roundId, teamId: first })).toBe(teamGroupId);
    await site.superuser`update rounds set opened_at = now() + interval '1 hour' where round_id = ${roundId}`;
    expect(await findTeamGroup(db, { roundId, teamId: first })).toBe(first);
    expect(await findTeamGroup(db, { roundId, teamId: second })).toBe(teamGroupId);
  });

  it('takes no slot for a group that isn’t the team’s, whoever asks, and links a team to one group at once', async () => {
    const { benchmarkId, roundId } = await openRound();
    const [first, second, third] = (await makeTeams(3)).map(({ teamId }) => teamId) as [
      string,
      string,
      string,
    ];
    const teamGroupId = await link(benchmarkId, [first, second]);
    for (const group of [first, second, randomUUID()])
      await expect(
        site.superuser`
          insert into round_slots (round_id, team_id, group_id, slot, submission_id)
          values (${roundId}, ${first}, ${group}, 1, ${randomUUID()})`,
      ).rejects.toMatchObject({ constraint_name: 'round_slots_of_the_group' });
    await expect(
      site.superuser`
        insert into day_slots (benchmark_id, team_id, group_id, day, slot, submission_id)
        values (${benchmarkId}, ${first}, ${teamGroupId}, current_date, 1, ${randomUUID()})`,
    ).rejects.toMatchObject({ constraint_name: 'day_slots_of_the_group' });
    await expect(link(benchmarkId, [third, second])).rejects.toMatchObject({
      cause: { constraint_name: 'linked_teams_one_group_at_once_key' },
    });
  });

  it('says itself when a link begins and ends: the web role can’t backdate either, however long its transaction is', async () => {
    const { benchmarkId, roundId } = await openRound();
    const teamIds = (await makeTeams(2)).map(({ teamId }) => teamId) as [string, string];
    const read = () => site.superuser<{ from: Date; to: Date | null }[]>`
      select linked_at as "from", unlinked_at as "to" from linked_teams where benchmark_id = ${benchmarkId}`;
    const distinct = (instants: (Date | null)[]) => [...new Set(instants.map((at) => at?.getTime()))];
    const longAgo = '2020-01-01T00:00:00Z';
    const beforeLink = Date.now();
    await site.web.db.transaction(async (tx) => {
      await tx.execute('select pg_sleep(0.3)');
      for (const teamId of teamIds)
        await tx.execute(
          `insert into linked_teams (benchmark_id, team_id, group_id, reason, linked_at) values ('${benchmarkId}', '${teamId}', '${teamIds[0]}', 'us', '${longAgo}')`,
        );
    });
    const [linkedAt, ...others] = distinct((await read()).map(({ from }) => from));
    expect(linkedAt).toBeGreaterThanOrEqual(beforeLink + 300);
    expect(others).toEqual([]);

    await site.web.db.transaction(async (tx) => {
      await tx.execute('select pg_sleep(0.3)');
      await tx.execute(
        `update linked_teams set unlinked_at = '${longAgo}' where benchmark_id = '${benchmarkId}'`,
      );
    });
    const rows = await read();
    for (const { to } of rows) expect(to!.getTime()).toBeGreaterThanOrEqual(linkedAt! + 300);
    expect(distinct(rows.map(({ from }) => from))).toEqual([linkedAt]);
    for (const teamId of teamIds)
      expect(await findTeamGroup(site.web.db, { roundId, teamId })).toBe(teamIds[0]);
  });

  it('takes a link that has ended already only with the end that the team’s last one had', async () => {
    const { benchmarkId } = await openRound();
    const [first, second] = (await makeTeams(2)).map(({ teamId }) => teamId) as [string, string];
    const insertEnded = (teamId: string, unlinkedAt: string) =>
      site.web.db.execute(
        `insert into linked_teams (benchmark_id, team_id, group_id, reason, linked_at, unlinked_at) values ('${benchmarkId}', '${teamId}', '${randomUUID()}', 'us', now(), '${unlinkedAt}')`,
      );
    await link(benchmarkId, [first, second]);
    await site.web.db.execute(`update linked_teams set unlinked_at = now() where team_id = '${first}'`);
    await insertEnded(first, '2020-01-01T00:00:00Z');
    const ends = await site.superuser`select distinct unlinked_at from linked_teams where team_id = ${first}`;
    expect(ends).toHaveLength(1);
    await expect(insertEnded(second, '2020-01-01T00:00:00Z')).rejects.toMatchObject({
      cause: { constraint_name: 'linked_teams_begins_without_end' },
    });
  });

  it('stays when somebody who linked or unlinked is deleted', async () => {
    const { benchmarkId } = await openRound();
    const [first, second] = await makeTeams(2);
    await link(benchmarkId, [first!.teamId, second!.teamId]);
    const by = (await makePerson(site)).userId;
    await site.web.db.execute(
      `update linked_teams set unlinked_at = now(), unlinked_by = '${by}' where benchmark_id = '${benchmarkId}'`,
    );
    const read = () => site.superuser`
      select unlinked_at, unlinked_by from linked_teams where benchmark_id = ${benchmarkId}`;
    const ended = await read();
    expect(ended.map(({ unlinked_by }) => unlinked_by)).toEqual([by, by]);
    await site.superuser`delete from team_members where user_id = ${by}`;
    await site.superuser`delete from users where user_id = ${by}`;
    expect(await read()).toEqual(ended.map((row) => ({ ...row, unlinked_by: null })));
    await expect(
      site.web.db.execute(`update linked_teams set unlinked_at = null where benchmark_id = '${benchmarkId}'`),
    ).rejects.toMatchObject({ cause: { constraint_name: 'linked_teams_unlinked_once' } });
  });
});
