import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, connect } from '@/db/client';
import { type BenchmarkRow, findBenchmarkBySlug } from '@/db/queries/benchmark-queries';
import { findOpenRound } from '@/db/queries/round-queries';
import { deleteSlotsOf } from '@/db/queries/slot-queries';
import type { QuotaView } from '@/lib/contracts/submission';
import { giveRole } from '@/testing/give-role';
import { makeBenchmark } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeOpenRound, makeSealedRound } from '@/testing/make-round';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { repetitions } from '@/testing/stress';
import { submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import type { Actor } from '../access/actor';
import { listChangelog } from '../publication/list-changelog';
import { closeRound } from '../round/close';
import { findRound } from '../round/find';
import { freezeRound } from '../round/freeze';
import { invalidateRound } from '../round/invalidate';
import { openRound } from '../round/open';
import { unfreezeRound } from '../round/unfreeze';
import { acceptSubmission } from '../submission/accept';
import { findQuota } from '../submission/find-quota';
import { linkTeams } from './link';
import { listLinkedTeams } from './list-linked';
import { unlinkTeams } from './unlink';

const items = makeBinaryItems(10);
const file = formatPredictions(items.ids, () => 'no');
const reason = 'One person, two accounts.';

type Team = { person: Actor; teamId: string; slug: string; name: string };
type Open = { slug: string; number: number; roundId: string; benchmark: BenchmarkRow };

describe('linking teams', () => {
  let site: TestSite;
  let pool: Client;
  let maintainer: Actor;

  beforeAll(async () => {
    site = await makeTestSite();
    pool = connect(site.urls.web, { max: 40 });
    maintainer = await makePerson(site);
  });
  afterAll(async () => {
    await pool?.close();
    await site?.drop();
  });

  /** An open round, with the scorer gone again: nothing is scored meanwhile. */
  async function openRoundOf(wishes: object): Promise<Open> {
    const scorer = await startTestScorer(site);
    const slug = await makeBenchmark(maintainer, wishes);
    const number = await makeOpenRound(maintainer, slug, formatTestSet(items));
    await scorer.stop();
    return { slug, number, ...(await findOpen(slug)) };
  }

  async function findOpen(slug: string): Promise<{ benchmark: BenchmarkRow; roundId: string }> {
    const benchmark = await findBenchmarkBySlug(site.web.db, slug);
    const round = benchmark && (await findOpenRound(site.web.db, benchmark.benchmarkId));
    if (!round) throw new Error('no open round');
    return { benchmark, roundId: round.roundId };
  }

  /** A team that has entered with `count` submissions. */
  async function enter(open: Open, count: number): Promise<Team> {
    const person = await makePerson(site);
    for (let i = 0; i < count; i++) await submitPredictions(person, open.slug, file);
    const [team] = await site.superuser<Omit<Team, 'person'>[]>`
      select team_id as "teamId", slug, name from teams join team_members using (team_id) where user_id = ${person.userId}`;
    return { person, ...team! };
  }

  const linkThem = (open: Open, ...teams: Team[]) =>
    linkTeams(maintainer, open.slug, { teams: teams.map((team) => team.slug), reason });
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
        disclosure: '',
      },
      idempotencyKey: submissionId,
      requestSha256: createHash('sha256').update(submissionId).digest('hex'),
      file: { sha256: createHash('sha256').update(submissionId).digest('hex'), byteCount: 1 },
    });
  };

  it('keeps 200 parallel submissions of two teams to one quota from the link on and loses no slot, again and again', async () => {
    const limit = 60;
    for (let time = 0; time < repetitions(2, 20); time++) {
      const open = await openRoundOf({ quota_per_round: limit, quota_per_day: 100 });
      const teams = [await enter(open, 1), await enter(open, 1)] as const;
      let acceptedCount = 0;
      let letLink = () => {};
      const someAreIn = new Promise<void>((resolve) => {
        letLink = resolve;
      });
      const stream = Array.from({ length: 200 }, async (_, i) => {
        const outcome = await accept(open, teams[i % 2 === 0 ? 0 : 1]);
        if (!outcome.ok) {
          expect(outcome.error).toMatchObject({ kind: 'quota_exhausted', scope: 'round' });
          return null;
        }
        acceptedCount += 1;
        // Early or late in the stream.
        if (acceptedCount === 5 + 10 * (time % 5)) letLink();
        return outcome.value.submission.submission.receivedAt;
      });
      await someAreIn;
      const linked = unwrap(await linkThem(open, ...teams));
      const received = (await Promise.all(stream)).filter((at) => at !== null);
      const linkedAt = Date.parse(linked.linked_at);
      const before = 2 + received.filter((at) => at.getTime() <= linkedAt).length;
      expect(before).toBeGreaterThan(2);
      expect(2 + received.length).toBe(Math.max(before, limit));
      const slots = await site.superuser`
        select slot, group_id from round_slots where round_id = ${open.roundId} order by slot`;
      expect(slots).toEqual(
        Array.from({ length: 2 + received.length }, (_, i) => ({ slot: i + 1, group_id: linked.id })),
      );
      const [days] = await site.superuser`
        select count(*)::int as count, count(distinct group_id)::int as groups from day_slots where benchmark_id = ${open.benchmark.benchmarkId}`;
      expect(days).toEqual({ count: 2 + received.length, groups: 1 });
    }
  });

  it('sums what was used, beyond the limit, and tells the teams with whom they share and why, and nobody else', async () => {
    const open = await openRoundOf({ quota_per_round: 3, quota_per_day: 10 });
    const [first, second, alone] = [await enter(open, 3), await enter(open, 2), await enter(open, 1)];
    const linked = unwrap(await linkThem(open, first, second));
    expect(linked.teams.map(({ team }) => team).sort()).toEqual([first.slug, second.slug].sort());
    expect(unwrap(await findQuota(first.person, open.slug))).toMatchObject({
      round: { limit: 3, used: 5, left: 0 },
      day: { used: 5 },
      shared_with: [{ team: second.slug, name: second.name }],
      shared_because: reason,
    });
    expect(unwrap(await findQuota(alone.person, open.slug))).toMatchObject({
      round: { used: 1, left: 2 },
      shared_with: [],
      shared_because: null,
    });
    expect(await accept(open, second)).toMatchObject({ ok: false, error: { kind: 'quota_exhausted' } });
    const told = JSON.stringify(unwrap(await listChangelog(open.slug, {})));
    for (const secret of [first.slug, second.slug, reason, 'teams_linked'])
      expect(told).not.toContain(secret);
  });

  it('shows in a round’s public exposure and is counted in the changelog after the close, and not before', async () => {
    const open = await openRoundOf({ quota_per_round: 4, quota_per_day: 20 });
    const [a, b] = [await enter(open, 1), await enter(open, 1)];
    await site.superuser`
      insert into answer_tallies (round_id, team_id, refusal_count, announcement_count)
      select ${open.roundId}, team_id, 1, 0 from teams where slug in (${a.slug}, ${b.slug})`;
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
    // One ladder that refused twice is one answer, two that refused once are two.
    expect((await exposureOf())!.pooled).toBeLessThan(before!.pooled);
  });

  it('flattens a group of a group and counts a maintainer’s own team like any other', async () => {
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
    for (const team of [a, b, c, d]) expect(await usedBy(open, team)).toEqual({ used: 10, left: 0 });
    expect(unwrap(await listLinkedTeams(maintainer, open.slug)).groups).toEqual([all]);
    expect(await linkThem(open, a, d)).toMatchObject({ ok: false, error: { kind: 'invalid_request' } });
  });

  it('unlinks for the rounds that open later: slots stay where they are, and no quota is won in the open round', async () => {
    const open = await openRoundOf({ quota_per_round: 4, quota_per_day: 20 });
    const [a, b, c] = [await enter(open, 1), await enter(open, 1), await enter(open, 1)];
    unwrap(await linkThem(open, a, b, c));
    const groups = unwrap(
      await unlinkTeams(maintainer, open.slug, { teams: [a.slug], reason: 'They are two people.' }),
    );
    expect(groups[0]?.teams.filter(({ unlinked_at }) => unlinked_at).map(({ team }) => team)).toEqual([
      a.slug,
    ]);
    expect(await usedBy(open, a)).toEqual({ used: 3, left: 1 });
    expect((await accept(open, a)).ok).toBe(true);
    expect(await accept(open, b)).toMatchObject({ ok: false, error: { kind: 'quota_exhausted' } });

    const scorer = await startTestScorer(site);
    const number = await makeSealedRound(maintainer, open.slug, formatTestSet(makeBinaryItems(11)));
    unwrap(await closeRound(maintainer, open.slug, open.number, { reason: 'It has run long enough' }));
    unwrap(await openRound(maintainer, open.slug, number));
    await scorer.stop();
    const later = { ...open, number, ...(await findOpen(open.slug)) };
    expect(unwrap(await findQuota(a.person, open.slug))).toMatchObject({
      round: { used: 0, left: 4 },
      shared_with: [],
    });
    for (let i = 0; i < 4; i++) expect((await accept(later, a)).ok).toBe(true);
    for (const team of [b, c, b, c]) expect((await accept(later, team)).ok).toBe(true);
    for (const team of [a, b, c])
      expect(await accept(later, team)).toMatchObject({ ok: false, error: { kind: 'quota_exhausted' } });
    expect(unwrap(await findQuota(b.person, open.slug)).shared_with).toEqual([
      { team: c.slug, name: c.name },
    ]);
  });

  it('gives a group’s slots back when the platform fails a submission and when the round is invalidated', async () => {
    const open = await openRoundOf({ quota_per_round: 4, quota_per_day: 20 });
    const [a, b] = [await enter(open, 2), await enter(open, 2)];
    unwrap(await linkThem(open, a, b));
    const [failed] = await site.superuser<{ id: string }[]>`
      select submission_id as id from round_slots where round_id = ${open.roundId} and slot = 2`;
    await deleteSlotsOf(site.scorer.client.db, failed!.id);
    expect(await usedBy(open, a)).toEqual({ used: 3, left: 1 });
    expect((await accept(open, b)).ok).toBe(true);
    const second = await makePerson(site);
    await giveRole(site, open.slug, second, 'maintainer');
    unwrap(await freezeRound(maintainer, open.slug, open.number, { reason: 'A leak.' }));
    unwrap(await invalidateRound(maintainer, open.slug, open.number, { reason: 'It leaked.' }));
    unwrap(await invalidateRound(second, open.slug, open.number, { consent: true }));
    expect(await site.superuser`select slot from round_slots where round_id = ${open.roundId}`).toEqual([]);
    expect(
      await site.superuser`select slot from day_slots where benchmark_id = ${open.benchmark.benchmarkId}`,
    ).toEqual([]);
  });

  it('refuses all but maintainers, a link without a reason, and teams that haven’t taken part', async () => {
    const open = await openRoundOf({});
    const [a, b] = [await enter(open, 1), await enter(open, 1)];
    const stranger = await enter(open, 0);
    const auditor = await makePerson(site);
    await giveRole(site, open.slug, auditor, 'auditor');
    const input = { teams: [a.slug, b.slug], reason };
    for (const [person, kind] of [
      [null, 'not_signed_in'],
      [a.person, 'forbidden'],
      [auditor, 'forbidden'],
    ] as const) {
      expect(await linkTeams(person, open.slug, input)).toMatchObject({ error: { kind } });
      expect(await unlinkTeams(person, open.slug, input)).toMatchObject({ error: { kind } });
    }
    for (const [person, kind] of [
      [null, 'not_signed_in'],
      [a.person, 'forbidden'],
    ] as const)
      expect(await listLinkedTeams(person, open.slug)).toMatchObject({ error: { kind } });
    expect(unwrap(await listLinkedTeams(auditor, open.slug)).teams).toHaveLength(2);
    for (const wrong of [
      { ...input, reason: ' ' },
      { ...input, teams: [a.slug, a.slug] },
      { ...input, teams: [a.slug, stranger.slug] },
      { ...input, teams: [a.slug, 'no-such-team'] },
    ])
      expect(await linkTeams(maintainer, open.slug, wrong)).toMatchObject({
        ok: false,
        error: { kind: 'invalid_request' },
      });
    expect(await unlinkTeams(maintainer, open.slug, input)).toMatchObject({
      error: { kind: 'invalid_request' },
    });
    expect(
      await site.superuser`select 1 from linked_teams where benchmark_id = ${open.benchmark.benchmarkId}`,
    ).toEqual([]);
  });

  it('records who linked and unlinked whom, and why, for the maintainers alone', async () => {
    const open = await openRoundOf({});
    const [a, b] = [await enter(open, 1), await enter(open, 1)];
    const linked = unwrap(await linkThem(open, a, b));
    unwrap(await unlinkTeams(maintainer, open.slug, { teams: [a.slug], reason: 'A mistake.' }));
    const teams = [a.slug, b.slug].sort().join(', ');
    const acts = await site.superuser`
      select act, user_id as "by", detail, is_public as "isPublic" from audit_events
      where benchmark_id = ${open.benchmark.benchmarkId} and act like 'teams_%' order by audit_event_id`;
    const by = maintainer.userId;
    expect(acts).toEqual([
      { act: 'teams_linked', by, detail: { group: linked.id, teams, reason }, isPublic: false },
      { act: 'teams_unlinked', by, detail: { teams, reason: 'A mistake.' }, isPublic: false },
    ]);
  });
});
