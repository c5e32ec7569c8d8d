import { computeMean } from '../statistics/compensated-sum';
import { type GroupedItems, numberGroups } from '../statistics/group-sums';
import type { Rng } from '../statistics/rng';
import { shuffleIndices } from '../statistics/shuffle-indices';
import { sumDrawn } from '../statistics/sum-drawn';
import { computeRankAgreement } from './rank-agreement';

/** How well two rounds order the same versions, beside how well a round agrees with itself: both of halves of the same size. */
export type RankCeiling = {
  /** Versions that both rounds scored, drawn from them where there are very many. */
  readonly versionCount: number;
  /** Of a half; about, where groups are drawn. */
  readonly itemCount: number;
  readonly drawCount: number;
  /** Mean τ-b of two halves of one round, over both rounds: what is seen where nothing changed. */
  readonly within: number;
  /** Mean τ-b of a half of the one round and a half of the other. */
  readonly across: number;
};

/**
 * A round's final part: its items pooled into units that are drawn as wholes, and of each version the sums of its values by unit. Their
 * mean is the score, or orders versions as it does.
 */
export type HalvedRound = { readonly units: GroupedItems; readonly sums: readonly Float64Array[] };

/** Versions beyond these say hardly more, and each costs its items. */
export const comparedVersionsMax = 300;

const [drawCount, versionsMin, halfItemsMin, halfUnitsMin] = [200, 3, 50, 5];

/** Items beyond these are pooled at random, so that halves cost the same for any number of items. */
const unitsMax = 2048;

/** What halves of a part are drawn from: items, groups as wholes, or pools of either. */
export function formHalfUnits(itemCount: number, groups: Int32Array | null, rng: Rng): GroupedItems {
  const drawn = groups === null ? null : numberGroups(groups);
  const order = shuffleIndices(drawn?.groupCount ?? itemCount, rng);
  return numberGroups(
    Int32Array.from({ length: itemCount }, (_, i) => order[drawn?.groups[i] ?? i]! % unitsMax),
  );
}

/**
 * The no-change ceiling of rank agreement. Two halves of one round are two draws of items between which nothing changed, so their τ is as
 * low as chance alone makes it; a half of each round has the same chance in it, and the change besides. 200 times two halves are drawn
 * of each round, without common items, all four of the same size: half of the smaller round. `within` is the mean of the two τ of a round
 * with itself, `across` that of the four of one round with the other. Had nothing changed they would be alike in the mean, which a
 * simulation checks; their difference errs by chance like anything that is drawn, so it describes and decides nothing.
 *
 * Both are of halves, so neither is like the τ of whole rounds, which has less chance in it. The scores of metrics that are no mean of items are linear in
 * pseudo-values, whose error is of second order.
 *
 * @param later of the same versions in the same order
 * @returns null of fewer than three versions, of halves of fewer than 50 items or five units, where one unit is more than half of a half,
 *   and where no τ has a value
 */
export function measureRankCeiling(earlier: HalvedRound, later: HalvedRound, rng: Rng): RankCeiling | null {
  const rounds = [earlier, later] as const;
  const versionCount = earlier.sums.length;
  const itemCount = Math.floor(Math.min(...rounds.map(countItems)) / 2);
  if (versionCount < versionsMin || itemCount < halfItemsMin) return null;
  if (!rounds.every((round) => canBeHalved(round, itemCount))) return null;
  const [within, across]: [number[], number[]] = [[], []];
  const add = (list: number[], x: Float64Array, y: Float64Array) => {
    const agreement = computeRankAgreement(x, y);
    if (agreement !== null) list.push(agreement);
  };
  for (let draw = 0; draw < drawCount; draw++) {
    const [before, after] = [drawHalves(earlier, itemCount, rng), drawHalves(later, itemCount, rng)];
    for (const [one, other] of [before, after]) add(within, one, other);
    for (const one of before) for (const other of after) add(across, one, other);
  }
  if (within.length === 0 || across.length === 0) return null;
  return { versionCount, itemCount, drawCount, within: meanOf(within), across: meanOf(across) };
}

const countItems = ({ units }: HalvedRound): number => units.groups.length;

const canBeHalved = ({ units: { groupCount, sizes } }: HalvedRound, itemCount: number): boolean =>
  groupCount >= 2 * halfUnitsMin && sizes.every((size) => size <= itemCount / 2);

const meanOf = (values: readonly number[]): number => computeMean(Float64Array.from(values));

/** Means of each version over two halves that have no unit in common. */
function drawHalves({ units, sums }: HalvedRound, itemCount: number, rng: Rng): [Float64Array, Float64Array] {
  const order = shuffleIndices(units.groupCount, rng);
  let next = 0;
  const drawHalf = (): Float64Array => {
    const from = next;
    let size = 0;
    while (next < order.length && size < itemCount) size += units.sizes[order[next++]!]!;
    const drawn = order.subarray(from, next);
    const means = new Float64Array(sums.length);
    sumDrawn(sums, drawn, means);
    for (let version = 0; version < means.length; version++) means[version]! /= size;
    return means;
  };
  return [drawHalf(), drawHalf()];
}
