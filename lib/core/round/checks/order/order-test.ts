import { computeFairCoinTail } from '../../../statistics/discrete-distributions';

/** Tests of labels for an association through one leak channel, such as the order of the rows. */
export type OrderTest = {
  readonly title: string;
  readonly channel: LeakChannel;
  /** Number of single tests. */
  readonly testCount: number;
  /** Results of the single tests with a p-value of at most `orderTestLevel`. */
  readonly candidates: readonly TestCandidate[];
};

export type TestCandidate = {
  /** p-value of this single test for the hypothesis that labels are independent of order and ids. */
  readonly p: number;
  /** Effect size, from 0 to 1: 2·|AUC − ½| for an AUC, else a correlation. */
  readonly effectSize: number;
};

export const orderTestLevel = 0.01;

/** Collector of an order test's single tests. */
export type TestCollector = {
  add(p: number, effectSize: () => number): void;
  finish(): OrderTest;
};

export function startOrderTest(title: string, channel: LeakChannel): TestCollector {
  let testCount = 0;
  const candidates: TestCandidate[] = [];
  return {
    add(p, effectSize) {
      testCount++;
      // Results with a larger p-value can't be significant, even if there are few tests.
      if (p <= orderTestLevel) candidates.push({ p, effectSize: effectSize() });
    },
    finish: () => ({ title, channel, testCount, candidates }),
  };
}

/**
 * Effect size of the strongest association that is significant among an order test's single tests. The significance level is
 * divided equally among the order tests, and each part equally among the single tests (Bonferroni). Null if no single test
 * is significant.
 */
export function judgeOrderTest({ testCount, candidates }: OrderTest, orderTestCount: number): number | null {
  const significant = candidates.filter(({ p }) => p * testCount * orderTestCount <= orderTestLevel);
  return significant.length === 0 ? null : Math.max(...significant.map(({ effectSize }) => effectSize));
}

/**
 * Ways in which order or ids can reveal labels, sorted by how well they explain a leak: where several have about the same
 * effect size, the first one is reported.
 */
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

const keyOf = (channel: LeakChannel) => `effect_size_of_${channel}`;

/** Lists the effect sizes as numbers of a check's result: one for each leak channel that was found, with two decimals. */
export function numberChannels(
  found: readonly { readonly channel: LeakChannel; readonly effectSize: number }[],
): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const { channel, effectSize } of found)
    numbers[keyOf(channel)] = Math.max(numbers[keyOf(channel)] ?? 0, Number(effectSize.toFixed(2)));
  return numbers;
}

/** Share of the largest effect size from which a channel counts as equally strong. */
const aboutAsStrong = 0.8;

/**
 * Finds the leak channel that is explained to the maintainer: among the strongest channels the one that comes first in
 * `leakChannels`. Ids that contain their labels have priority, even if their association is weak. Null if a check's numbers
 * name no channel.
 */
export function findChannelToExplain(numbers: Readonly<Record<string, number>>): LeakChannel | null {
  const effectSizeOf = (channel: LeakChannel) => numbers[keyOf(channel)] ?? 0;
  const strongest = Math.max(...leakChannels.map(effectSizeOf));
  if (strongest === 0) return null;
  const isPlain = (channel: LeakChannel) =>
    effectSizeOf(channel) >= aboutAsStrong * strongest || (channel === 'label' && effectSizeOf(channel) > 0);
  return leakChannels.find(isPlain) ?? null;
}

/**
 * Numbers of pairs of items: `own`, whose ids contain more of their own labels than of the other item's label, and
 * `swapped`, the opposite.
 */
export type LabelsInIds = { readonly own: number; readonly swapped: number };

export type LabelsInIdsCounter = {
  /** Adds the next item of the file. */
  add(id: string, label: string): void;
  finish(): LabelsInIds;
};

/**
 * Makes a counter that compares items in disjoint pairs: the first with the second, the third with the fourth, and so on.
 */
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
        countLabel(first.id, first.label) +
        countLabel(item.id, item.label) -
        countLabel(first.id, item.label) -
        countLabel(item.id, first.label);
      if (difference > 0) own++;
      if (difference < 0) swapped++;
      first = null;
    },
    finish: () => ({ own, swapped }),
  };
}

const countLabel = (id: string, label: string): number => (label !== '' && id.includes(label) ? 1 : 0);

/**
 * Tests whether ids contain the label of their own item. If ids and labels are independent, exchanging the two labels of a pair
 * is equally likely, so each pair that differs is a fair coin toss: the exact sign test. The effect size is the difference
 * between the shares of pairs for and against.
 */
export function testLabelsInIds({ own, swapped }: LabelsInIds, itemCount: number): OrderTest {
  const test = startOrderTest('label itself in the ids', 'label');
  const p = computeFairCoinTail(Math.max(own, swapped), own + swapped);
  test.add(Math.min(1, 2 * p), () => Math.abs(own - swapped) / Math.max(1, itemCount >> 1));
  return test.finish();
}
