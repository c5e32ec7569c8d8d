import { describe, expect, it } from 'vitest';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { formatPredictions, formatTestSet, makeBinaryItems } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import type { Actor } from '../access/caller';
import { findLeaderboard } from '../publication/find-leaderboard';
import { closeRound } from '../round/openings';
import { findTeamPage } from './find-team-page';

const items = makeBinaryItems(40);

/** Predictions for 40 items of which this number is correct. */
const rightIn = (count: number) =>
  formatPredictions(items.ids, (i) =>
    i < count ? items.labels[i]! : items.labels[i] === 'yes' ? 'no' : 'yes',
  );

describe('team page', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);

  const enter = async (person: Actor, slug: string, model: string, right: number) =>
    awaitFinal(person, (await submitPredictions(person, slug, rightIn(right), { model })).id);
  const entriesIn = async (slug: string, number = 1) => {
    const board = await findLeaderboard(slug, number);
    return board.ok ? board.value.entries : [];
  };
  async function close(slug: string, number = 1): Promise<void> {
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    await waitUntil(async () => {
      const board = await findLeaderboard(slug, number);
      return board.ok && !board.value.provisional;
    });
  }
  /** Replaces the entries of a ranking by this number of models. Only the superuser can, since a published ranking is immutable. */
  const plantModels = (slug: string, count: number) =>
    site.withoutTriggers`
        update snapshots set leaderboard = jsonb_set(leaderboard, '{entries}', (
          select jsonb_agg(leaderboard #> '{entries,0}' || jsonb_build_object('model', 'Planted ' || n, 'model_slug', 'planted-' || n, 'rank', n) order by n)
          from generate_series(1, ${count}::int) n))
        where split = 'final' and round_id in (select round_id from rounds join benchmarks using (benchmark_id) where slug = ${slug})`;
  async function teamOf({ userId }: Actor): Promise<string> {
    const [team] = await site.superuser<{ slug: string }[]>`
      select slug from teams join team_members using (team_id) where user_id = ${userId}`;
    return team!.slug;
  }

  it('lists each model’s row in the newest official ranking, best rank first, and names no member', async () => {
    const person = await makePerson(site, 'Thessaly');
    const other = await makePerson(site, 'Other');
    const slug = await makeBenchmark(maintainer, { title: 'Tides' });
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await enter(person, slug, 'Weak', 12);
    await enter(person, slug, 'Strong', 39);
    await enter(other, slug, 'Theirs', 30);
    await close(slug);
    const team = await teamOf(person);
    const page = unwrap(await findTeamPage(team));
    const official = await entriesIn(slug);
    expect(page.models.map(({ official }) => official?.entry)).toEqual(
      ['strong', 'weak'].map((model) => official.find(({ model_slug }) => model_slug === model)),
    );
    expect(page).toMatchObject({ slug: team, roundCount: 1 });
    expect(page.models[0]).toMatchObject({
      benchmark: { slug, title: 'Tides', direction: 'higher' },
      official: { round: 1, split: 'final', provisional: false, ranked: 3, metric: 'accuracy' },
      open: null,
    });
    expect(JSON.stringify(page)).not.toContain(person.email);
  });

  it('exists only while a ranking of a listed benchmark shows the team', async () => {
    const person = await makePerson(site, 'Quiet');
    const hidden = await makeBenchmark(maintainer, { visibility: 'unlisted' });
    await makeOpenRound(maintainer, hidden, formatTestSet(items));
    await enter(person, hidden, 'Unlisted', 30);
    const silent = await makeBenchmark(maintainer, { feedback_policy: 'final-only' });
    await makeOpenRound(maintainer, silent, formatTestSet(items));
    await enter(person, silent, 'Silent', 30);
    await waitUntil(async () => (await entriesIn(hidden)).length === 1);
    const team = await teamOf(person);
    const missing = { ok: false, error: { kind: 'not_found', what: 'team' } };
    expect(await findTeamPage(team)).toMatchObject(missing);
    await close(silent);
    const page = unwrap(await findTeamPage(team));
    expect(page.models.map(({ official }) => official?.entry.model)).toEqual(['Silent']);
    for (const slug of ['no-such-team', '$', "' or 1", 'a\0', ''])
      expect(await findTeamPage(slug)).toMatchObject(missing);
  });

  it('lists fifty models a page, each model on exactly one page, and shows the last page for a larger page number', async () => {
    const person = await makePerson(site, 'Many');
    const slug = await makeBenchmark(maintainer);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await enter(person, slug, 'One', 30);
    await close(slug);
    await plantModels(slug, 120);
    const team = await teamOf(person);
    const pages = await Promise.all([1, 2, 3].map(async (page) => unwrap(await findTeamPage(team, page))));
    expect(pages.map(({ models }) => models.length)).toEqual([50, 50, 20]);
    expect(pages.map(({ offset }) => offset)).toEqual([0, 50, 100]);
    const names = pages.flatMap(({ models }) => models.map(({ official }) => official?.entry.model));
    expect(names).toEqual(Array.from({ length: 120 }, (_, i) => `Planted ${i + 1}`));
    for (const page of pages)
      expect(page).toMatchObject({ modelCount: 120, benchmarkCount: 1, roundCount: 1, pageCount: 3 });
    expect(unwrap(await findTeamPage(team, 99))).toMatchObject({ page: 3, offset: 100 });
  });

  it('shows nothing of an open round that its provisional table doesn’t show', async () => {
    const person = await makePerson(site, 'Early');
    const slug = await makeBenchmark(maintainer);
    await makeOpenRound(maintainer, slug, formatTestSet(items));
    await enter(person, slug, 'Early bird', 30);
    await waitUntil(async () => (await entriesIn(slug)).length === 1);
    const { models } = unwrap(await findTeamPage(await teamOf(person)));
    expect(models).toMatchObject([{ official: null, open: { provisional: true, split: 'feedback' } }]);
    expect(models[0]!.open!.entry).toEqual((await entriesIn(slug))[0]);
  });
});
