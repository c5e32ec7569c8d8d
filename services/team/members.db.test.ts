import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { connect } from '@/db/client';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { endBudgetWindows, setBudgets } from '@/testing/set-budgets';
import { withTestScorer } from '@/testing/start-test-scorer';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { enterBenchmarkByCode } from '../entry/entry';
import { makeClassCode } from '../entry/maintain-entry';
import { doOperatorAct } from '../moderation/act';
import { actOnPage } from '../moderation/public-acts';
import { findSubmitPage } from '../page/find-submit-page';
import { findTeamPage } from '../page/find-team-page';
import { findInvitation } from '../people/invitations';
import { freezeRound, unfreezeRound } from '../round/freeze';
import { closeRound } from '../round/openings';
import { submit } from '../submission/submit';
import { changeMember, inviteToTeam, joinTeam, removeMember, revokeTeamInvitation } from './members';
import { changeTeam, findOwnTeam, foundTeam } from './own-team';
import { setPseudonym } from './pseudonyms';

const items = makeBinaryItems(10);

const file = formatPredictions(items.ids, 'no');

describe('teams', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site, 'Maintainer');

  let made = 0;
  const newName = () => {
    made += 1;
    return `Harbour ${made}`;
  };
  const found = async (captain: Actor, name = newName()) => unwrap(await foundTeam(captain, { name })).team;
  const linkTo = async (captain: Actor, team: string, role = 'member') =>
    unwrap(await inviteToTeam(captain, team, { role }))
      .link!.split('/')
      .at(-1)!;
  const join = async (captain: Actor, team: string, person: Actor, role = 'member') =>
    joinTeam(person, await linkTo(captain, team, role), { isNamed: false });
  const rolesIn = async (team: string) =>
    Object.fromEntries(
      (
        await site.superuser<{ id: string; role: string }[]>`
          select user_id as id, role from team_members join teams using (team_id) where slug = ${team}`
      ).map(({ id, role }) => [id, role]),
    );
  let sent = 0;
  const send = (person: Actor, slug: string, team: string, predictions = file, dryRun = false) => {
    sent += 1;
    const metadata = { model: `Model ${team}`, version: String(sent), team };
    return submit(person, slug, formRequest(metadata, 'file', predictions + '\n'.repeat(sent)), {
      ...{ dryRun, idempotencyKey: randomUUID() },
    });
  };
  async function openBenchmark(wishes: object = {}): Promise<string> {
    const slug = await makeBenchmark(maintainer, { quota_per_round: 100, ...wishes });
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
    return slug;
  }

  it('refuse a submission of a person who leaves the team while it is being accepted', async () => {
    const slug = await openBenchmark();
    const [ada, ben] = [await makePerson(site), await makePerson(site)];
    const team = await found(ada);
    unwrap(await join(ada, team, ben));
    let sending: ReturnType<typeof send> | undefined;
    await site.superuser.begin(async (sql) => {
      await sql`delete from team_members where user_id = ${ben.userId} and team_id = (select team_id from teams where slug = ${team})`;
      sending = send(ben, slug, team);
      // The submission waits for the lock on the team's row.
      await waitUntil(async () => {
        const [row] = await site.superuser<{ waiting: number }[]>`
          select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        return (row?.waiting ?? 0) > 0;
      });
    });
    expect(await sending).toMatchObject({ error: { kind: 'forbidden', needs: 'a member of that team' } });
  });

  describe('names', () => {
    it('stay taken after a renaming, with their look-alikes, and their addresses still lead to the team', async () => {
      const ada = await makePerson(site);
      const eve = await makePerson(site);
      const before = await found(ada, 'Tide Table Club');
      const renamed = unwrap(await changeTeam(ada, before, { name: 'Tide Tables', description: 'Ships.' }));
      expect(renamed).toMatchObject({ team: 'tide-tables', name: 'Tide Tables', description: 'Ships.' });
      expect(renamed.former_names).toMatchObject([{ team: 'tide-table-club', name: 'Tide Table Club' }]);
      expect(unwrap(await findOwnTeam(ada, before)).team).toBe('tide-tables');
      const taken = { error: { kind: 'name_taken', what: 'team' } };
      for (const name of ['Tide Table Club', 'Tide Tab1e Club', 'Tide Tables'])
        expect(await foundTeam(eve, { name })).toMatchObject(taken);
      const other = await found(eve);
      expect(await changeTeam(eve, other, { name: 'tide table club' })).toMatchObject(taken);
      // The team itself may take its former name again.
      expect(unwrap(await changeTeam(ada, before, { name: 'Tide Table Club' })).team).toBe(before);
    });

    it('can be taken by only one of twenty people who found or rename teams with look-alike names in parallel', async () => {
      const people = await Promise.all(Array.from({ length: 20 }, () => makePerson(site)));
      const own = await Promise.all(people.map((person, i) => (i % 2 ? found(person) : null)));
      const outcomes = await Promise.all(
        people.map((person, i) => {
          const name = i % 3 ? 'Lighthouse' : 'Lighth0use';
          const team = own[i];
          return team ? changeTeam(person, team, { name }) : foundTeam(person, { name });
        }),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      for (const outcome of outcomes.filter(({ ok }) => !ok))
        expect(outcome).toMatchObject(refusedAs('name_taken'));
    });

    it('can be changed by captains only, and not after an operator has renamed the team', async () => {
      const ada = await makePerson(site);
      const bob = await makePerson(site);
      const team = await found(ada);
      unwrap(await join(ada, team, bob));
      expect(await changeTeam(bob, team, { name: newName() })).toMatchObject(refusedAs('forbidden'));
      expect(await changeTeam(maintainer, team, { name: newName() })).toMatchObject(refusedAs('not_found'));
      const operator = await makeOperator(site);
      const former = unwrap(await changeTeam(ada, team, { name: newName() }));
      unwrap(
        await actOnPage(operator, {
          ...{ act: 'hide', kind: 'team', subject: former.team, reason: 'It insults people.' },
        }),
      );
      const [hidden] = await site.superuser<{ slug: string }[]>`
        select slug from teams join team_members using (team_id) where user_id = ${bob.userId} order by teams.created_at desc limit 1`;
      expect(unwrap(await findOwnTeam(bob, hidden!.slug)).former_names).toEqual([]);
      expect(await changeTeam(ada, hidden!.slug, { name: newName() })).toMatchObject(refusedAs('forbidden'));
    });

    it('can be taken as often as the budget of foundings and renamings allows', async () => {
      const ada = await makePerson(site);
      await endBudgetWindows(site);
      await setBudgets(site, { teams: 2 });
      const team = await found(ada);
      unwrap(await changeTeam(ada, team, { name: newName() }));
      expect(await foundTeam(ada, { name: newName() })).toMatchObject({
        error: { kind: 'budget_spent', budget: 'teams' },
      });
      await setBudgets(site, {});
    });
  });

  describe('members', () => {
    it('join by a mailed invitation, which only its address can accept, or by a link, which works once', async () => {
      const [ada, bob, eve] = await Promise.all([makePerson(site), makePerson(site), makePerson(site)]);
      const team = await found(ada);
      const mailed = unwrap(await inviteToTeam(ada, team, { email: bob.email, role: 'captain' }));
      expect(mailed).toMatchObject({ email: bob.email, role: 'captain', link: null, mailed: true });
      const [mail] = await site.superuser<{ body: string }[]>`
        select body from inbox_mails where recipient = ${bob.email} order by sent_at desc limit 1`;
      const token = /\/invitations\/(\S+)/.exec(mail!.body)![1]!;
      expect(await joinTeam(eve, token, { isNamed: false })).toMatchObject(refusedAs('forbidden'));
      unwrap(await joinTeam(bob, token, { isNamed: true }));
      expect(await rolesIn(team)).toEqual({ [ada.userId]: 'captain', [bob.userId]: 'captain' });

      const link = await linkTo(ada, team);
      const outcomes = await Promise.all(
        (await Promise.all(Array.from({ length: 10 }, () => makePerson(site)))).map((person) =>
          joinTeam(person, link, { isNamed: false }),
        ),
      );
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      for (const outcome of outcomes.filter(({ ok }) => !ok))
        expect(outcome).toMatchObject(refusedAs('invitation_invalid'));
      expect(JSON.stringify(await site.superuser`select * from invitations`)).not.toContain(link);
    });

    it('can’t join by a revoked link, or one of a captain who was removed or demoted', async () => {
      const [ada, bob, eve] = await Promise.all([makePerson(site), makePerson(site), makePerson(site)]);
      const team = await found(ada);
      unwrap(await join(ada, team, bob, 'captain'));
      const invalid = { error: { kind: 'invitation_invalid' } };
      const revoked = await linkTo(ada, team);
      const [first] = unwrap(await findOwnTeam(ada, team)).invitations;
      unwrap(await revokeTeamInvitation(ada, team, first!.id));
      expect(await joinTeam(eve, revoked, { isNamed: false })).toMatchObject(invalid);
      const byDemoted = await linkTo(bob, team);
      unwrap(await changeMember(ada, team, bob.userId, { role: 'member' }));
      expect(await joinTeam(eve, byDemoted, { isNamed: false })).toMatchObject(invalid);
      expect(await inviteToTeam(bob, team, {})).toMatchObject(refusedAs('forbidden'));
    });

    it('get their longest member as captain when the last captain leaves, steps down or is deleted', async () => {
      const [ada, bob, eve] = await Promise.all([makePerson(site), makePerson(site), makePerson(site)]);
      const team = await found(ada);
      unwrap(await join(ada, team, bob));
      unwrap(await join(ada, team, eve));
      unwrap(await removeMember(ada, team, ada.userId));
      expect(await rolesIn(team)).toEqual({ [bob.userId]: 'captain', [eve.userId]: 'member' });
      const owner = connect(site.urls.superuser, { max: 1 });
      unwrap(
        await doOperatorAct(
          { db: owner.db, operatorId: null, secret: null },
          { act: 'delete', kind: 'person', subject: bob.userId, reason: 'They asked for it.' },
        ),
      );
      await owner.close();
      expect(await rolesIn(team)).toEqual({ [eve.userId]: 'captain' });
      expect(await removeMember(eve, team, eve.userId)).toMatchObject(refusedAs('forbidden'));
    });

    it('include a captain at all times, even when two captains leave or demote each other in parallel', async () => {
      for (let i = 0; i < 10; i++) {
        const [ada, bob, eve] = await Promise.all([makePerson(site), makePerson(site), makePerson(site)]);
        const team = await found(ada);
        unwrap(await join(ada, team, bob, 'captain'));
        unwrap(await join(ada, team, eve));
        await Promise.all([
          i % 2 ? removeMember(ada, team, ada.userId) : removeMember(ada, team, bob.userId),
          i % 2
            ? removeMember(bob, team, bob.userId)
            : changeMember(bob, team, ada.userId, { role: 'member' }),
        ]);
        expect(Object.values(await rolesIn(team))).toContain('captain');
      }
    });

    it('don’t include a label holder of a benchmark that the team has entered', async () => {
      const [ada, eve] = await Promise.all([makePerson(site), makePerson(site)]);
      const slug = await openBenchmark();
      await giveRole(site, slug, eve, 'maintainer');
      const team = await found(ada);
      unwrap(await send(ada, slug, team));
      expect(await join(ada, team, eve)).toMatchObject(refusedAs('not_joinable'));
      expect(await rolesIn(team)).toEqual({ [ada.userId]: 'captain' });
    });
  });

  describe('round of a benchmark', () => {
    it('binds every member at the first submission, until the close, also those who leave', async () => {
      const [ada, bob] = await Promise.all([makePerson(site), makePerson(site)]);
      const slug = await openBenchmark();
      const team = await found(ada, `Bound ${newName()}`);
      unwrap(await join(ada, team, bob));
      unwrap(await send(ada, slug, team));
      unwrap(await removeMember(ada, team, bob.userId));
      const other = await found(bob);
      const refused = await send(bob, slug, other);
      expect(refused).toMatchObject({
        error: { kind: 'bound_to_team', team: expect.stringContaining('Bound'), until: expect.any(Date) },
      });
      unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
      await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(makeBinaryItems(12))));
      const next = formatPredictions(makeBinaryItems(12).ids, () => 'no');
      unwrap(await send(bob, slug, other, next));
    });

    it('binds a person who joins the team, and keeps out a person who is bound to another team', async () => {
      const [ada, bob, eve] = await Promise.all([makePerson(site), makePerson(site), makePerson(site)]);
      const slug = await openBenchmark();
      const team = await found(ada);
      unwrap(await send(ada, slug, team));
      unwrap(await join(ada, team, bob));
      expect(await send(bob, slug, await found(bob))).toMatchObject(refusedAs('bound_to_team'));
      const own = await found(eve);
      unwrap(await send(eve, slug, own));
      expect(await join(ada, team, eve)).toMatchObject({
        error: { kind: 'not_joinable', because: expect.stringContaining('You have submitted for the team') },
      });
      // A team can't enter if a member is bound to another team; the refusal doesn't name that team.
      const late = await found(maintainer);
      unwrap(await join(maintainer, late, eve));
      for (const dryRun of [true, false])
        expect(await send(maintainer, slug, late, file, dryRun)).toMatchObject({
          error: { kind: 'bound_to_team', team: null },
        });
      const { participant } = unwrap(await findSubmitPage(maintainer, slug, late));
      expect(participant?.unfit).toMatchObject({ kind: 'bound_to_team', team: null });
      expect(JSON.stringify(participant)).not.toContain(own);
      expect(unwrap(await findSubmitPage(eve, slug, late)).participant).toMatchObject({
        ...{ team: { slug: own }, isBound: true, unfit: null },
      });
    });

    it('appears on the page of a team in it with the remaining quota, for members alone', async () => {
      const [ada, eve] = await Promise.all([makePerson(site), makePerson(site)]);
      const slug = await openBenchmark({ quota_per_round: 7 });
      const team = await found(ada);
      unwrap(await send(ada, slug, team));
      expect(unwrap(await findTeamPage(team, 1, ada)).own?.openRounds).toMatchObject([
        { benchmark: slug, quotaPerRound: 7, usedCount: 1 },
      ]);
      const forEve = await findTeamPage(team, 1, eve);
      expect(forEve.ok && forEve.value.own).toBeFalsy();
    });

    it('still binds those who leave and those who join while it is frozen, since it can open again', async () => {
      const [ada, bob, eve] = await Promise.all([makePerson(site), makePerson(site), makePerson(site)]);
      const slug = await openBenchmark();
      const [team, own, hers] = [await found(ada), await found(bob), await found(eve)];
      unwrap(await join(ada, team, bob));
      unwrap(await send(ada, slug, team));
      unwrap(await freezeRound(maintainer, slug, 1, { reason: 'We look at it.' }));
      unwrap(await removeMember(bob, team, bob.userId));
      unwrap(await join(ada, team, eve));
      unwrap(await unfreezeRound(maintainer, slug, 1));
      for (const [person, other] of [
        [bob, own],
        [eve, hers],
      ] as const)
        expect(await send(person, slug, other)).toMatchObject(refusedAs('bound_to_team'));
      unwrap(await send(eve, slug, team));
    });

    it('appears on an invitation to a team in it, without the benchmark’s title and last if the benchmark is private or the team has a pseudonym there', async () => {
      const [ada, eve] = await Promise.all([makePerson(site), makePerson(site)]);
      const team = await found(ada);
      const [first, last] = [await openBenchmark({ title: 'Amber' }), await openBenchmark({ title: 'Zinc' })];
      const hidden = await openBenchmark({ title: 'Malachite' });
      const course = await openBenchmark({ title: 'Basalt course', visibility: 'private' });
      const until = new Date(Date.now() + 86_400_000).toISOString();
      unwrap(await setPseudonym(ada, team, { benchmark: hidden, name: newName(), until }));
      unwrap(await enterBenchmarkByCode(ada, unwrap(await makeClassCode(maintainer, course))));
      for (const slug of [first, last, hidden, course]) unwrap(await send(ada, slug, team));
      const opened = unwrap(await findInvitation(eve, await linkTo(ada, team)));
      expect(opened).toMatchObject({
        kind: 'team',
        binding: [{ title: 'Amber' }, { title: 'Zinc' }, { title: null }, { title: null }],
      });
    });

    it('admits teams up to the size that the benchmark sets, counting members who have left', async () => {
      const [ada, bob, eve] = await Promise.all([makePerson(site), makePerson(site), makePerson(site)]);
      const alone = await openBenchmark({ team_size_max: 1 });
      const pairs = await openBenchmark({ team_size_max: 2 });
      const team = await found(ada);
      unwrap(await join(ada, team, bob));
      expect(await send(ada, alone, team)).toMatchObject({
        error: { kind: 'team_too_large', people: 2, sizeMax: 1 },
      });
      unwrap(await send(ada, pairs, team));
      expect(await join(ada, team, eve)).toMatchObject({
        error: { kind: 'not_joinable', because: expect.stringContaining('teams of at most 2 people') },
      });
      unwrap(await removeMember(ada, team, bob.userId));
      expect(await join(ada, team, eve)).toMatchObject(refusedAs('not_joinable'));
    });
  });
});
