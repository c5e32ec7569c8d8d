import { describe, expect, it } from 'vitest';
import { composeOverfitting } from '@/lib/core/feedback/compose-assessment';
import { addSplitValues, measureGap, type SplitSums } from '@/lib/core/freshness/overfitting';
import { findNextRotation } from '@/lib/core/round/schedule/schedule';
import { createRng } from '@/lib/core/statistics/rng';
import { freshnessExhibits, pairOf, queriesToTune, scheduleSoonDue, tuners } from './freshness-exhibits';
import { createBlockBlender } from './seed-freshness-exhibit';

const { itemCount } = freshnessExhibits[0]!.rounds[0]!;

const labels = Uint8Array.from({ length: itemCount }, (_, i) => i % 2);

/** Simulates the exhibit's round with exact scores, with newly drawn splits. @returns true if overfitting is significant */
function playExactRound(draw: number): boolean {
  const rng = createRng(`exhibit splits ${draw}`);
  const keys = Float64Array.from({ length: itemCount }, () => rng.nextUnit());
  const order = Int32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
  const splits = { feedback: order.subarray(0, itemCount / 2), final: order.subarray(itemCount / 2) };
  const hitsOf = (file: Uint8Array, split: Int32Array) =>
    Float64Array.from(split, (item) => (file[item] === labels[item] ? 1 : 0));
  let sums: SplitSums | null = null;
  for (const team of tuners) {
    const blender = createBlockBlender({ ...pairOf(labels, team), queryCount: queriesToTune, seed: team });
    let best: { score: number; file: Uint8Array } | null = null;
    for (let n = 0; n < queriesToTune; n++) {
      const file = blender.propose();
      const score = hitsOf(file, splits.feedback).reduce((sum, hit) => sum + hit, 0);
      blender.learn(score);
      if (best === null || score > best.score) best = { score, file };
    }
    const { file } = best!;
    sums = addSplitValues(sums, {
      feedback: hitsOf(file, splits.feedback),
      final: hitsOf(file, splits.final),
    });
  }
  const units = { feedback: { of: 'items' }, final: { of: 'items' } } as const;
  const gap = measureGap(sums!, null, { scale: 'share', units });
  const { gap: published } = composeOverfitting({
    ...{ gap, testedCount: 4, referenceCount: 0 },
    ...{ shareOfMargin: null, models: [] },
  });
  return published!.shown;
}

describe('freshness exhibits', () => {
  it('show overfitting in the round with exact scores, in 97 of 100 random draws of the splits', () => {
    const draws = Array.from({ length: 100 }, (_, draw) => playExactRound(draw));
    expect(draws.filter((shown) => shown).length).toBeGreaterThanOrEqual(97);
  });

  it('have a weekly schedule whose next date is three to four minutes ahead', () => {
    for (const at of ['2026-11-30T11:00:30Z', '2026-12-31T23:58:00Z', '2026-03-01T00:00:00Z']) {
      const now = new Date(at);
      const { cadence, dueAt } = scheduleSoonDue(now);
      expect(findNextRotation({ cadence, timeZone: 'UTC' }, now)).toEqual(dueAt);
      expect(dueAt.getTime() - now.getTime()).toBeGreaterThanOrEqual(180_000);
      expect(dueAt.getTime() - now.getTime()).toBeLessThan(240_000);
    }
  });
});
