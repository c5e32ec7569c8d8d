import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, connect } from '@/db/client';
import { type BenchmarkRow, findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import { deleteSlotsOf } from '@/db/queries/slot-queries';
import type { QuotaView } from '@/lib/contracts/submission';
import type { LinkedTeamsView } from '@/lib/contracts/team';
import { undisclosed } from '@/lib/core/model/disclosure';
import { consentOf } from '@/testing/consent-of';
import { makeBenchmark, makeOpenRound, makeSealedRound } from '@/testing/make-benchmark';
import { giveRole, makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer, withTestScorer } from '@/testing/start-test-scorer';
import { repetitions } from '@/testing/stress';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/caller';
import { removeRole } from '../people/roles';
import { listChangelog } from '../publication/list-changelog';
import { freezeRound, unfreezeRound } from '../round/freeze';
import { invalidateRound } from '../round/invalidate';
import { closeRound, openRound } from '../round/openings';
import { findRound } from '../round/view';
import { acceptSubmission } from '../submission/accept';
import { findQuota } from '../submission/find-quota';
import { listLinkedTeams, unlinkTeams } from './link';
import { consentToLink, dropLink, proposeLink } from './links';

const items = makeBinaryItems(10);

const file = formatPredictions(items.ids, 'no');

const reason = 'One person, two accounts.';

type Team = { person: Actor; teamId: string; slug: string; name: string };

type Open = { slug: string; number: number; roundId: string; benchmark: BenchmarkRow };

describe('linking teams', () => {
  const site = provideTestSite();
  let pool: Client;
  const maintainer = providePerson(site);
  const second = providePerson(site);

  beforeAll(async () => {
    pool = connect(site.urls.web, { max: 40 });
  });
  afterAll(() => pool?.close());

  /** Opens a round, in which submissions stay unscored, since the scorer is stopped. */
  async function openRoundOf(wishes: object, { isAlone = false } = {}): Promise<Open> {
    const slug = await makeBenchmark(maintainer, wishes);
    if (!isAlone) await giveRole(site, slug, second, 'maintainer');
    const number = await withTestScorer(site, () => makeOpenRound(maintainer, slug, formatTestSet(items)));
    return { slug, number, ...(await findOpen(slug)) };
  }

  async function findOpen(slug: string): Promise<{ benchmark: BenchmarkRow; roundId: string }> {
    const benchmark = await findBenchmarkBySlug(site.web.db, slug);
    const round = benchmark && (await findOpenRound(site.web.db, benchmark.benchmarkId));
    if (!round) throw new Error('no open round');
    return { benchmark, roundId: round.roundId };
  }

  /** A new team that has sent `count` submissions to the round. */
  async function enter(open: Open, count: number): Promise<Team> {
    const person = await makePerson(site);
    for (let i = 0; i < count; i++) await submitPredictions(person, open.slug, file);
    const [team] = await site.superuser<Omit<Team, 'person'>[]>`
      select team_id as "teamId", slug, name from teams join team_members using (team_id) where user_id = ${person.userId}`;
    return { person, ...team! };
  }

  const propose = (open: Open, ...teams: Team[]) =>
    proposeLink(maintainer, open.slug, { teams: teams.map((team) => team.slug), reason });
  const consent = (open: Open, { id, consent_to }: LinkedTeamsView, by: Actor | null = second) =>
    consentToLink(by, open.slug, id, { consent_to });
  const linkThem = async (open: Open, ...teams: Team[]) =>
    consent(open, unwrap(await propose(open, ...teams)));

  /** Closes the round and opens another one. `race` runs concurrently with the opening. */
  async function openNext(open: Open, race: () => Promise<unknown> = async () => {}): Promise<Open> {
    const scorer = await startTestScorer(site);
    const number = await makeSealedRound(maintainer, open.slug, formatTestSet(makeBinaryItems(11)));
    unwrap(await closeRound(maintainer, open.slug, open.number, { reason: 'It has run long enough' }));
    const [opened] = await Promise.all([openRound(maintainer, open.slug, number), race()]);
    unwrap(opened);
    await scorer.stop();
    return { ...open, number, ...(await findOpen(open.slug)) };
  }

  /** Sends `count` submissions of these teams concurrently. @returns the number of accepted ones */
  async function acceptMany(open: Open, teams: readonly Team[], count: number): Promise<number> {
    const outcomes = await Promise.all(
      Array.from({ length: count }, (_, i) => accept(open, teams[i % teams.length]!)),
    );
    return outcomes.filter(({ ok }) => ok).length;
  }
  const slotsOf = ({ roundId }: Open) => site.superuser<{ group: string; team: string; slots: number[] }[]>`
    select group_id as group, min(team_id::text) as team, array_agg(slot order by slot) as slots from round_slots
    where round_id = ${roundId} group by 1 order by 2`;
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  const usedBy = async (open: Open, team: Team): Promise<Pick<QuotaView['round'], 'used' | 'left'>> => {
    const { round } = unwrap(await findQuota(team.person, open.slug));
    return { used: round.used, left: round.left };
  };
  const accept = ({ benchmark, roundId }: Open, team: Team) => {
    const submissionId = randomUUID();
    return acceptSubmission(pool.db, {
      benchmark,
      roundId,
      team,
      userId: team.person.userId,
      submissionId,
      metadata: {
        kind: 'predictions',
        model: `A model of ${team.name}`,
        version: submissionId,
        disclosure: undisclosed,
      },
      idempotencyKey: submissionId,
      requestSha256: createHash('sha256').update(submissionId).digest('hex'),
      file: { sha256: createHash('sha256').update(submissionId).digest('hex'), byteCount: 1 },
      versionId: null,
    });
  };

  it('changes no slot of 200 parallel submissions of the two teams in the open round, and gives both teams one quota in the next round, repeatedly', async () => {
    const limit = 60;
    for (let time = 0; time < repetitions(1, 20); time++) {
      const open = await openRoundOf({ quota_per_round: limit, quota_per_day: 400 });
      const teams = [await enter(open, 1), await enter(open, 1)] as const;
      const proposed = unwrap(await propose(open, ...teams));
      let acceptedCount = 0;
      let letLink = () => {};
      const someAreIn = new Promise<void>((resolve) => {
        letLink = resolve;
      });
      const stream = Array.from({ length: 200 }, async (_, i) => {
        const outcome = await accept(open, teams[i % 2 === 0 ? 0 : 1]);
        if (!outcome.ok)
          return expect(outcome.error).toMatchObject({ kind: 'quota_exhausted', scope: 'round' });
        acceptedCount += 1;
        // The teams are linked at another point of the stream in each repetition.
        if (acceptedCount === 5 + 10 * (time % 5)) letLink();
      });
      await someAreIn;
      const linked = unwrap(await consent(open, proposed));
      await Promise.all(stream);
      const own = teams.map(({ teamId }) => ({ group: teamId, team: teamId, slots: upTo(limit) }));
      expect(await slotsOf(open)).toEqual(own.sort((a, b) => a.team.localeCompare(b.team)));

      const next = await openNext(open);
      expect(await acceptMany(next, teams, 200)).toBe(limit);
      expect(await slotsOf(next)).toMatchObject([{ group: linked.id, slots: upTo(limit) }]);
    }
  });

  it('comes either before or after a concurrent opening of a round: the teams have one common quota or one each, never more', async () => {
    const limit = 10;
    for (let time = 0; time < repetitions(2, 20); time++) {
      const first = await openRoundOf({ quota_per_round: limit, quota_per_day: 100 });
      const teams = [await enter(first, 1), await enter(first, 1)] as const;
      const proposed = unwrap(await propose(first, ...teams));
      let linkedAt = 0;
      const open = await openNext(first, async () => {
        await sleep((time * 37) % 160);
        linkedAt = Date.parse(unwrap(await consent(first, proposed)).linked_at!);
      });
      const [{ openedAt } = { openedAt: new Date(0) }] = await site.superuser<{ openedAt: Date }[]>`
        select opened_at as "openedAt" from rounds where round_id = ${open.roundId}`;
      const isOne = linkedAt <= openedAt.getTime();
      expect(await acceptMany(open, teams, 60)).toBe(isOne ? limit : 2 * limit);
      const slots = await slotsOf(open);
      expect(slots.map(({ slots }) => slots)).toEqual(isOne ? [upTo(limit)] : [upTo(limit), upTo(limit)]);
      if (isOne) expect(slots[0]!.group).toBe(proposed.id);
      const days = await site.superuser`
        select group_id, count(*)::int as count from day_slots where benchmark_id = ${open.benchmark.benchmarkId} group by 1`;
      expect(days.map(({ count }) => count)).toEqual(isOne ? [limit + 2] : [limit + 1, limit + 1]);
    }
  });

  it('happens or is dropped once, by the first of fifty concurrent requests to consent or to drop', async () => {
    const open = await openRoundOf({});
    const [a, b] = [await enter(open, 1), await enter(open, 1)];
    const proposed = unwrap(await propose(open, a, b));
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        i % 2 === 0 ? consent(open, proposed) : dropLink(maintainer, open.slug, proposed.id),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    const { proposals, groups } = unwrap(await listLinkedTeams(maintainer, open.slug));
    expect(proposals).toEqual([]);
    expect(groups).toHaveLength(outcomes.findIndex(({ ok }) => ok) % 2 === 0 ? 1 : 0);
  });

  it('leaves a team that has used 1 of 4 slots the other 3 when it is linked with a team that has none left, in the round and on the day', async () => {
    const open = await openRoundOf({ quota_per_round: 4, quota_per_day: 4 });
    const [victim, rival] = [await enter(open, 1), await enter(open, 4)];
    unwrap(await linkThem(open, victim, rival));
    expect(unwrap(await findQuota(victim.person, open.slug))).toMatchObject({
      round: { limit: 4, used: 1, left: 3 },
      day: { used: 1, left: 3 },
      shared_with: [],
      feedback_shared_with: [{ team: rival.slug, name: rival.name }],
      shared_because: reason,
    });
    for (let i = 0; i < 3; i++) expect((await accept(open, victim)).ok).toBe(true);
    expect(await accept(open, victim)).toMatchObject(refusedAs('quota_exhausted'));
    expect(await accept(open, rival)).toMatchObject(refusedAs('quota_exhausted'));
    unwrap(await closeRound(maintainer, open.slug, open.number, { reason: 'It has run long enough' }));
    expect(unwrap(await findQuota(victim.person, open.slug)).day).toMatchObject({ used: 8, left: 0 });
  });

  it('shows its teams with whom they share a quota and why, and shows the link to no other participant', async () => {
    const open = await openRoundOf({ quota_per_round: 3, quota_per_day: 20 });
    const [first, other, alone] = [await enter(open, 3), await enter(open, 2), await enter(open, 1)];
    const linked = unwrap(await linkThem(open, first, other));
    expect(linked.teams.map(({ team }) => team).sort()).toEqual([first.slug, other.slug].sort());
    const next = await openNext(open);
    expect(unwrap(await findQuota(first.person, open.slug))).toMatchObject({
      round: { limit: 3, used: 0, left: 3 },
      day: { used: 5 },
      shared_with: [{ team: other.slug, name: other.name }],
      feedback_shared_with: [{ team: other.slug, name: other.name }],
      shared_because: reason,
    });
    for (const team of [first, other, first]) expect((await accept(next, team)).ok).toBe(true);
    expect(await accept(next, other)).toMatchObject(refusedAs('quota_exhausted'));
    expect(await usedBy(next, other)).toEqual({ used: 3, left: 0 });
    expect(unwrap(await findQuota(alone.person, open.slug))).toMatchObject({
      round: { used: 0, left: 3 },
      shared_with: [],
      feedback_shared_with: [],
      shared_because: null,
    });
    const changelog = JSON.stringify(unwrap(await listChangelog(open.slug, {})));
    for (const secret of [first.slug, other.slug, reason, 'teams_linked', 'link_proposed'])
      expect(changelog).not.toContain(secret);
  });

  it('requires a second maintainer, who sees all links; the teams see nothing before the consent', async () => {
    const open = await openRoundOf({});
    const [a, b, c] = [await enter(open, 1), await enter(open, 1), await enter(open, 1)];
    const proposed = unwrap(await propose(open, a, b));
    expect(proposed).toMatchObject({ state: 'proposed', proposed_by_you: true, linked_at: null });
    expect(unwrap(await findQuota(a.person, open.slug)).feedback_shared_with).toEqual([]);
    expect(await consent(open, proposed, maintainer)).toMatchObject(refusedAs('second_person_needed'));
    expect(await propose(open, b, a)).toMatchObject(refusedAs('invalid_request'));
    // Before the consent, one of the two teams is linked with a third.
    unwrap(await linkThem(open, b, c));
    expect(await consent(open, proposed)).toMatchObject(refusedAs('invalid_request'));
    const { proposals } = unwrap(await listLinkedTeams(second, open.slug));
    expect(proposals[0]?.teams.map(({ team }) => team).sort()).toEqual([a.slug, b.slug, c.slug].sort());
    const linked = unwrap(await consent(open, proposals[0]!));
    expect(linked).toMatchObject({ id: proposed.id, state: 'linked', feedback_from: 'link' });
    expect(linked.teams).toHaveLength(3);
    expect(await consent(open, proposals[0]!)).toMatchObject(refusedAs('not_found'));
    expect(await dropLink(second, open.slug, linked.id)).toMatchObject(refusedAs('not_found'));
  });

  it('can’t be consented to once its proposer has lost the role; another maintainer can then drop the proposal', async () => {
    const open = await openRoundOf({});
    const [a, b] = [await enter(open, 1), await enter(open, 1)];
    const leaving = await makePerson(site);
    await giveRole(site, open.slug, leaving, 'maintainer');
    const proposed = unwrap(await proposeLink(leaving, open.slug, { teams: [a.slug, b.slug], reason }));
    expect(proposed.void).toBe(false);
    unwrap(await removeRole(maintainer, open.slug, leaving.userId));
    expect(await consent(open, proposed)).toMatchObject(refusedAs('proposal_void'));
    const { proposals } = unwrap(await listLinkedTeams(second, open.slug));
    expect(proposals).toMatchObject([{ id: proposed.id, void: true }]);
    expect(unwrap(await findQuota(a.person, open.slug)).feedback_shared_with).toEqual([]);
    unwrap(await dropLink(second, open.slug, proposed.id));
    unwrap(await linkThem(open, a, b));
  });

  it('takes effect at the next opening of a round, for feedback too, where the benchmark has a single maintainer', async () => {
    const open = await openRoundOf({ quota_per_round: 4, quota_per_day: 20 }, { isAlone: true });
    const [a, b] = [await enter(open, 1), await enter(open, 4)];
    const linked = unwrap(await propose(open, a, b));
    expect(linked).toMatchObject({ state: 'linked', consented_by: null, feedback_from: 'next_opening' });
    expect(unwrap(await findQuota(a.person, open.slug))).toMatchObject({
      round: { used: 1, left: 3 },
      shared_with: [],
      feedback_shared_with: [],
    });
    await openNext(open);
    expect(unwrap(await findQuota(a.person, open.slug))).toMatchObject({
      round: { used: 0, left: 4 },
      day: { used: 5 },
      shared_with: [{ team: b.slug }],
      feedback_shared_with: [{ team: b.slug }],
    });
  });

  it('appears in the round’s public exposure and in a count in the changelog after the close, and not before', async () => {
    const open = await openRoundOf({ quota_per_round: 4, quota_per_day: 20 });
    const [a, b] = [await enter(open, 1), await enter(open, 1)];
    await site.superuser`
      insert into feedback_tallies (round_id, team_id, refusal_count, improvement_count, since_improvement_count)
      select ${open.roundId}, team_id, 1, 0, 1 from teams where slug in (${a.slug}, ${b.slug})`;
    const exposureOf = async () => unwrap(await findRound(open.slug, open.number)).exposure_detail;
    const before = await exposureOf();
    unwrap(await linkThem(open, a, b));
    expect(await exposureOf()).toEqual(before);
    expect(JSON.stringify(unwrap(await listChangelog(open.slug, {})))).not.toContain('Links of teams');
    unwrap(await freezeRound(maintainer, open.slug, open.number, { reason: 'Under review' }));
    expect(await exposureOf()).toEqual(before);
    unwrap(await unfreezeRound(maintainer, open.slug, open.number));
    unwrap(await closeRound(maintainer, open.slug, open.number, { reason: 'It has run long enough' }));
    const closed = unwrap(await listChangelog(open.slug, {})).items.find(({ act }) => act === 'round_closed');
    expect(closed?.facts).toContainEqual({ name: 'Links of teams so far', kind: 'words', value: '1' });
    // Two refusals on the feedback ladder of one group count as one piece of feedback; one refusal on each of two ladders counts
    // as two.
    expect((await exposureOf())!.pooled).toBeLessThan(before!.pooled);
  });

  it('joins linked groups into one group, and treats a maintainer’s own team like any other', async () => {
    const open = await openRoundOf({ quota_per_round: 10, quota_per_day: 20 });
    const [a, b, c, d] = [
      await enter(open, 1),
      await enter(open, 2),
      await enter(open, 3),
      await enter(open, 4),
    ];
    unwrap(await linkThem(open, a, b));
    unwrap(await linkThem(open, c, d));
    const all = unwrap(await linkThem(open, b, c));
    expect(all.teams).toHaveLength(4);
    expect(unwrap(await listLinkedTeams(second, open.slug)).groups).toEqual([all]);
    expect(await propose(open, a, d)).toMatchObject(refusedAs('invalid_request'));
  });

  it('can be undone for rounds that open later; in the open round used slots stay used, and no quota is gained', async () => {
    const first = await openRoundOf({ quota_per_round: 4, quota_per_day: 20 });
    const [a, b, c] = [await enter(first, 1), await enter(first, 1), await enter(first, 1)];
    unwrap(await linkThem(first, a, b, c));
    const open = await openNext(first);
    for (const team of [a, b, c]) expect((await accept(open, team)).ok).toBe(true);
    const groups = unwrap(
      await unlinkTeams(maintainer, open.slug, { teams: [a.slug], reason: 'They are two people.' }),
    );
    expect(groups[0]?.teams.filter(({ unlinked_at }) => unlinked_at).map(({ team }) => team)).toEqual([
      a.slug,
    ]);
    expect(await usedBy(open, a)).toEqual({ used: 3, left: 1 });
    expect((await accept(open, a)).ok).toBe(true);
    expect(await accept(open, b)).toMatchObject(refusedAs('quota_exhausted'));

    const later = await openNext(open);
    expect(unwrap(await findQuota(a.person, open.slug))).toMatchObject({
      round: { used: 0, left: 4 },
      day: { used: 3 },
      shared_with: [],
    });
    for (let i = 0; i < 4; i++) expect((await accept(later, a)).ok).toBe(true);
    for (const team of [b, c, b, c]) expect((await accept(later, team)).ok).toBe(true);
    for (const team of [a, b, c])
      expect(await accept(later, team)).toMatchObject(refusedAs('quota_exhausted'));
    expect(unwrap(await findQuota(b.person, open.slug)).shared_with).toEqual([
      { team: c.slug, name: c.name },
    ]);
  });

  it('returns slots to the whole group when the platform fails a submission and when the round is invalidated', async () => {
    const first = await openRoundOf({ quota_per_round: 4, quota_per_day: 20 });
    const [a, b] = [await enter(first, 1), await enter(first, 1)];
    unwrap(await linkThem(first, a, b));
    const open = await openNext(first);
    for (const team of [a, b, a, b]) expect((await accept(open, team)).ok).toBe(true);
    const [failed] = await site.superuser<{ id: string }[]>`
      select submission_id as id from round_slots where round_id = ${open.roundId} and slot = 2`;
    await deleteSlotsOf(site.scorer.client.db, failed!.id);
    expect(await usedBy(open, a)).toEqual({ used: 3, left: 1 });
    expect((await accept(open, b)).ok).toBe(true);
    unwrap(await freezeRound(maintainer, open.slug, open.number, { reason: 'A leak.' }));
    unwrap(await invalidateRound(maintainer, open.slug, open.number, { reason: 'It leaked.' }));
    unwrap(
      await invalidateRound(second, open.slug, open.number, await consentOf(site, open.slug, open.number)),
    );
    expect(await site.superuser`select slot from round_slots where round_id = ${open.roundId}`).toEqual([]);
    expect(
      await site.superuser`select slot from day_slots where benchmark_id = ${open.benchmark.benchmarkId}`,
    ).toHaveLength(2);
  });

  it('requires a maintainer, a reason, and teams that have submitted to the benchmark', async () => {
    const open = await openRoundOf({});
    const [a, b] = [await enter(open, 1), await enter(open, 1)];
    const stranger = await enter(open, 0);
    const auditor = await makePerson(site);
    await giveRole(site, open.slug, auditor, 'auditor');
    const input = { teams: [a.slug, b.slug], reason };
    const proposed = unwrap(await propose(open, a, b));
    for (const [person, kind] of [
      [null, 'not_signed_in'],
      [a.person, 'forbidden'],
      [auditor, 'forbidden'],
    ] as const) {
      expect(await proposeLink(person, open.slug, input)).toMatchObject(refusedAs(kind));
      expect(await consent(open, proposed, person)).toMatchObject(refusedAs(kind));
      expect(await dropLink(person, open.slug, proposed.id)).toMatchObject(refusedAs(kind));
      expect(await unlinkTeams(person, open.slug, input)).toMatchObject(refusedAs(kind));
    }
    for (const [person, kind] of [
      [null, 'not_signed_in'],
      [a.person, 'forbidden'],
    ] as const)
      expect(await listLinkedTeams(person, open.slug)).toMatchObject(refusedAs(kind));
    expect(unwrap(await listLinkedTeams(auditor, open.slug)).teams).toHaveLength(2);
    for (const wrong of [
      { ...input, reason: ' ' },
      { ...input, teams: [a.slug, a.slug] },
      { ...input, teams: [a.slug, stranger.slug] },
      { ...input, teams: [a.slug, 'no-such-team'] },
    ])
      expect(await proposeLink(maintainer, open.slug, wrong)).toMatchObject(refusedAs('invalid_request'));
    expect(await unlinkTeams(maintainer, open.slug, input)).toMatchObject(refusedAs('invalid_request'));
    expect(
      await site.superuser`select 1 from linked_teams where benchmark_id = ${open.benchmark.benchmarkId}`,
    ).toEqual([]);
  });

  it('has an audit log, for maintainers alone, of who proposed, consented, dropped and unlinked which teams and why', async () => {
    const open = await openRoundOf({});
    const [a, b] = [await enter(open, 1), await enter(open, 1)];
    const dropped = unwrap(await propose(open, a, b));
    unwrap(await dropLink(second, open.slug, dropped.id));
    const linked = unwrap(await linkThem(open, a, b));
    unwrap(await unlinkTeams(maintainer, open.slug, { teams: [a.slug], reason: 'A mistake.' }));
    const teams = [a.slug, b.slug].sort().join(', ');
    const acts = await site.superuser`
      select act, user_id as "by", detail, is_public as "isPublic" from audit_events
      where benchmark_id = ${open.benchmark.benchmarkId} and act ~ '^(teams|link)_' order by audit_event_id`;
    const [by, other] = [maintainer.userId, second.userId];
    const proposed = (group: string) => ({
      act: 'link_proposed',
      by,
      detail: { group, teams, reason },
      isPublic: false,
    });
    expect(acts).toEqual([
      proposed(dropped.id),
      {
        act: 'link_dropped',
        by: other,
        detail: { group: dropped.id, reason, proposed_by: by },
        isPublic: false,
      },
      proposed(linked.id),
      {
        act: 'teams_linked',
        by: other,
        detail: { group: linked.id, teams, reason, proposed_by: by, consented_by: other },
        isPublic: false,
      },
      { act: 'teams_unlinked', by, detail: { teams, reason: 'A mistake.' }, isPublic: false },
    ]);
  });
});
