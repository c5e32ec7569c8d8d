import { computeFairCoinTail } from '../../../statistics/discrete-distributions';

/** One order test of labels, as a family of single tests. */
export type OrderTest = {
  readonly title: string;
  readonly way: LeakChannel;
  /** Number of single tests. */
  readonly testCount: number;
  /** Those with a p of `candidateMax` or less. */
  readonly candidates: readonly TestCandidate[];
};

export type TestCandidate = {
  /** p of this single test, if labels are independent of order and ids. */
  readonly p: number;
  /** Effect size, from 0 to 1: an area under the ROC curve as 2·|area − ½|, else a correlation. */
  readonly strength: number;
};

export const orderTestLevel = 0.01;

/** Collector of an order test's single tests. */
export type TestCollector = {
  add(p: number, strength: () => number): void;
  finish(): OrderTest;
};

export function startOrderTest(title: string, way: LeakChannel): TestCollector {
  let testCount = 0;
  const candidates: TestCandidate[] = [];
  return {
    add(p, strength) {
      testCount++;
      // No test decides with a larger p, however few tests there are.
      if (p <= orderTestLevel) candidates.push({ p, strength: strength() });
    },
    finish: () => ({ title, way, testCount, candidates }),
  };
}

/**
 * Effect size of an order test: that of the strongest of its single tests that are significant at the level shared by so many
 * order tests, each with an equal part of it and that part again in equal parts for its single tests (Bonferroni). Null where
 * none is.
 */
export function judgeOrderTest({ testCount, candidates }: OrderTest, orderTestCount: number): number | null {
  const held = candidates.filter(({ p }) => p * testCount * orderTestCount <= orderTestLevel);
  return held.length === 0 ? null : Math.max(...held.map(({ strength }) => strength));
}

/** Leak channels of order and ids, the most informative first where several have about the same effect size. */
export const leakChannels = [
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

export type LeakChannel = (typeof leakChannels)[number];

const keyOf = (way: LeakChannel) => `reported_by_${way}`;

/** Effect sizes as numbers of a check: one per leak channel found, in two decimals. */
export function numberChannels(
  found: readonly { readonly way: LeakChannel; readonly strength: number }[],
): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const { way, strength } of found)
    numbers[keyOf(way)] = Math.max(numbers[keyOf(way)] ?? 0, Number(strength.toFixed(2)));
  return numbers;
}

/** Share of the largest effect size: a channel with so much counts as equally strong. */
const aboutAsStrong = 0.8;

/**
 * Finds the plainest of the strongest leak channels. Ids that contain their labels always win, however seldom that distinguishes
 * one label from another. Null where a check's numbers name no channel.
 */
export function findPlainestWay(numbers: Readonly<Record<string, number>>): LeakChannel | null {
  const strengthOf = (way: LeakChannel) => numbers[keyOf(way)] ?? 0;
  const strongest = Math.max(...leakChannels.map(strengthOf));
  if (strongest === 0) return null;
  const isPlain = (way: LeakChannel) =>
    strengthOf(way) >= aboutAsStrong * strongest || (way === 'label' && strengthOf(way) > 0);
  return leakChannels.find(isPlain) ?? null;
}

/** Numbers of item pairs whose own ids contain more of their labels than each other's, and less. */
export type LabelsInIds = { readonly own: number; readonly swapped: number };

export type LabelsInIdsCounter = {
  /** Adds the next item of the file. */
  add(id: string, label: string): void;
  finish(): LabelsInIds;
};

/** Compares each item with the one before it, two by two, so that no item is in two pairs. */
export function createLabelsInIdsCounter(): LabelsInIdsCounter {
  let first: { id: string; label: string } | null = null;
  let own = 0;
  let swapped = 0;
  return {
    add(id, label) {
      const item = { id: id.toLowerCase(), label: label.toLowerCase() };
      if (first === null) {
        first = item;
        return;
      }
      const difference =
        holds(first.id, first.label) +
        holds(item.id, item.label) -
        holds(first.id, item.label) -
        holds(item.id, first.label);
      if (difference > 0) own++;
      if (difference < 0) swapped++;
      first = null;
    },
    finish: () => ({ own, swapped }),
  };
}

const holds = (id: string, label: string): number => (label !== '' && id.includes(label) ? 1 : 0);

/**
 * Tests whether ids contain the label of their own item. Under independence, labels exchanged within pairs are equally likely, so
 * that the side with more is a fair coin (the sign test): exact. Effect size is the share of pairs in favour minus the share
 * against.
 */
export function testLabelsInIds({ own, swapped }: LabelsInIds, itemCount: number): OrderTest {
  const test = startOrderTest('label itself in the ids', 'label');
  const p = computeFairCoinTail(Math.max(own, swapped), own + swapped);
  test.add(Math.min(1, 2 * p), () => Math.abs(own - swapped) / Math.max(1, itemCount >> 1));
  return test.finish();
}
