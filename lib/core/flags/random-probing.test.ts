import { describe, expect, it } from 'vitest';
import { computeChances, drawItems, drawOutcomes } from '../freshness/testing/simulated-items';
import { createRng } from '../statistics/rng';
import { listChangedItems, listNearestChanges } from './find-flags';
import { describeFlag } from './flag';
import { computeProbeZ, flagRandomProbing } from './random-probing';

const rng = createRng('probing');

const items = drawItems(rng, 3000);

const others = Array.from({ length: 12 }, () => drawOutcomes(rng, items, computeChances(0.8)));

const consensus = Float64Array.from(
  items,
  (_, j) => others.reduce((sum, outcomes) => sum + outcomes[j]!, 0) / others.length,
);

describe('random probing of labels', () => {
  it('computes z = (mean consensus of the changed items − mean consensus of all items)/(sd/√changed)', () => {
    const values = Float64Array.from({ length: 60 }, (_, j) => (j % 2 === 0 ? 1 : 0.5));
    const changed = Int32Array.from({ length: 30 }, (_, k) => 2 * k);
    const sd = Math.sqrt((60 * 0.0625) / 59);
    expect(computeProbeZ(values, changed)).toBeCloseTo(0.25 / (sd / Math.sqrt(30)), 12);
  });

  it('gives z near 0 for random flips, while a retrained honest model has z far below −1.5', () => {
    for (let run = 0; run < 20; run++) {
      const flipped = Int32Array.from({ length: 60 }, () => Math.floor(rng.nextUnit() * items.length));
      expect(Math.abs(computeProbeZ(consensus, flipped)!)).toBeLessThan(4);
      const before = drawOutcomes(rng, items, computeChances(0.8));
      const after = drawOutcomes(rng, items, computeChances(0.85));
      expect(computeProbeZ(consensus, listChangedItems(after, before))).toBeLessThan(-1.5);
    }
  });

  it('isn’t measured for fewer than 30 changes, or where all items are equally hard', () => {
    expect(computeProbeZ(consensus, new Int32Array(29))).toBeNull();
    expect(computeProbeZ(new Float64Array(100).fill(0.5), new Int32Array(40))).toBeNull();
    expect(() => computeProbeZ(consensus, new Int32Array(30).fill(3000))).toThrow(RangeError);
  });

  it('raises a flag at the team’s third random edit', () => {
    const edit = (z: number, k: number) => ({ submission: `s${k}`, changedCount: 60, z });
    const zs = [0.2, -1, -3, -0.4];
    expect(flagRandomProbing('team', zs.map(edit))).toBeNull();
    const flag = flagRandomProbing('team', [...zs, 0.9].map(edit));
    expect(flag).toMatchObject({ kind: 'random-probing', team: 'team', judgedCount: 5 });
    expect(flag!.edits.map(({ z }) => z)).toEqual([0.2, -0.4, 0.9]);
    expect(describeFlag(flag!).finding).toContain('In 3 of 5 submissions');
    expect(describeFlag(flag!).falseAlarms).toContain('below −1.5');
  });

  it('lists the items changed since the team’s most similar earlier submission', () => {
    expect([
      ...listNearestChanges(
        [1, 2, 0],
        [
          [0, 0, 0],
          [1, 0, 0],
          [2, 2, 0],
        ],
      )!,
    ]).toEqual([1]);
    expect(listNearestChanges([1], [])).toBeNull();
    expect(() => listChangedItems([1], [1, 2])).toThrow(RangeError);
  });
});
