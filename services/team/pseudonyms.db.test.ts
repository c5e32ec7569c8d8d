import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { endPseudonyms } from '@/db/queries/pseudonym-queries';
import { listRoundsEnteredBy } from '@/db/queries/round-queries';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { linkByTwo, makeOperator, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, awaitOfficial } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { listParticipants } from '../benchmark/participants';
import { enterBenchmarkByCode } from '../entry/entry';
import { makeClassCode } from '../entry/maintain-entry';
import { actOnPage } from '../moderation/public-acts';
import { findTeamPage } from '../page/find-team-page';
import { findLeaderboard } from '../publication/find-leaderboard';
import { listChangelog } from '../publication/list-changelog';
import { findArchive } from '../round/inputs';
import { closeRound, revealRound } from '../round/openings';
import { submit } from '../submission/submit';
import { findSubmission } from '../submission/view';
import { inviteToTeam, joinTeam } from './members';
import { askMerge } from './merges';
import { changeTeam, foundTeam } from './own-team';
import { listPseudonyms, setPseudonym } from './pseudonyms';
import { ensureTeam } from './team';

const items = makeBinaryItems(40);

const file = formatPredictions(items.ids, (i) => items.labels[i] ?? 'no');

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

let made = 0;
const newName = (what: string) => {
  made += 1;
  return `${what} ${made} ${randomUUID().slice(0, 6)}`;
};

