import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/services/access/caller';
import { findMe } from '@/services/account/account';
import { decideEntry, setEntryList } from '@/services/entry/maintain-entry';
import { inviteToTeam, joinTeam, removeMember } from '@/services/team/members';
import { makeBenchmark, makeOpenRound, openNextRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitAutomatic, submitModel } from '@/testing/submit-model';
import { awaitFinal } from '@/testing/submit-predictions';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';

/**
 * The team *Solo* has one member, *Duo* has two on the entry list, and the second member of *Outsider* isn't
 * on it.
 */
describe('active versions of people whom a maintainer removed from the benchmark', () => {
  const site = provideSiteWithScorer();
  const host = providePerson(site, 'Host');
  let slug: string;
  const senders: Actor[] = [];

  beforeAll(async () => {
    slug = await makeBenchmark(host, { ...acceptsTinyModels, entry: 'list' });
    await makeOpenRound(host, slug, tinyTestSet(1));
    const fellow = await makePerson(site, 'Fellow');
    const names = ['Solo', 'Duo', 'Outsider'];
    for (const name of names) senders.push(await makePerson(site, name));
    const list = [...senders, fellow].map(({ email }) => email).join('\n');
    unwrap(await setEntryList(host, slug, { list }));
    for (const [i, sender] of senders.entries()) {
      const { id } = unwrap(await submitModel(sender, slug, softmaxModel(i + 1), { model: names[i] ?? '' }));
      await awaitFinal(sender, id);
    }
    const [, duo, outsider] = senders as [Actor, Actor, Actor];
    await joinTeamOf(duo, fellow);
    await joinTeamOf(outsider, await makePerson(site, 'Stranger'));
  });

  const teamOf = async (person: Actor) => (await findMe(person)).teams[0]?.slug ?? '';

  async function joinTeamOf(captain: Actor, person: Actor): Promise<void> {
    const { link } = unwrap(await inviteToTeam(captain, await teamOf(captain), { role: 'captain' }));
    unwrap(await joinTeam(person, link?.split('/').at(-1) ?? '', { isNamed: false }));
  }

  const decideAll = async (state: 'removed' | 'entered') => {
    for (const { userId } of senders)
      unwrap(await decideEntry(host, slug, userId, { state, reason: 'A test' }));
  };

  const listEntered = async (number: number, count: number) =>
    (await awaitAutomatic(site, slug, number, count)).map(({ model }) => model);

  it('enter the next round only while their team has a member who may enter', async () => {
    await openNextRound(host, slug, tinyTestSet(2));
    expect(await listEntered(2, 3)).toEqual(['Duo', 'Outsider', 'Solo']);
    await decideAll('removed');
    const outsider = senders[2] as Actor;
    unwrap(await removeMember(outsider, await teamOf(outsider), outsider.userId));
    await openNextRound(host, slug, tinyTestSet(3));
    expect(await listEntered(3, 1)).toEqual(['Duo']);
  });

  it('enter later rounds again once a maintainer admits the person again, and keep earlier scores', async () => {
    await decideAll('entered');
    await openNextRound(host, slug, tinyTestSet(4));
    expect(await listEntered(4, 3)).toEqual(['Duo', 'Outsider', 'Solo']);
    // The versions of Duo were evaluated in rounds 1 to 4, the others in 1, 2 and 4.
    const scored = await site.superuser`
      select m.name, count(*)::int as rounds from submissions s join models m using (model_id)
      where s.state = 'scored' group by m.name order by m.name`;
    expect(scored.map(({ name, rounds }) => [name, rounds])).toEqual([
      ['Duo', 4],
      ['Outsider', 3],
      ['Solo', 3],
    ]);
  });
});
