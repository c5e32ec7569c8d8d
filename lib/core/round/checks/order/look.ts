/** One way in which labels might be told, tried as a family of tests. */
export type Look = {
  readonly title: string;
  readonly way: WayToTell;
  /** How many tests were made. */
  readonly testCount: number;
  /** Those with a p of `candidateMax` or less. */
  readonly candidates: readonly LookCandidate[];
};

export type LookCandidate = {
  /** Of this one test, if labels have nothing to do with order and ids. */
  readonly p: number;
  /** How well the label is told, from 0 to 1: an area under the ROC curve as 2·|area − ½|, else a correlation. */
  readonly strength: number;
};

export const lookLevel = 0.01;

/** What a look adds its tests to. */
export type LookTests = {
  add(p: number, strength: () => number): void;
  finish(): Look;
};

export function startLook(title: string, way: WayToTell): LookTests {
  let testCount = 0;
  const candidates: LookCandidate[] = [];
  return {
    add(p, strength) {
      testCount++;
      // No test decides with more than this, however few there are.
      if (p <= lookLevel) candidates.push({ p, strength: strength() });
    },
    finish: () => ({ title, way, testCount, candidates }),
  };
}

/**
 * How strongly a look tells the label: the strongest of its tests that hold at the level shared by so many looks, each with an
 * equal part of it and that part again in equal parts to its tests (Bonferroni). Null where none does.
 */
export function judgeLook({ testCount, candidates }: Look, lookCount: number): number | null {
  const held = candidates.filter(({ p }) => p * testCount * lookCount <= lookLevel);
  return held.length === 0 ? null : Math.max(...held.map(({ strength }) => strength));
}

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