describe('pseudonym', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site, 'Maintainer');

  const openBenchmark = async (): Promise<string> => {
    const slug = await makeBenchmark(maintainer, { quota_per_round: 20 });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    return slug;
  };
  let sent = 0;
  const send = async (person: Actor, slug: string, team: string) => {
    sent += 1;
    const metadata = { model: `Model ${sent}`, version: String(sent), team };
    return submit(person, slug, formRequest(metadata, 'file', file + '\n'.repeat(sent)), {
      ...{ dryRun: false, idempotencyKey: randomUUID() },
    });
  };
  /** A new person, and a new team of which the person is captain. */
  async function makeTeam(): Promise<{ person: Actor; team: string; name: string }> {
    const person = await makePerson(site, 'Author');
    const name = newName('Cobalt Institute');
    return { person, name, team: unwrap(await foundTeam(person, { name })).team };
  }
  /** A new team with a pseudonym in this benchmark, under which it has a scored submission. */
  async function enter(slug: string) {
    const author = await makeTeam();
    const { person, team } = author;
    const pseudonym = unwrap(
      await setPseudonym(person, team, { benchmark: slug, name: newName('Paper'), until: inDays(30) }),
    );
    const submitted = unwrap(await send(person, slug, team));
    if (submitted.kind !== 'accepted') throw new Error('only validated');
    await awaitFinal(person, submitted.submission.id);
    return { ...author, pseudonym, submissionId: submitted.submission.id };
  }
  /** Simulates that the pseudonym's date has passed; a trigger keeps every role from changing the date. */
  const passDate = (address: string) =>
    site.withoutTriggers`update team_pseudonyms set ends_at = now() - interval '1 second' where slug = ${address}`;
  const close = async (slug: string) => {
    unwrap(await closeRound(maintainer, slug, 1, { reason: 'It has run long enough' }));
    return awaitOfficial(slug, 1);
  };
  const inArchive = async (slug: string): Promise<string> => {
    const { stream } = await unwrap(await findArchive(slug, 1, 'archive.json')).open();
    return (await buffer(Readable.from(stream))).toString('utf8');
  };

  it('replaces the team’s name in ranking, archive, page and log until its end date, and the scorer can’t read the team’s name', async () => {
    const slug = await openBenchmark();
    const { person, team, name, pseudonym } = await enter(slug);
    await waitUntil(async () => (await findLeaderboard(slug, 1)).ok);
    const board = await close(slug);
    expect(board.entries).toMatchObject([{ team: pseudonym.name, team_slug: pseudonym.team }]);
    unwrap(await revealRound(maintainer, slug, 1));
    const others = [
      board,
      unwrap(await findTeamPage(pseudonym.team)),
      unwrap(await listChangelog(slug, {})),
      await inArchive(slug),
      await site.scorer.client.db.execute(`select * from audit_events`),
    ];
    for (const read of others) expect(JSON.stringify(read)).not.toMatch(new RegExp(`${name}|${team}`));
    await expect(site.scorer.client.db.execute('select name from teams')).rejects.toThrow();
    await expect(site.scorer.client.db.execute('select own_name from team_names')).rejects.toThrow();
    expect(unwrap(await findTeamPage(pseudonym.team))).toMatchObject({
      ...{ name: pseudonym.name, pseudonymUntil: pseudonym.until, memberCount: 0, modelCount: 1, own: null },
    });
    // Under its own name the team has no public ranking, so it has no page for others, as before.
    expect(await findTeamPage(team)).toMatchObject({ error: { kind: 'not_found' } });
    expect(unwrap(await findTeamPage(team, 1, person))).toMatchObject({ name, modelCount: 0 });
    expect(unwrap(await listParticipants(maintainer, slug))).toMatchObject([
      { team: pseudonym.team, team_name: pseudonym.name, own_name: name },
    ]);
  });

  it('adds no round to those that are read for the team’s own page, since response times could reveal the pseudonym', async () => {
    const slug = await openBenchmark();
    const { team, pseudonym } = await enter(slug);
    const [{ teamId } = { teamId: '' }] = await site.superuser<{ teamId: string }[]>`
      select team_id as "teamId" from teams where slug = ${team}`;
    const list = (address: string) => listRoundsEnteredBy(site.web.db, { teamId, slug: address }, 60);
    expect(await list(team)).toEqual([]);
    expect(await list(pseudonym.team)).toHaveLength(1);
  });

  it('gives way to the team’s name in rankings and pages on its end date, but stays in the archive', async () => {
    const slug = await openBenchmark();
    const { person, team, name, pseudonym, submissionId } = await enter(slug);
    await close(slug);
    unwrap(await revealRound(maintainer, slug, 1));
    const before = await inArchive(slug);
    await endPseudonyms(site.scorer.client.db);
    expect(unwrap(await findLeaderboard(slug, 1)).entries).toMatchObject([{ team: pseudonym.name }]);
    await passDate(pseudonym.team);
    await waitUntil(async () => unwrap(await listPseudonyms(person, team))[0]?.ended);
    expect(unwrap(await findLeaderboard(slug, 1)).entries).toMatchObject([{ team: name, team_slug: team }]);
    expect(unwrap(await findTeamPage(pseudonym.team))).toMatchObject({ slug: team, name, modelCount: 1 });
    expect(unwrap(await findSubmission(person, submissionId)).team).toBe(name);
    expect(await inArchive(slug)).toBe(before);
    expect(before).toContain(pseudonym.name);
    expect(unwrap(await listParticipants(maintainer, slug))).toMatchObject([{ team, own_name: null }]);
  });

  it('can be set only by a captain, once, before the first submission, for at most 12 months', async () => {
    const slug = await openBenchmark();
    const { person, team } = await makeTeam();
    const set = (actor: Actor, wishes: object = {}) =>
      setPseudonym(actor, team, { benchmark: slug, name: newName('Paper'), until: inDays(30), ...wishes });
    for (const until of [inDays(-1), inDays(367)])
      expect(await set(person, { until })).toMatchObject({ error: { faults: [{ field: 'until' }] } });
    const member = await makePerson(site, 'Member');
    const { link } = unwrap(await inviteToTeam(person, team, {}));
    unwrap(await joinTeam(member, link!.split('/').at(-1)!, { isNamed: false }));
    expect(await set(member)).toMatchObject({ error: { kind: 'forbidden' } });
    expect(await set(await makePerson(site))).toMatchObject({ error: { kind: 'not_found' } });
    unwrap(await set(person));
    expect(await set(person)).toMatchObject({ error: { faults: [{ code: 'has_pseudonym' }] } });

    const late = await makeTeam();
    unwrap(await send(late.person, slug, late.team));
    expect(
      await setPseudonym(late.person, late.team, {
        benchmark: slug,
        name: newName('Paper'),
        until: inDays(30),
      }),
    ).toMatchObject({ error: { faults: [{ code: 'entered' }] } });
  });

  it('appears to members of the team alone, and in a private benchmark to those members who may enter it', async () => {
    const { person, team } = await makeTeam();
    const fellow = await makePerson(site, 'Fellow');
    const { link } = unwrap(await inviteToTeam(person, team, { role: 'captain' }));
    unwrap(await joinTeam(fellow, link?.split('/').at(-1) ?? '', { isNamed: false }));
    const slugs = [
      await makeBenchmark(maintainer),
      await makeBenchmark(maintainer, { visibility: 'private' }),
    ];
    const code = unwrap(await makeClassCode(maintainer, slugs[1] ?? ''));
    unwrap(await enterBenchmarkByCode(person, code));
    for (const benchmark of slugs)
      unwrap(await setPseudonym(person, team, { benchmark, name: newName('Paper'), until: inDays(30) }));
    const listFor = async (reader: Actor) => {
      const listed = unwrap(await listPseudonyms(reader, team));
      expect(unwrap(await findTeamPage(team, 1, reader)).own?.pseudonyms).toEqual(listed);
      return listed.map(({ benchmark }) => benchmark.slug).sort();
    };
    expect(await listFor(person)).toEqual([...slugs].sort());
    expect(await listFor(fellow)).toEqual([slugs[0]]);
    unwrap(await enterBenchmarkByCode(fellow, code));
    expect(await listFor(fellow)).toEqual([...slugs].sort());
    expect((await listPseudonyms(maintainer, team)).ok).toBe(false);
  });

  it('can be chosen for benchmarks that the captain may enter and the team hasn’t entered, private ones included', async () => {
    const [ada, bob] = await Promise.all([makePerson(site), makePerson(site)]);
    const [entered, free, taken] = [await openBenchmark(), await openBenchmark(), await openBenchmark()];
    const [course, unlisted] = await Promise.all([
      makeBenchmark(maintainer, { visibility: 'private', title: newName('Course') }),
      makeBenchmark(maintainer, { visibility: 'unlisted', title: newName('Unlisted') }),
    ]);
    const { team } = unwrap(await foundTeam(ada, { name: newName('Team') }));
    unwrap(await send(ada, entered, team));
    const until = inDays(30);
    unwrap(await setPseudonym(ada, team, { benchmark: taken, name: newName('Paper'), until }));
    const offered = async (person: Actor, of: string) =>
      unwrap(await findTeamPage(of, 1, person)).own?.forPseudonym.map(({ slug }) => slug);
    const toAda = await offered(ada, team);
    expect(toAda).toContain(free);
    for (const slug of [entered, taken, course, unlisted]) expect(toAda).not.toContain(slug);
    const { code } = unwrap(await makeClassCode(maintainer, course));
    unwrap(await enterBenchmarkByCode(bob, { code }));
    const { team: bobs } = unwrap(await foundTeam(bob, { name: newName('Team') }));
    expect(await offered(bob, bobs)).toContain(course);
  });

  it('can’t be moved, removed or ended before its date, by any role', async () => {
    const { pseudonym } = await enter(await openBenchmark());
    const { web, superuser } = site;
    for (const change of ["ends_at = ends_at + interval '1 day'", 'ended_at = now()', "name = 'Other'"])
      await expect(web.db.execute(`update team_pseudonyms set ${change}`), change).rejects.toThrow();
    await expect(web.db.execute('delete from team_pseudonyms')).rejects.toThrow();
    await expect(web.db.execute('select end_pseudonyms()')).rejects.toThrow();
    for (const change of ['ends_at = now()', 'ended_at = now()', 'benchmark_id = gen_random_uuid()'])
      await expect(
        superuser.unsafe(`update team_pseudonyms set ${change} where slug = '${pseudonym.team}'`),
        change,
      ).rejects.toMatchObject({ constraint_name: 'team_pseudonyms_end_on_their_date' });
  });

  it('has a name that no team may take, not even its own, and the refusal is the same as for any other taken name', async () => {
    const slug = await openBenchmark();
    const { person, team, name, pseudonym } = await enter(slug);
    const other = await makeTeam();
    const taken = { ok: false, error: { kind: 'name_taken', what: 'team', own: null } };
    for (const wanted of [pseudonym.name, pseudonym.name.toUpperCase(), name]) {
      expect(await foundTeam(other.person, { name: wanted })).toEqual(taken);
      expect(await changeTeam(other.person, other.team, { name: wanted })).toEqual(taken);
      expect(
        await setPseudonym(other.person, other.team, { benchmark: slug, name: wanted, until: inDays(9) }),
      ).toEqual(taken);
    }
    expect(await changeTeam(person, team, { name: pseudonym.name })).toEqual(taken);
    const own = { benchmark: await openBenchmark(), name, until: inDays(9) };
    expect(await setPseudonym(person, team, own)).toEqual(taken);
    // If a person's name at a sign-in provider is taken, the person's team gets a suffix.
    const { userId } = await makePerson(site);
    await site.superuser`delete from team_members where user_id = ${userId}`;
    expect((await ensureTeam(site.web.db, { userId, name: pseudonym.name })).name).toMatch(
      new RegExp(`^${pseudonym.name} [0-9a-f]{6}$`),
    );
  });

  it('prevents merges until its end date; a merge request to the team’s own name is refused as if the team hadn’t entered', async () => {
    const slug = await openBenchmark();
    const hidden = await enter(slug);
    const other = await makeTeam();
    unwrap(await send(other.person, slug, other.team));
    const ask = (from: typeof other, wanted: string) =>
      askMerge(from.person, from.team, { benchmark: slug, with: wanted, name: newName('Both') });
    const absent = await makeTeam();
    expect(await ask(other, hidden.team)).toEqual(await ask(other, absent.team));
    expect(await ask(other, hidden.pseudonym.team)).toMatchObject({ error: { kind: 'not_mergeable' } });
    expect(await ask(hidden, other.team)).toMatchObject({ error: { kind: 'not_mergeable' } });
    // It doesn't prevent maintainers from linking the team, by way of the pseudonym.
    const teams = [hidden.pseudonym.team, other.team];
    const linked = unwrap(await linkByTwo(site, maintainer, slug, { teams, reason: 'One flat' }));
    expect(linked.teams.map(({ name }) => name).sort()).toEqual([other.name, hidden.pseudonym.name].sort());
  });

  it('can be renamed by an operator without renaming its team, and the team without renaming the pseudonym', async () => {
    const slug = await openBenchmark();
    const { team, name, pseudonym } = await enter(slug);
    await close(slug);
    const operator = await makeOperator(site);
    const rename = (subject: string, to: string) =>
      actOnPage(operator, { act: 'rename', kind: 'team', subject, reason: 'A bad name', name: to });
    unwrap(await rename(pseudonym.team, newName('Plain')));
    const [entry] = unwrap(await findLeaderboard(slug, 1)).entries;
    expect(entry?.team).toMatch(/^Plain /);
    expect(entry?.team_slug).not.toBe(pseudonym.team);
    const renamed = newName('Cerulean');
    unwrap(await rename(team, renamed));
    expect(unwrap(await findLeaderboard(slug, 1)).entries).toMatchObject([{ team: entry?.team }]);
    await passDate(entry?.team_slug ?? '');
    await endPseudonyms(site.scorer.client.db);
    expect(unwrap(await findLeaderboard(slug, 1)).entries).toMatchObject([{ team: renamed }]);
    expect(JSON.stringify(unwrap(await findLeaderboard(slug, 1)))).not.toContain(name);
  });

  it('covers all submissions of its team or none, with 200 concurrent requests to set it and to submit', async () => {
    const slug = await openBenchmark();
    const teams = await Promise.all(Array.from({ length: 20 }, makeTeam));
    const took = new Map<string, { set: number[]; done: number[] }>();
    await Promise.all(
      teams.flatMap(({ person, team }, t) => {
        const of = { set: [] as number[], done: [] as number[] };
        took.set(team, of);
        return Array.from({ length: 10 }, async (_, i) => {
          await sleep(((7 * t + 13 * i) % 20) * 30);
          // In every fourth team, the pseudonym is only set once a submission was accepted.
          if (t % 4 === 0 && i % 2 === 0) await waitUntil(async () => of.done.length > 0);
          const began = performance.now();
          if (i % 2 === 1) {
            unwrap(await send(person, slug, team));
            of.done.push(performance.now());
          } else if (
            (await setPseudonym(person, team, { benchmark: slug, name: newName('Paper'), until: inDays(30) }))
              .ok
          )
            of.set.push(began);
        });
      }),
    );
    for (const { set, done } of took.values()) {
      expect(set.length).toBeLessThanOrEqual(1);
      expect(done).toHaveLength(5);
      // If a pseudonym was set, that happened before the team's first accepted submission.
      if (set[0] !== undefined) expect(Math.min(...done)).toBeGreaterThan(set[0]);
    }
    const counts = [...took.values()].map(({ set }) => set.length);
    expect(new Set(counts)).toEqual(new Set([0, 1]));
    await waitUntil(async () => {
      const [open] = await site.superuser<{ count: number }[]>`
        select count(*)::int as count from submissions where state <> 'scored'`;
      return open?.count === 0;
    });
    const board = await close(slug);
    const named = await site.superuser<{ slug: string; name: string }[]>`
      select n.slug, n.name from team_names n join benchmarks b using (benchmark_id) where b.slug = ${slug}`;
    for (const { team, team_slug } of board.entries)
      expect(named).toContainEqual({ slug: team_slug, name: team });
    const shown = new Set(board.entries.map(({ team_slug }) => team_slug));
    const hidden = await site.superuser<{ slug: string }[]>`
      select t.slug from teams t join team_pseudonyms p using (team_id) join benchmarks b using (benchmark_id) where b.slug = ${slug}`;
    expect(hidden.filter((team) => shown.has(team.slug))).toEqual([]);
  });
});
