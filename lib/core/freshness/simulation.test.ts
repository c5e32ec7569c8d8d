import { describe, expect, it } from 'vitest';
import { createRng } from '../statistics/rng';
import { decideFreshness } from './decide-freshness';
import { computeDrop } from './drop';
import { computeGap } from './gap';
import {
  harderSetting,
  pairSetting,
  plainSetting,
  type Setting,
  simulateGap,
  simulateRecord,
  simulateRoundPair,
} from './testing/simulate-rounds';

// Small and seeded; `npm run bench:freshness` has the full numbers.

/** Two standard errors of a share of 5 % beyond it. */
const shareMax = (runs: number) => 0.05 + 2 * Math.sqrt((0.05 * 0.95) / runs);

function countGaps(runs: number, setting: Setting): number {
  let significant = 0;
  for (let run = 0; run < runs; run++) {
    const gap = computeGap(simulateGap(createRng(`gap ${run}`), setting), 'points');
    if (gap.pValue <= 0.05) significant++;
  }
  return significant / runs;
}

function countDrops(runs: number, setting: Setting): { significant: number; measured: number } {
  let significant = 0;
  let measured = 0;
  for (let run = 0; run < runs; run++) {
    const drop = computeDrop(simulateRoundPair(createRng(`drop ${run}`), setting), 'share');
    if (!drop.ok) continue;
    measured++;
    if (drop.value.pValue <= 0.05) significant++;
  }
  return { significant, measured };
}

describe('simulated rounds', () => {
  it('show a gap without a leak in 5 % of rounds, at 5 %', () => {
    expect(countGaps(400, { ...plainSetting, itemsPerPart: 500 })).toBeLessThanOrEqual(shareMax(400));
  });

  it('show a leak of two points on 2,000 items a part, five models a group, in 95 %', () => {
    expect(countGaps(120, { ...plainSetting, partLeak: 0.02 })).toBeGreaterThanOrEqual(0.95);
  });

  it('show a drop without a leak in 5 % of rounds, at 5 %, where the next is harder', () => {
    const { significant, measured } = countDrops(200, harderSetting);
    expect(measured).toBeGreaterThan(150);
    expect(significant / measured).toBeLessThanOrEqual(shareMax(measured));
  });

  it('show a drop of a round that leaked three points', () => {
    const setting = { ...pairSetting, hardness: 0.35, roundLeak: 0.03 };
    const { significant, measured } = countDrops(60, setting);
    expect(measured).toBeGreaterThan(30);
    expect(significant / measured).toBeGreaterThanOrEqual(0.95);
  });

  it('are not called stale when the next round is merely harder, in 400 runs', () => {
    let stale = 0;
    for (let run = 0; run < 400; run++) {
      const record = simulateRecord(createRng(`harder ${run}`), { ...harderSetting, itemsPerPart: 300 });
      if (decideFreshness(record).state === 'stale') stale++;
    }
    expect(stale / 400).toBeLessThanOrEqual(0.05);
  });
});
