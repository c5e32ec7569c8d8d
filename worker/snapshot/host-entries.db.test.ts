import { describe, expect, it } from 'vitest';
import { listGroupTalliesByRound } from '@/db/queries/feedback-queries';
import { formatLeaderboardCsv, type LeaderboardView } from '@/lib/contracts/leaderboard';
import type { Actor } from '@/services/access/caller';
import { findModelBadge } from '@/services/publication/find-badge';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { closeRound } from '@/services/round/openings';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { giveRole, linkByTwo, makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitForm } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

/** Enough items that the model with more errors ranks lower in every draw of the splits. */
const items = makeBinaryItems(400);

describe('entries of a benchmark’s maintainers', () => {
  const site = provideSiteWithScorer();
  const owner = providePerson(site);

  const send = (person: Actor, slug: string, model: string, { wrongEvery = 3, baseline = false } = {}) =>
    submitForm(
      person,
      slug,
      formRequest(
        { model, ...(baseline && { baseline }) },
        'file',
        formatPredictions(items.ids, (i) =>
          (items.labels[i] === 'no') === (i % wrongEvery === 0) ? 'yes' : 'no',
        ),
      ),
    );
  async function enter(person: Actor, slug: string, model: string, wishes = {}): Promise<void> {
    const sent = unwrap(await send(person, slug, model, wishes));
    if (sent.kind === 'accepted') await awaitFinal(person, sent.submission.id);
  }
  const teamSlugOf = async ({ userId }: Actor): Promise<string> => {
    const [team] = await site.superuser<{ slug: string }[]>`
      select slug from teams join team_members using (team_id) where user_id = ${userId}`;
    return team!.slug;
  };
  const awaitBoard = (slug: string, isIt: (board: LeaderboardView) => boolean) =>
    waitUntil(async () => {
      const board = await findLeaderboard(slug, 1);
      return board.ok && isIt(board.value) && board.value;
    });
  const namesAndRanks = ({ entries }: LeaderboardView) =>
    entries.map(({ model, kind, rank }) => [model, kind, rank]);

  it('have no rank and affect no other rank, tie or test, in the provisional table and the official ranking, baselines included', async () => {
    const slug = await makeBenchmark(owner, { feedback_policy: 'exact' });
    await makeOpenRound(owner, slug, formatTestSet(items));
    const [once, later, linked, one, other] = await Promise.all(
      Array.from({ length: 5 }, () => makePerson(site)),
    );
    // A person who knew the labels stays a label holder after losing the role.
    await giveRole(site, slug, once!, 'maintainer');
    await site.superuser`delete from benchmark_maintainers where user_id = ${once!.userId}`;
    await giveRole(site, slug, linked!, 'auditor');
    expect(await send(one!, slug, 'Forged', { baseline: true })).toMatchObject(refusedAs('forbidden'));
    await enter(owner, slug, 'Perfect', { wrongEvery: 1000 });
    await enter(owner, slug, 'Base', { wrongEvery: 2, baseline: true });
    await enter(owner, slug, 'Worse base', { wrongEvery: 1, baseline: true });
    await enter(once!, slug, 'Of old', { wrongEvery: 2 });
    await enter(linked!, slug, 'Linked', { wrongEvery: 8 });
    await enter(one!, slug, 'One', { wrongEvery: 1000 });
    await enter(other!, slug, 'Other', { wrongEvery: 1 });
    await enter(later!, slug, 'Later', { wrongEvery: 2 });
    const teams = [await teamSlugOf(owner), await teamSlugOf(linked!)];
    unwrap(await linkByTwo(site, owner, slug, { teams, reason: 'One desk.' }));
    await enter(other!, slug, 'Other two', { wrongEvery: 3 });
    const provisional = await awaitBoard(slug, ({ entries }) => entries.length === 9);
    expect(namesAndRanks(provisional)).toEqual([
      ['One', 'entry', 1],
      // Teams that a maintainer links keep their ranks.
      ['Linked', 'entry', 2],
      ['Other two', 'entry', 3],
      ['Later', 'entry', 4],
      ['Other', 'entry', 5],
      ['Perfect', 'host', null],
      ['Base', 'baseline', null],
      ['Of old', 'host', null],
      ['Worse base', 'baseline', null],
    ]);
    expect(provisional.entered).toBe(5);

    unwrap(await closeRound(owner, slug, 1, { reason: 'All have entered.' }));
    // Roles given after the close change nothing.
    await giveRole(site, slug, later!, 'owner');
    const official = await awaitBoard(slug, ({ provisional }) => !provisional);
    expect(official.entries.map(({ kind }) => kind)).toEqual([
      ...Array<string>(5).fill('entry'),
      ...provisional.entries.slice(5).map(({ kind }) => kind),
    ]);
    expect(official).toMatchObject({ entered: 5, comparison: { pair_count: 10 } });
    for (const {
      kind,
      rank,
      rank_lower,
      rank_upper,
      tied_with_leader,
      best_of,
      interval,
    } of official.entries) {
      expect(interval!.lower).toBeLessThanOrEqual(interval!.upper);
      if (kind === 'entry') expect(rank_upper).toBeLessThanOrEqual(5);
      else
        expect([rank, rank_lower, rank_upper, tied_with_leader, best_of]).toEqual([
          null,
          null,
          null,
          false,
          null,
        ]);
    }
    const [head, , , , , , perfect] = formatLeaderboardCsv(official).split('\r\n');
    expect(head).toMatch(/,kind,chosen,interval_unreliable,tail_share,training_cutoff,/);
    // Expects a host entry's row, with neither a disclosure nor an earlier rank.
    expect(perfect).toMatch(/^,Perfect,.*,host,false,(few_positives|),+$/);
    expect(perfect!.split(',')).toHaveLength(head!.split(',').length);
    expect(unwrap(await findModelBadge(slug, 'perfect')).message).toContain('host, not ranked');
  });

  it('add nothing to the round’s exposure', async () => {
    const slug = await makeBenchmark(owner, { feedback_policy: 'exact' });
    await makeOpenRound(owner, slug, formatTestSet(items));
    await enter(owner, slug, 'Mine');
    const [round] = await site.superuser<{ roundId: string }[]>`
      select round_id as "roundId" from rounds join benchmarks using (benchmark_id) where slug = ${slug}`;
    const talliesOf = async () =>
      (await listGroupTalliesByRound(site.web.db, [round!.roundId])).get(round!.roundId);
    expect(await talliesOf()).toBeUndefined();
    await enter(await makePerson(site), slug, 'Theirs');
    expect(await talliesOf()).toHaveLength(1);
  });
});
