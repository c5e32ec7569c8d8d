import { describe, expect, it } from 'vitest';
import type { LeaderboardView } from '@/lib/contracts/leaderboard';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import { computeExactMcNemarP } from '@/lib/core/statistics/mcnemar';
import type { Actor } from '@/services/access/caller';
import { findRoundPage } from '@/services/page/find-round-page';
import { findLeaderboard } from '@/services/publication/find-leaderboard';
import { closeRound } from '@/services/round/openings';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson, providePerson } from '@/testing/make-person';
import { provideTestSite } from '@/testing/make-test-site';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitFinal, submitPredictions } from '@/testing/submit-predictions';
import { meaninglessId, shuffleRows } from '@/testing/synthetic-items';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';

const itemCount = 400;

const positions = Array.from({ length: itemCount }, (_, i) => i);

const labelAt = (i: number) => (i % 2 === 0 ? 'no' : 'yes');

/**
 * Predicts correctly except on every `wrongEvery`-th pair of items, so that errors don't depend on the label.
 */
const predictAt = (wrongEvery: number) => (i: number) =>
  labelAt(Math.floor(i / 2) % wrongEvery === 0 ? i + 1 : i);

const formatFile = (predict: (i: number) => string | number) =>
  `id,prediction\n${positions.map((i) => `item-${meaninglessId(i)},${predict(i)}`).join('\n')}\n`;

type Entered = { model: string; file: string; by?: Actor };

