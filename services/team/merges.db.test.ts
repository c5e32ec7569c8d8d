import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { withTestScorer } from '@/testing/start-test-scorer';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { changeBenchmark } from '../benchmark/change';
import { enterBenchmarkByCode } from '../entry/entry';
import { makeClassCode } from '../entry/maintain-entry';
import { findMaintainedBenchmarkPage } from '../page/find-maintained-pages';
import { freezeRound, unfreezeRound } from '../round/freeze';
import { findQuota } from '../submission/find-quota';
import { submit } from '../submission/submit';
import { inviteToTeam, joinTeam } from './members';
import {
  agreeToMerge,
  askMerge,
  completeMerges,
  dropMerge,
  listMerges,
  listMergesOfBenchmark,
  objectToMerge,
} from './merges';
import { findOwnTeam, foundTeam } from './own-team';

const items = makeBinaryItems(10);

const file = formatPredictions(items.ids, 'no');

describe('merging teams', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site, 'Maintainer');

  const setPeriod = (hours: number) =>
    site.superuser.unsafe(
      `create or replace function merge_objection_period() returns interval language sql immutable as $$ select interval '${hours} hours' $$`,
    );
  let made = 0;
  const newName = () => {
    made += 1;
    return `Harbour ${made}`;
  };
  async function openBenchmark(wishes: object = {}): Promise<string> {
    const slug = await makeBenchmark(maintainer, wishes);
    await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
    return slug;
  }
  let sent = 0;
  const send = (person: Actor, slug: string, team: string) => {
    sent += 1;
    const metadata = { model: `Model ${team}`, version: String(sent), team };
    return submit(person, slug, formRequest(metadata, 'file', file + '\n'.repeat(sent)), {
      dryRun: false,
      idempotencyKey: randomUUID(),
    });
  };
  type Side = { captain: Actor; team: string };
  /** A new team with this number of members, which has sent this number of files to the benchmark's open round. */
  async function side(slug: string, { people = 1, files = 1 } = {}): Promise<Side> {
    const captain = await makePerson(site);
    const { team } = unwrap(await foundTeam(captain, { name: newName() }));
    for (let i = 1; i < people; i++) {
      const { link } = unwrap(await inviteToTeam(captain, team, {}));
      unwrap(await joinTeam(await makePerson(site), link!.split('/').at(-1)!, { isNamed: false }));
    }
    for (let i = 0; i < files; i++) unwrap(await send(captain, slug, team));
    return { captain, team };
  }
  const ask = (slug: string, one: Side, other: Side, name = newName()) =>
    askMerge(one.captain, one.team, { benchmark: slug, with: other.team, name });

  it('takes a captain of each team, and a day without an objection', async () => {
    const slug = await openBenchmark({ quota_per_round: 5 });
    const [one, other] = [await side(slug, { people: 2 }), await side(slug, { files: 2 })];
    const asked = unwrap(await ask(slug, one, other, 'Harbour and Tide'));
    expect(asked).toMatchObject({ state: 'asked', objections_until: null, together: null });
    // Before the other team has agreed, the asking team sees no sums that would reveal the other one's figures.
    expect(unwrap(await listMerges(one.captain, one.team))).toMatchObject([{ together: null }]);
    expect(unwrap(await listMerges(other.captain, other.team))).toMatchObject([
      { together: { round: 1, submissions_used: 3, submissions_limit: 5, people: 3, people_limit: 5 } },
    ]);
    expect(await agreeToMerge(one.captain, one.team, asked.id)).toMatchObject(refusedAs('forbidden'));
    const agreed = unwrap(await agreeToMerge(other.captain, other.team, asked.id));
    expect(agreed.state).toBe('agreed');
    expect(Date.parse(agreed.objections_until!) - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(await completeMerges(site.web)).toBe(0);
    await site.superuser`update team_merges set objections_until = now() - interval '1 second' where merge_id = ${asked.id}`;
    expect(await completeMerges(site.web)).toBe(1);
    expect(await completeMerges(site.web)).toBe(0);

    const merged = unwrap(await findOwnTeam(one.captain, 'harbour-and-tide'));
    expect(merged.members.map(({ role }) => role).sort()).toEqual(['captain', 'captain', 'member']);
    const quota = unwrap(await findQuota(one.captain, slug, one.team));
    expect(quota.feedback_shared_with.map(({ team }) => team).sort()).toEqual(
      ['harbour-and-tide', other.team].sort(),
    );
    // In the open round the people stay bound to the teams for which they have submitted.
    expect(await send(one.captain, slug, 'harbour-and-tide')).toMatchObject(refusedAs('bound_to_team'));
    const [event] = await site.superuser<{ kind: string }[]>`
      select actor_kind::text as kind from audit_events where act = 'teams_linked' order by audit_event_id desc limit 1`;
    expect(event?.kind).toBe('participant');
  });

  it('can be stopped by a maintainer’s objection, whose reason both teams see, or by a captain', async () => {
    const slug = await openBenchmark();
    const [one, other] = [await side(slug), await side(slug)];
    const { id } = unwrap(await ask(slug, one, other));
    expect(await objectToMerge(maintainer, slug, id, { reason: 'No.' })).toMatchObject(
      refusedAs('not_found'),
    );
    unwrap(await agreeToMerge(other.captain, other.team, id));
    expect(unwrap(await listMergesOfBenchmark(maintainer, slug))).toMatchObject([{ id, state: 'agreed' }]);
    const { maintained } = unwrap(await findMaintainedBenchmarkPage(maintainer, slug));
    expect(maintained?.waiting.requests).toMatchObject({
      ...{ applications: null, flags: null },
      merges: { count: 1, at: expect.stringMatching(/^20\d\d-/) },
    });
    expect(await objectToMerge(one.captain, slug, id, { reason: 'No.' })).toMatchObject(
      refusedAs('forbidden'),
    );
    unwrap(await objectToMerge(maintainer, slug, id, { reason: 'They label our data.' }));
    expect(unwrap(await listMerges(one.captain, one.team))).toMatchObject([
      { state: 'dropped', drop_reason: 'They label our data.' },
    ]);
    const again = unwrap(await ask(slug, one, other));
    expect(await ask(slug, other, one)).toMatchObject(refusedAs('not_mergeable'));
    unwrap(await dropMerge(other.captain, other.team, again.id));
    await site.superuser`update team_merges set objections_until = now() - interval '1 second'`.catch(
      () => null,
    );
    expect(await completeMerges(site.web)).toBe(0);
  });

  it('fails, at the agreement or at its completion, where the sums exceed the quota or the maximum size of a team, and the refusal states the sums', async () => {
    const slug = await openBenchmark({ quota_per_round: 3, team_size_max: 3 });
    const [one, other, large] = [
      await side(slug, { files: 2 }),
      await side(slug, { files: 2 }),
      await side(slug, { people: 3 }),
    ];
    const asked = unwrap(await ask(slug, one, other));
    expect(await agreeToMerge(other.captain, other.team, asked.id)).toMatchObject({
      error: { kind: 'not_mergeable', because: expect.stringContaining('used 4 submissions of round 1') },
    });
    unwrap(await dropMerge(one.captain, one.team, asked.id));
    const withLarge = unwrap(await ask(slug, one, large));
    expect(await agreeToMerge(large.captain, large.team, withLarge.id)).toMatchObject({
      error: { because: 'Together they have 4 people, and the benchmark admits 3.' },
    });

    const [third, fourth] = [await side(slug), await side(slug)];
    const { id } = unwrap(await ask(slug, third, fourth));
    unwrap(await agreeToMerge(fourth.captain, fourth.team, id));
    for (let i = 0; i < 2; i++) unwrap(await send(third.captain, slug, third.team));
    await site.superuser`update team_merges set objections_until = now() - interval '1 second' where merge_id = ${id}`;
    expect(await completeMerges(site.web)).toBe(0);
    expect(unwrap(await listMerges(third.captain, third.team))).toMatchObject([
      { state: 'dropped', drop_reason: expect.stringContaining('used 4 submissions') },
    ]);
  });

  it('counts used slots of a frozen round, since it can open again, and leaves each team its own slots there', async () => {
    const slug = await openBenchmark({ quota_per_round: 3, team_size_max: 5 });
    // A higher quota applies to later rounds only; the frozen round keeps its own.
    unwrap(await changeBenchmark(maintainer, slug, { quota_per_round: 20 }));
    const [one, other] = [await side(slug), await side(slug)];
    const [third, fourth] = [await side(slug, { files: 2 }), await side(slug, { files: 2 })];
    const { id } = unwrap(await ask(slug, one, other));
    const larger = unwrap(await ask(slug, third, fourth));
    unwrap(await freezeRound(maintainer, slug, 1, { reason: 'We look at it.' }));
    expect(await agreeToMerge(fourth.captain, fourth.team, larger.id)).toMatchObject({
      error: { because: expect.stringContaining('used 4 submissions of round 1, whose quota is 3') },
    });
    expect(unwrap(await agreeToMerge(other.captain, other.team, id)).together).toMatchObject({
      ...{ round: 1, submissions_used: 2, submissions_limit: 3 },
    });
    await site.superuser`update team_merges set objections_until = now() - interval '1 second' where merge_id = ${id}`;
    expect(await completeMerges(site.web)).toBe(1);
    unwrap(await unfreezeRound(maintainer, slug, 1));
    for (const { captain, team } of [one, other]) {
      expect(unwrap(await findQuota(captain, slug, team))).toMatchObject({
        round: { used: 1, left: 2 },
        feedback_shared_with: expect.objectContaining({ length: 2 }),
      });
      for (let i = 0; i < 2; i++) unwrap(await send(captain, slug, team));
      expect(await send(captain, slug, team)).toMatchObject(refusedAs('quota_exhausted'));
    }
  });

  it('works in a private benchmark, which doesn’t exist for strangers, and is shown only to members who may enter it', async () => {
    const slug = await openBenchmark({ visibility: 'private' });
    const { code } = unwrap(await makeClassCode(maintainer, slug));
    const enter = async (): Promise<Side> => {
      const captain = await makePerson(site);
      const { team } = unwrap(await foundTeam(captain, { name: newName() }));
      unwrap(await enterBenchmarkByCode(captain, { code }));
      unwrap(await send(captain, slug, team));
      return { captain, team };
    };
    const [one, other] = [await enter(), await enter()];
    const captain = await makePerson(site);
    const { team } = unwrap(await foundTeam(captain, { name: newName() }));
    const stranger = { captain, team };
    expect(await ask(slug, stranger, other)).toEqual(await ask('no-such-course-00000000', stranger, other));
    const { id } = unwrap(await ask(slug, one, other));
    unwrap(await agreeToMerge(other.captain, other.team, id));
    const fellow = await makePerson(site);
    const { link } = unwrap(await inviteToTeam(one.captain, one.team, { role: 'captain' }));
    unwrap(await joinTeam(fellow, link?.split('/').at(-1) ?? '', { isNamed: false }));
    expect(unwrap(await listMerges(one.captain, one.team))).toMatchObject([{ id }]);
    expect(unwrap(await listMerges(fellow, one.team))).toEqual([]);
    for (const act of [agreeToMerge, dropMerge])
      expect(await act(fellow, one.team, id)).toMatchObject(refusedAs('not_found'));
  });

  it('completes once when ten processes complete merges in parallel', async () => {
    await setPeriod(0);
    const slug = await openBenchmark();
    const [one, other] = [await side(slug), await side(slug)];
    const { id } = unwrap(await ask(slug, one, other));
    unwrap(await agreeToMerge(other.captain, other.team, id));
    const counts = await Promise.all(Array.from({ length: 10 }, () => completeMerges(site.web)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(
      await site.superuser`select from linked_teams l join team_link_proposals p on p.proposal_id = l.group_id where p.merge_id = ${id}`,
    ).toHaveLength(3);
    await setPeriod(24);
  });
});
