import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/caller';
import { ignoreUnrecordedChanges } from '@/testing/ignore-unrecorded-changes';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import type { Executor } from '../client';
import { findBenchmarkBySlug } from '../queries/benchmark-queries';
import { findOpenRound } from '../queries/round-queries';

const items = makeBinaryItems(10);

const file = formatPredictions(items.ids, 'no');

describe('teams linked by maintainers', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);
  const second = providePerson(site);

  beforeAll(async () => {
    await ignoreUnrecordedChanges(site, 'linked_teams', 'team_link_proposals');
  });

  async function openRound(): Promise<{ slug: string; benchmarkId: string; roundId: string }> {
    const slug = await makeBenchmark(maintainer, { quota_per_round: 5, quota_per_day: 5 });
    await giveRole(site, slug, second, 'maintainer');
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
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

  type Wishes = { teamGroupId?: string; isByOne?: boolean; by?: string; consenter?: string };

  /** Inserts a proposal with its consent, using only columns that the web role may write. */
  async function propose(
    tx: Executor,
    benchmarkId: string,
    teamIds: readonly string[],
    wishes: Wishes = {},
  ): Promise<string> {
    const { teamGroupId = randomUUID(), by = maintainer.userId, consenter = second.userId } = wishes;
    await tx.execute(`
      insert into team_link_proposals (proposal_id, benchmark_id, team_ids, reason, proposed_by, proposed_at)
      values ('${teamGroupId}', '${benchmarkId}', '{${teamIds.join()}}', 'the same people', '${by}', '2020-01-01')`);
    if (!wishes.isByOne)
      await tx.execute(
        `update team_link_proposals set consented_by = '${consenter}' where proposal_id = '${teamGroupId}'`,
      );
    return teamGroupId;
  }

  /** Inserts a proposal with its consent, and the link. */
  const link = (benchmarkId: string, teamIds: readonly string[], wishes: Wishes = {}): Promise<string> =>
    site.web.db.transaction(async (tx) => {
      const teamGroupId = await propose(tx, benchmarkId, teamIds, wishes);
      await insertRows(tx, benchmarkId, teamIds, teamGroupId);
      return teamGroupId;
    });

  async function insertRows(
    db: Executor,
    benchmarkId: string,
    teamIds: readonly string[],
    teamGroupId: string,
  ): Promise<void> {
    const rows = teamIds.map(
      (teamId) => `('${benchmarkId}', '${teamId}', '${teamGroupId}', 'another reason', '2020-01-01')`,
    );
    await db.execute(
      `insert into linked_teams (benchmark_id, team_id, group_id, reason, linked_at) values ${rows.join()}`,
    );
  }

  async function groupsOf(roundId: string, teamId: string): Promise<{ feedback: string; slots: string }> {
    const [row] = await site.superuser<{ feedback: string; slots: string }[]>`
      select group_of_team(${roundId}, ${teamId}) as feedback, slot_group_of_team(${roundId}, ${teamId}) as slots`;
    return row!;
  }

  const slotsOf = (roundId: string) => site.superuser<{ group: string; slot: number }[]>`
    select group_id as group, slot from round_slots where round_id = ${roundId} order by group_id, slot`;
  const daysOf = (benchmarkId: string) => site.superuser<{ group: string; slots: number[] }[]>`
    select group_id as group, array_agg(slot order by slot) as slots from day_slots
    where benchmark_id = ${benchmarkId} group by 1 order by min(team_id::text)`;
  const openAnew = async (roundId: string) => {
    await site.superuser`alter table rounds disable trigger rounds_legal_change`;
    await site.superuser`update rounds set state = 'sealed' where round_id = ${roundId}`;
    await site.superuser`update rounds set state = 'open', opened_at = clock_timestamp() where round_id = ${roundId}`;
    await site.superuser`alter table rounds enable trigger rounds_legal_change`;
  };

  it('keep their own used slots of the open round and of the day', async () => {
    const { slug, benchmarkId, roundId } = await openRound();
    const teams = await makeTeams(3);
    for (const { person } of teams) for (let i = 0; i < 3; i++) await submitPredictions(person, slug, file);
    const [first, second] = teams.map(({ teamId }) => teamId);
    const slots = await slotsOf(roundId);
    const days = await daysOf(benchmarkId);
    await link(benchmarkId, [first!, second!]);
    expect(await slotsOf(roundId)).toEqual(slots);
    expect(await daysOf(benchmarkId)).toEqual(days);
  });

  it('share their used slots of the day from the next opening on, even beyond the limit, and have their own again after unlinking', async () => {
    const { slug, benchmarkId, roundId } = await openRound();
    const teams = await makeTeams(3);
    for (const { person } of teams) for (let i = 0; i < 3; i++) await submitPredictions(person, slug, file);
    const [first, second, alone] = teams.map(({ teamId }) => teamId);
    const apart = await daysOf(benchmarkId);
    const teamGroupId = await link(benchmarkId, [first!, second!]);
    await openAnew(roundId);
    const days = await daysOf(benchmarkId);
    expect(days).toContainEqual({ group: teamGroupId, slots: [1, 2, 3, 4, 5, 6] });
    expect(days).toContainEqual({ group: alone, slots: [1, 2, 3] });
    await site.web.db.execute(
      `update linked_teams set unlinked_at = now() where benchmark_id = '${benchmarkId}'`,
    );
    await openAnew(roundId);
    expect((await daysOf(benchmarkId)).map(({ slots }) => slots.length)).toEqual([3, 3, 3]);
    expect((await daysOf(benchmarkId)).map(({ group }) => group)).toEqual(apart.map(({ group }) => group));
  });

  it('share feedback at once and slots from the next opening on, and unlinking changes neither in the open round', async () => {
    const { benchmarkId, roundId } = await openRound();
    const [first, second] = (await makeTeams(2)).map(({ teamId }) => teamId) as [string, string];
    expect(await groupsOf(roundId, first)).toEqual({ feedback: first, slots: first });
    const teamGroupId = await link(benchmarkId, [first, second]);
    expect(await groupsOf(roundId, first)).toEqual({ feedback: teamGroupId, slots: first });
    expect(await groupsOf(roundId, second)).toEqual({ feedback: teamGroupId, slots: second });
    await openAnew(roundId);
    const shared = { feedback: teamGroupId, slots: teamGroupId };
    expect(await groupsOf(roundId, first)).toEqual(shared);
    await site.web.db.execute(
      `update linked_teams set unlinked_at = '2020-01-01' where team_id = '${first}'`,
    );
    expect(await groupsOf(roundId, first)).toEqual(shared);
    await openAnew(roundId);
    expect(await groupsOf(roundId, first)).toEqual({ feedback: first, slots: first });
    expect(await groupsOf(roundId, second)).toEqual(shared);
  });

  it('share neither feedback nor slots before the next opening if one maintainer linked them alone, except by an earlier link', async () => {
    const { benchmarkId, roundId } = await openRound();
    const [first, other, third] = (await makeTeams(3)).map(({ teamId }) => teamId) as [
      string,
      string,
      string,
    ];
    const before = await link(benchmarkId, [first, other]);
    await site.superuser`delete from benchmark_maintainers where benchmark_id = ${benchmarkId} and user_id = ${second.userId}`;
    await site.web.db.execute(
      `update linked_teams set unlinked_at = now() where benchmark_id = '${benchmarkId}'`,
    );
    const alone = await link(benchmarkId, [first, other, third], { isByOne: true });
    expect(await groupsOf(roundId, first)).toEqual({ feedback: before, slots: first });
    expect(await groupsOf(roundId, third)).toEqual({ feedback: third, slots: third });
    await openAnew(roundId);
    for (const teamId of [first, other, third])
      expect(await groupsOf(roundId, teamId)).toEqual({ feedback: alone, slots: alone });
  });

  it('need two maintainers, and a link of exactly the named teams in the transaction of the consent', async () => {
    const { benchmarkId } = await openRound();
    const [first, other, third] = (await makeTeams(3)).map(({ teamId }) => teamId) as [
      string,
      string,
      string,
    ];
    const stranger = (await makePerson(site)).userId;
    const refused = (constraint_name: string) => ({ cause: { constraint_name } });
    await expect(link(benchmarkId, [first, other], { isByOne: true })).rejects.toMatchObject(
      refused('linked_teams_two_people'),
    );
    for (const [wrong, constraint] of [
      [{ consenter: maintainer.userId }, 'two_people'],
      [{ consenter: stranger }, 'of_maintainers'],
      [{ by: stranger }, 'of_maintainers'],
    ] as const)
      await expect(link(benchmarkId, [first, other], wrong), constraint).rejects.toMatchObject(
        refused(`team_link_proposals_${constraint}`),
      );
    const id = await link(benchmarkId, [first, other]);
    for (const teamGroupId of [id, randomUUID()])
      await expect(insertRows(site.web.db, benchmarkId, [third], teamGroupId)).rejects.toMatchObject(
        refused('linked_teams_proposed'),
      );
    for (const change of ['consented_by = null', `dropped_by = '${second.userId}'`])
      await expect(
        site.web.db.execute(`update team_link_proposals set ${change} where proposal_id = '${id}'`),
      ).rejects.toMatchObject(refused('team_link_proposals_decided_once'));
    const [row] = await site.superuser`
      select reason, linked_by as by, is_by_one as "isByOne", linked_at > now() - interval '1 hour' as "isNow" from linked_teams where group_id = ${id}`;
    expect(row).toEqual({ reason: 'the same people', by: second.userId, isByOne: false, isNow: true });
    await expect(
      site.web.db.transaction(async (tx) => {
        await insertRows(tx, benchmarkId, [third], await propose(tx, benchmarkId, [first, other]));
      }),
    ).rejects.toMatchObject(refused('linked_teams_of_the_proposal'));
  });

  it('keep the slots that they have in the open round, even if the clock is set back before its opening', async () => {
    const { benchmarkId, roundId } = await openRound();
    const [first, other] = (await makeTeams(2)).map(({ teamId }) => teamId) as [string, string];
    await site.superuser`update rounds set opened_at = now() + interval '1 hour' where round_id = ${roundId}`;
    await link(benchmarkId, [first, other]);
    expect((await groupsOf(roundId, first)).slots).toBe(first);
    await openAnew(roundId);
    await site.superuser`update rounds set opened_at = now() + interval '2 hours' where round_id = ${roundId}`;
    const shared = (await groupsOf(roundId, first)).slots;
    expect(shared).not.toBe(first);
    await site.web.db.execute(
      `update linked_teams set unlinked_at = now() where benchmark_id = '${benchmarkId}'`,
    );
    expect((await groupsOf(roundId, first)).slots).toBe(shared);
  });

  it('can’t take slots of another group, by any role, nor be in two groups at once', async () => {
    const { benchmarkId, roundId } = await openRound();
    const [first, second, third] = (await makeTeams(3)).map(({ teamId }) => teamId) as [
      string,
      string,
      string,
    ];
    const teamGroupId = await link(benchmarkId, [first, second]);
    await openAnew(roundId);
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

  it('have links dated by the database: the web role can’t backdate begin or end, even in a long transaction', async () => {
    const { benchmarkId, roundId } = await openRound();
    const teamIds = (await makeTeams(2)).map(({ teamId }) => teamId) as [string, string];
    const read = () => site.superuser<{ from: Date; to: Date | null }[]>`
      select linked_at as "from", unlinked_at as "to" from linked_teams where benchmark_id = ${benchmarkId}`;
    const distinct = (instants: (Date | null)[]) => [...new Set(instants.map((at) => at?.getTime()))];
    const longAgo = '2020-01-01T00:00:00Z';
    const beforeLink = Date.now();
    const teamGroupId = randomUUID();
    await site.web.db.transaction(async (tx) => {
      await propose(tx, benchmarkId, teamIds, { teamGroupId });
      await tx.execute('select pg_sleep(0.3)');
      for (const teamId of teamIds) await insertRows(tx, benchmarkId, [teamId], teamGroupId);
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
      expect(await groupsOf(roundId, teamId)).toEqual({ feedback: teamGroupId, slots: teamId });
  });

  it('can get a link that has already ended only with the end of their last link', async () => {
    const { benchmarkId } = await openRound();
    const [first, second] = (await makeTeams(2)).map(({ teamId }) => teamId) as [string, string];
    const insertEnded = (teamId: string, unlinkedAt: string) =>
      site.web.db.transaction(async (tx) => {
        const teamGroupId = await propose(tx, benchmarkId, [first, second]);
        await tx.execute(
          `insert into linked_teams (benchmark_id, team_id, group_id, reason, linked_at, unlinked_at) values ('${benchmarkId}', '${teamId}', '${teamGroupId}', 'us', now(), '${unlinkedAt}')`,
        );
      });
    await link(benchmarkId, [first, second]);
    await site.web.db.execute(`update linked_teams set unlinked_at = now() where team_id = '${first}'`);
    await insertEnded(first, '2020-01-01T00:00:00Z');
    const ends = await site.superuser`select distinct unlinked_at from linked_teams where team_id = ${first}`;
    expect(ends).toHaveLength(1);
    await expect(insertEnded(second, '2020-01-01T00:00:00Z')).rejects.toMatchObject({
      cause: { constraint_name: 'linked_teams_begins_without_end' },
    });
  });

  it('keep the record of a link when a person who made or ended it is deleted', async () => {
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