describe('paired tests behind an official ranking', () => {
  const site = provideTestSite();
  const maintainer = providePerson(site);

  /** Plays a round until its official ranking is published. */
  async function rank(
    wishes: object,
    testSet: string,
    entered: readonly Entered[],
  ): Promise<{ official: LeaderboardView; slug: string }> {
    const slug = await makeBenchmark(maintainer, { feedback_policy: 'final-only', ...wishes });
    const scorer = await startTestScorer(site);
    const number = await makeOpenRound(maintainer, slug, testSet);
    const sent: { actor: Actor; id: string }[] = [];
    for (const { model, file, by } of entered) {
      const actor = by ?? (await makePerson(site));
      sent.push({ actor, id: (await submitPredictions(actor, slug, file, { model })).id });
    }
    for (const { actor, id } of sent) await awaitFinal(actor, id);
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const official = await waitUntil(async () => {
      const found = await findLeaderboard(slug, number);
      return found.ok && found.value.split === 'final' && found.value;
    });
    await scorer.stop();
    return { official, slug };
  }

  const reference_entries = ({ model, rank, rank_lower, rank_upper, tied_with_leader }: LeaderboardEntry) => [
    model,
    rank,
    rank_lower,
    rank_upper,
    tied_with_leader,
  ];

  it('find no significant difference between two similar models, but between each of them and a third', async () => {
    const testSet = `id,size,label\n${shuffleRows(positions.map((i) => `item-${meaninglessId(i)},${i},${labelAt(i)}`)).join('\n')}\n`;
    const team = await makePerson(site);
    const { official } = await rank({}, testSet, [
      { model: 'Poor', file: formatFile(predictAt(3)), by: team },
      { model: 'Good', file: formatFile(predictAt(50)) },
      { model: 'Like it', file: formatFile(predictAt(40)), by: team },
    ]);
    expect(official.comparison).toEqual({ test: 'mcnemar', level: 0.05, pair_count: 3 });
    expect(official.entries).toHaveLength(3);
    expect(reference_entries(official.entries[2]!)).toEqual(['Poor', 3, 3, 3, false]);
    for (const entry of official.entries.slice(0, 2))
      expect(entry).toMatchObject({ rank_lower: 1, rank_upper: 2, tied_with_leader: true });
    expect(official.entries.map((e) => e.best_of)).toEqual([null, null, null]);
  });

  it('find a statistical tie of eight models, though single tests against the leader are significant for some, one in twenty by chance', async () => {
    const testSet = `id,size,label\n${shuffleRows(positions.map((i) => `item-${meaninglessId(i)},${i},${labelAt(i)}`)).join('\n')}\n`;
    // No two models are wrong on the same item.
    const errors = [4, 5, 6, 7, 9, 11, 13, 15];
    const entered = errors.map((count, k) => {
      const from = errors.slice(0, k).reduce((sum, other) => sum + other, 0);
      const isWrong = (i: number) => i >= from && i < from + count;
      return { model: `Model ${k}`, file: formatFile((i) => labelAt(isWrong(i) ? i + 1 : i)) };
    });
    const { slug } = await rank({ feedback_share: 0 }, testSet, entered);
    const { entries } = unwrap(await findRoundPage(null, slug, 1)).boards.get(1)!;
    expect(entries.map(reference_entries)).toEqual(errors.map((_, k) => [`Model ${k}`, k + 1, 1, 8, true]));
    // Scorer versions below 5 only compared the leader with each other model, at 5 % each.
    expect(errors.filter((count) => computeExactMcNemarP(count, errors[0]!) <= 0.05)).toEqual([13, 15]);
  });

  it('find a statistical tie of two models whose predictions differ on five items, though their pseudo-values differ on all', async () => {
    const testSet = `id,size,label\n${shuffleRows(positions.map((i) => `item-${meaninglessId(i)},${i},${labelAt(i)}`)).join('\n')}\n`;
    const wrongFrom = (count: number) => ({
      model: `Wrong on ${count}`,
      file: formatFile((i) => labelAt(i < count ? i + 1 : i)),
    });
    // Student's t alone would give p = .025 for five items that only one of the two models predicts
    // correctly.
    const { official } = await rank({ metric: 'macro_f1', feedback_share: 0 }, testSet, [
      wrongFrom(15),
      wrongFrom(20),
    ]);
    expect(official.entries.map(reference_entries)).toEqual([
      ['Wrong on 15', 1, 1, 2, true],
      ['Wrong on 20', 2, 1, 2, true],
    ]);
    const six = await rank({ metric: 'macro_f1', feedback_share: 0 }, testSet, [
      wrongFrom(14),
      wrongFrom(20),
    ]);
    expect(six.official.entries[0]).toMatchObject({ rank_upper: 1 });
  });

  it('treat the items of a group as one unit, and compare values of the metric', async () => {
    const testSet = (group: (i: number) => string) =>
      `id,size,label,group\n${shuffleRows(positions.map((i) => `item-${meaninglessId(i)},${i},${labelAt(i)},${group(i)}`)).join('\n')}\n`;
    const entered = [
      { model: 'Good', file: formatFile(predictAt(50)) },
      { model: 'Fair', file: formatFile(predictAt(8)) },
    ];
    const wishes = { metric: 'macro_f1', feedback_share: 0 };
    const alone = await rank(
      wishes,
      testSet((i) => `g${i}`),
      entered,
    );
    expect(alone.official.comparison).toMatchObject({ test: 'paired-t' });
    expect(alone.official.entries.map(reference_entries)).toEqual([
      ['Good', 1, 1, 1, true],
      ['Fair', 2, 2, 2, false],
    ]);
    expect(alone.official.entries[0]!.interval?.method).toBe('logit-t');
    // Two groups give no evidence, however many items they have.
    const grouped = await rank(
      wishes,
      testSet((i) => `g${(i >> 1) % 2}`),
      entered,
    );
    expect(grouped.official.comparison).toMatchObject({ test: 'cluster-paired-t' });
    expect(grouped.official.entries.map(reference_entries)).toEqual([
      ['Good', 1, 1, 2, true],
      ['Fair', 2, 1, 2, true],
    ]);
    expect(grouped.official.entries[0]!.interval).toBeNull();
  });

  it('give the same interval to the same file of different teams, and never rank a model without a score', async () => {
    const truth = (i: number) => Math.sin(i) * 10;
    const testSet = `id,size,label\n${shuffleRows(positions.map((i) => `item-${meaninglessId(i)},${i},${truth(i).toFixed(3)}`)).join('\n')}\n`;
    const number = { task: 'regression', classes: [] };
    const near = { model: 'Near', file: formatFile((i) => (truth(i) + Math.cos(7 * i)).toFixed(3)) };
    const far = { model: 'Far', file: formatFile((i) => (truth(i) + 4 * Math.cos(5 * i)).toFixed(3)) };
    const flat = { model: 'Flat', file: formatFile(() => 1) };
    const same = { model: 'Same', file: near.file };
    const byError = await rank({ ...number, metric: 'mae' }, testSet, [far, flat, near, same]);
    expect(byError.official.comparison).toEqual({
      test: 'paired-t',
      level: 0.05,
      pair_count: 6,
    });
    expect(byError.official.entries.map(reference_entries).slice(0, 2)).toEqual([
      ['Near', 1, 1, 2, true],
      ['Same', 1, 1, 2, true],
    ]);
    const [one, other] = byError.official.entries;
    expect(other!.interval).toEqual(one!.interval);
    // Spearman's correlation with a constant is undefined.
    const byRank = await rank({ ...number, metric: 'spearman' }, testSet, [flat, far, near]);
    expect(byRank.official.entered).toBe(3);
    expect(byRank.official.comparison).toMatchObject({ test: 'paired-t', pair_count: 1 });
    expect(byRank.official.entries.map(reference_entries)).toEqual([
      ['Near', 1, 1, 1, true],
      ['Far', 2, 2, 2, false],
    ]);
  });
});
