import { computeSum } from '../../statistics/compensated-sum';
import { countConcordance } from '../../statistics/concordance';
import { groupValues } from '../../statistics/value-groups';
import type { RankedFiles } from './ranked-files';

/**
 * The most by which each item's pseudo-value of Kendall's τ-b (`estimateKendall`) can be lower in a file than in the one to beat,
 * whatever its label. An item's pairs with the others change it where the two files order them in different ways: at worst
 * all of these are now against the labels. Shares of pairs are those among all items of the round, where the feedback part has its own
 * that are like them; what depends on ties is the feedback part's.
 */
export function boundKendallLosses({ labels, positions, before, after }: RankedFiles): Float64Array {
  const n = labels.length;
  const labelTies = describeTies(labels);
  const [was, is] = [before, after].map((predicted) => describeFile(labels, labelTies, predicted, positions));
  const gain = is!.value - was!.value;
  const [leastUntied, mostUntied] = [n - labelTies.sizeMax, n];
  const ofLabel = Math.max(gain * leastUntied, gain * mostUntied) / labelTies.untied;

  const [groupsBefore, groupsAfter] = [groupValues(before), groupValues(after)];
  const both = groupValues(
    Float64Array.from(
      groupsBefore.groupOf,
      (group, i) => group * groupsAfter.sizes.length + groupsAfter.groupOf[i]!,
    ),
  );
  const surplus = countConcordance(groupsBefore, groupsAfter);
  const itemCount = after.length;
  return after.map((_, i) => {
    const tiedBefore = groupsBefore.sizes[groupsBefore.groupOf[i]!]!;
    const tiedAfter = groupsAfter.sizes[groupsAfter.groupOf[i]!]!;
    const tiedInBoth = both.sizes[both.groupOf[i]!]!;
    const ordered = itemCount - tiedBefore - tiedAfter + tiedInBoth;
    const turned = (ordered - surplus[i]!) / 2;
    const changed =
      (ordered - turned) * Math.abs(is!.scale - was!.scale) +
      turned * (is!.scale + was!.scale) +
      (tiedBefore - tiedInBoth) * is!.scale +
      (tiedAfter - tiedInBoth) * was!.scale;
    const ofTies = is!.computeTieTerm(after[i]!) - was!.computeTieTerm(before[i]!);
    return Math.max(0, (2 * changed) / itemCount - gain + n * (ofLabel + ofTies));
  });
}

type Ties = { readonly sizeOf: (value: number) => number; readonly sizeMax: number; readonly untied: number };

function describeTies(values: Float64Array): Ties {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  let [sizeMax, untied] = [0, 0];
  for (const size of sizes.values()) {
    sizeMax = Math.max(sizeMax, size);
    untied += size * (values.length - size);
  }
  return { sizeOf: (value) => sizes.get(value) ?? 0, sizeMax, untied };
}

type KendallTerms = {
  readonly value: number;
  /** n²/√((n² − tied pairs of labels)(n² − tied pairs of predictions)); 0 for a constant, which is worth 0. */
  readonly scale: number;
  readonly computeTieTerm: (predicted: number) => number;
};

function describeFile(
  labels: Float64Array,
  labelTies: Ties,
  predicted: Float64Array,
  positions: Uint32Array,
): KendallTerms {
  const n = labels.length;
  const inPart = Float64Array.from(positions, (i) => predicted[i]!);
  const ties = describeTies(inPart);
  const root = Math.sqrt(labelTies.untied) * Math.sqrt(ties.untied);
  if (root === 0) return { value: 0, scale: 0, computeTieTerm: () => 0 };
  const value = computeSum(countConcordance(groupValues(labels), groupValues(inPart))) / root;
  return {
    value,
    scale: (n * n) / root,
    computeTieTerm: (x) => (value * (n - ties.sizeOf(x))) / ties.untied,
  };
}
