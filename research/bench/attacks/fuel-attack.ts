import { countFeedbackOf } from '@/lib/core/exposure/exposure';
import { computeTestLevel, computeTestThreshold } from '@/lib/core/feedback/ladder/wins-needed';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import type { Rng } from '@/lib/core/statistics/rng';
import type { AttackingTeam } from './attacked-round';
import { type Fuel, fillIn, type Sheet, shuffle } from './fuelled-file';

/** Which items are flipped: each block once; some of a block until that is announced, then of the next; any items each time. */
export const fuelModes = ['once', 'retry', 'climb'] as const;

/** One way of handing in a real model by slices with flips mixed in. */
export type FuelDesign = {
  readonly mode: (typeof fuelModes)[number];
  /** Size of a slice of fuel, in what makes an announcement as likely as not. */
  readonly fuelShare: number;
  /** Size of a block, as a share of the items about which nothing is known. */
  readonly blockShare: number;
};

export type FuelSetting = {
  readonly metric: MetricName;
  readonly shareOfOnes: number;
};

/**
 * Hands in slices of fuel with flips until the round stops answering, the fuel is burnt or the blocks are. What is announced stays; what is
 * refused goes back.
 */
export function burnFuel(
  { metric, shareOfOnes }: FuelSetting,
  design: FuelDesign,
  { rng, fuel, team, start }: { rng: Rng; fuel: Fuel; team: AttackingTeam; start: Sheet },
): Sheet {
  let sheet = start;
  const items = fuel.unknown.slice();
  const blockSize = Math.max(1, Math.round(design.blockShare * items.length));
  let blockAt = 0;
  while (sheet.revealed < fuel.known.length) {
    if (design.mode === 'climb') shuffle(rng, items, blockSize);
    const block = items.subarray(blockAt, blockAt + blockSize);
    if (block.length === 0) break;
    // Tried again, a block isn't the same file: half of it is flipped, another half each time.
    const chance = design.mode === 'retry' ? 0.5 : 1;
    const flips = sheet.flips.slice();
    for (const item of block) if (chance === 1 || rng.nextUnit() < chance) flips[item]! ^= 1;
    const variance = chance * block.length * (1 / shareOfOnes + 1 / (1 - shareOfOnes));
    const slice = sizeSlice(design.fuelShare * findThreshold(team), variance, shareOfOnes);
    const next = { revealed: Math.min(fuel.known.length, sheet.revealed + slice), flips };
    const { outcome } = team.ask(fillIn(metric, fuel, next));
    if (outcome === 'withheld') break;
    if (outcome === 'improved') sheet = next;
    if (design.mode === 'once' || (design.mode === 'retry' && outcome === 'improved')) blockAt += blockSize;
  }
  return sheet;
}

/** t of the team's next test, which it knows. */
function findThreshold(team: AttackingTeam): number {
  const tally = team.tally();
  return computeTestThreshold(computeTestLevel(countFeedbackOf(tally) - tally.improvements));
}

/**
 * The slice f, over both parts, that solves f/2 = t·√(v/2 + f/(2p)), in half items: by the balanced accuracy a known item of class 1 gains 1/p
 * of them and one of class 0 nothing; v is the variance of the flips. By the accuracy p is a half, and it is McNemar's z.
 */
function sizeSlice(threshold: number, variance: number, p: number): number {
  const square = threshold * threshold;
  return Math.ceil(square / p + Math.sqrt((square / p) * (square / p) + 2 * square * variance));
}
