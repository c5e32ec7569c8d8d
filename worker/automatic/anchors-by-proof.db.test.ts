import { beforeAll, describe, expect, it } from 'vitest';
import { isProven, rankedRoundOf } from '@/lib/core/equating/anchors';
import { linkAnchors } from '@/lib/core/equating/equating';
import { composeRoundPair } from '@/lib/core/freshness/drop';
import { listAnchors } from '@/services/anchor/anchor';
import { comparePublishedRounds } from '@/services/publication/comparison';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { listVersionHistories } from '@/services/publication/version-histories';
import { closeRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound, openNextRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideSiteWithScorer } from '@/testing/start-test-scorer';
import { awaitAutomatic, submitModel } from '@/testing/submit-model';
import { awaitFinal, awaitOfficial } from '@/testing/submit-predictions';
import { acceptsTinyModels, softmaxModel, tinyTestSet } from '@/testing/tiny-models';
import { refusedAs, unwrap } from '@/testing/unwrap';
import { listGapModels } from '../flags/run-raise-flags';

/**
 * Three rounds: *First* was submitted in the first, *Many*’s three versions and *Second* in the second,
 * *Third* in the third.
 */
describe('receipt of a frozen version', () => {
  const site = provideSiteWithScorer();
  const maintainer = providePerson(site);
  let slug: string;
  let board: Awaited<ReturnType<typeof awaitOfficial>>;

  beforeAll(async () => {
    slug = await makeBenchmark(maintainer, acceptsTinyModels);
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    let scale = 0;
    const send = async (model: string, ...versions: string[]) => {
      const person = await makePerson(site);
      const ids: string[] = [];
      for (const version of versions) {
        scale += 1;
        ids.push(unwrap(await submitModel(person, slug, softmaxModel(scale), { model, version })).id);
      }
      for (const id of ids) await awaitFinal(person, id);
    };
    await send('First', 'v1');
    await openNextRound(maintainer, slug, tinyTestSet(2));
    await Promise.all([send('Many', 'a', 'b', 'c'), send('Second', 'v1')]);
    await openNextRound(maintainer, slug, tinyTestSet(3));
    await send('Third', 'v1');
    await awaitAutomatic(site, slug, 3, 5);
    unwrap(await closeRound(maintainer, slug, 3, { reason: 'It has run long enough' }));
    board = await awaitOfficial(slug, 3);
  });

  it('lets the ranking show a model’s last frozen version, with its other versions beside it, and filter by evidence', async () => {
    const many = board.entries.filter(({ model }) => model === 'Many');
    expect(many).toMatchObject([{ version: 'c', evidence: 'prospective' }]);
    expect(board.reference_entries.map(({ model, version, rank }) => [model, version, rank])).toEqual([
      ['Many', 'b', null],
      ['Many', 'a', null],
    ]);
    // In the prospective view each model appears with a version frozen before the opening; versions made during the round are
    // left out.
    expect(board.entries.some(({ evidence }) => evidence === 'in-round')).toBe(true);
    const prospective = unwrap(await findLeaderboard(slug, 3, { evidence: 'prospective' }));
    expect(prospective.entries.map(({ model, version }) => `${model} ${version}`).sort()).toEqual([
      'First v1',
      'Many c',
      'Second v1',
    ]);
  });

  it('links two rounds by proven anchors (frozen versions) alone, with no anchor that a maintainer vouched for', async () => {
    const [earlier, later] = await Promise.all(
      [2, 3].map(async (n) => rankedRoundOf(n, unwrap(await findLeaderboard(slug, n)), isProven)),
    );
    const link = composeRoundPair(earlier!, later!);
    expect(link).toMatchObject({ earlierRound: 2 });
    expect(link.frozen.map(({ model }) => model)).toEqual(['first v1']);
    // These models were submitted while the earlier round was open; of Many’s versions, the first has the
    // best reported score there.
    expect(link.adapted.map(({ model }) => model).sort()).toEqual(['many a', 'second v1']);
    const anchors = unwrap(await listAnchors(slug));
    expect(anchors.filter(({ model }) => model === 'First')).toMatchObject([
      { by: 'proof', version: 'v1', rounds: [2, 3], reason: null, frozen_at: expect.stringMatching(/Z$/) },
    ]);
    expect(anchors.filter(({ model }) => model === 'Many')).toMatchObject([
      { version: 'a', rounds: [3] },
      { version: 'b', rounds: [3] },
      { version: 'c', rounds: [3] },
    ]);
    expect(anchors.every(({ by }) => by === 'proof')).toBe(true);
  });

  it('makes one frozen version of each model a reference for the overfitting gaps of single models', async () => {
    const [round] = await site.superuser<
      [{ roundId: string; benchmarkId: string; openedAt: Date; number: number }]
    >`
      select round_id as "roundId", benchmark_id as "benchmarkId", opened_at as "openedAt", number
      from rounds where number = 3`;
    const gapModels = await listGapModels(site.scorer.client.db, round as never);
    expect(gapModels.filter(({ isFrozen }) => isFrozen)).toHaveLength(3);
  });

  it('links an older round to a newer one', async () => {
    const against = unwrap(await comparePublishedRounds(slug, { later: 3, earlier: 2 }));
    expect(against.versions.map(({ model, version }) => `${model} ${version}`)).toContain('many a');
    expect(against.versions.find(({ model, version }) => `${model} ${version}` === 'first v1')).toMatchObject(
      {
        earlier: { score: expect.any(Number), evidence: 'prospective' },
        later: {
          score: board.entries.find(({ model }) => model === 'First')!.score,
          evidence: 'prospective',
        },
      },
    );
    for (const later of [3, 4])
      expect(await comparePublishedRounds(slug, { later, earlier: 3 })).toMatchObject(refusedAs('not_found'));
  });

  it('requires the receipt for a rolling rank if the benchmark requires proof, even if a maintainer vouches for anchors', async () => {
    // A link requires five anchor models, more than there are here, so these anchors are vouched for without
    // computing the link again.
    const anchor = (i: number) => ({
      model: `m${i}`,
      base: { score: 0.6 + i / 20, itemCount: 100 },
      later: { score: 0.59 + i / 20, itemCount: 100 },
    });
    const anchors = [1, 2, 3, 4, 5].map(anchor);
    const equating = JSON.stringify(linkAnchors('probit', 1, anchors));
    await site.superuser`
      insert into equatings (round_id, computed_at, equating)
      select round_id, now() + interval '1 day', ${equating}::text::jsonb from rounds join benchmarks using (benchmark_id)
      where slug = ${slug} and number in (2, 3)`;
    await site.superuser`
      insert into anchors (benchmark_id, model_id, version, reason, designated_by, designated_at)
      select benchmark_id, model_id, 'v1', 'It was made before', ${maintainer.userId}, now() from models
      join benchmarks using (benchmark_id) where benchmarks.slug = ${slug} and models.name = 'Second'`;
    const roundsOf = async (evidence: 'any' | 'prospective') =>
      Object.fromEntries(
        unwrap(await listVersionHistories(slug, evidence)).map(({ model, rounds }) => [model, rounds]),
      );
    expect(await roundsOf('any')).toMatchObject({ First: [3, 2], Second: [3, 2], Many: [3] });
    const prospective = await roundsOf('prospective');
    expect(prospective).toMatchObject({ First: [3, 2], Second: [3], Many: [3] });
    // The model was submitted while round 3 was open, and evaluated in no other round.
    expect(Object.keys(prospective)).not.toContain('Third');
  });
});
