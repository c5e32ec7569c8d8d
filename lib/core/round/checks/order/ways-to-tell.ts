/** How an order or ids can tell labels, those first that say most where several are about as strong. */
export const waysToTell = [
  'label',
  'rise',
  'blocks',
  'parity',
  'period',
  'neighbours',
  'distances',
  'length',
  'character',
  'digit_sum',
] as const;
export type WayToTell = (typeof waysToTell)[number];

const keyOf = (way: WayToTell) => `told_by_${way}`;

/** As numbers of a check: how strongly labels are told in each way that was found, in two decimals. */
export function numberWays(
  found: readonly { readonly way: WayToTell; readonly strength: number }[],
): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const { way, strength } of found)
    numbers[keyOf(way)] = Math.max(numbers[keyOf(way)] ?? 0, Number(strength.toFixed(2)));
  return numbers;
}

/** Of the strongest way's strength: so much also tells as well as it does. */
const aboutAsStrong = 0.8;

/**
 * The plainest of the ways in which labels are told best. Ids that hold their labels are named so, however seldom that tells one label from
 * another. Null where a check's numbers name no way.
 */
export function findPlainestWay(numbers: Readonly<Record<string, number>>): WayToTell | null {
  const strengthOf = (way: WayToTell) => numbers[keyOf(way)] ?? 0;
  const strongest = Math.max(...waysToTell.map(strengthOf));
  if (strongest === 0) return null;
  const isPlain = (way: WayToTell) =>
    strengthOf(way) >= aboutAsStrong * strongest || (way === 'label' && strengthOf(way) > 0);
  return waysToTell.find(isPlain) ?? null;
}
