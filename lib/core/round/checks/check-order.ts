import { createHypergeometricTails } from '../../statistics/discrete-distributions';
import type { Check, CheckOutcome } from './check';
import type { CollectedLabels, CollectedTestSet } from './collect-test-set';
import { computeClassAreas } from './label-strength';
import {
  judgeOrderTest,
  numberChannels,
  type OrderTest,
  orderTestLevel,
  testLabelsInIds,
} from './order/order-test';
import { rankIds, readIdNumbers, testIds } from './order/test-ids';
import { type LabelSplit, type SplitLabels, splitLabels, testSequence } from './order/test-sequence';

/**
 * Effect size (0 to 1) from which an association with order or ids blocks the sealing: an AUC outside .45–.55, or a
 * correlation of .1.
 */
export const blockEffectSize = 0.1;

/**
 * Runs two checks for an association of the label with facts that participants can see beside the inputs: the order of the
 * rows, and the ids by their order, numbers and characters.
 *
 * All order tests of both checks share one significance level: labels that are independent of rows and ids raise an alarm in
 * fewer than 1 in 100 test sets. Each test is exact given the number of labels of each kind; the rank-sum test is
 * conservative. Each test has an equal share of the level (Bonferroni), so the bound holds for any dependence between the
 * tests. A finding warns, or blocks if its effect size is .1 or more.
 */
export function checkOrder(set: CollectedTestSet): { order: Check; ids: Check } {
  const labels: SplitLabels = {
    splits: splitLabels(set.labels),
    tails: createHypergeometricTails(set.itemCount),
  };
  const rows = Float64Array.from({ length: set.itemCount }, (_, i) => i);
  const ranks = rankIds(set.ids);
  const numbers = readIdNumbers(set.ids);
  const ofRows = testSequence({ name: 'row order', values: rows, isCounter: false }, labels);
  const ofIds = [
    ...testSequence({ name: 'order of the ids', values: ranks, isCounter: false }, labels),
    ...testNumbers('number in the ids', numbers.last, labels),
    ...testNumbers('first number in the ids', numbers.first, labels),
    ...testIds(set.ids, labels),
    testLabelsInIds(set.labelsInIds, set.itemCount),
  ];
  const orderTestCount = ofRows.length + ofIds.length;
  const areaOf = (values: Float64Array) => computeFarthestArea(values, set.labels, labels.splits);
  return {
    order: composeCheck('order', ofRows, {
      orderTestCount,
      areas: [{ key: 'row_auc', title: 'row order', area: areaOf(rows) }],
      hint: 'Shuffle the rows, and check whether dates or names in the inputs reveal the label too.',
    }),
    ids: composeCheck('ids', ofIds, {
      orderTestCount,
      areas: [
        { key: 'id_auc', title: 'order of the ids', area: areaOf(ranks) },
        ...(numbers.last === null
          ? []
          : [{ key: 'id_number_auc', title: 'number in the ids', area: areaOf(numbers.last) }]),
      ],
      hint: 'Use random ids.',
    }),
  };
}

const testNumbers = (name: string, values: Float64Array | null, labels: SplitLabels): OrderTest[] =>
  values === null ? [] : testSequence({ name, values, isCounter: true }, labels);

type Area = { readonly key: string; readonly title: string; readonly area: number };

function composeCheck(
  name: 'order' | 'ids',
  orderTests: readonly OrderTest[],
  { orderTestCount, areas, hint }: { orderTestCount: number; areas: readonly Area[]; hint: string },
): Check {
  const found = orderTests
    .flatMap((test) => {
      const effectSize = judgeOrderTest(test, orderTestCount);
      return effectSize === null ? [] : [{ title: test.title, channel: test.channel, effectSize }];
    })
    .sort((a, b) => b.effectSize - a.effectSize);
  const strongest = found[0]?.effectSize ?? 0;
  const outcome: CheckOutcome = found.length === 0 ? 'pass' : strongest >= blockEffectSize ? 'block' : 'warn';
  const areaText = areas.map(({ title, area }) => `${title} ${area.toFixed(2)}`).join(', ');
  const named = found
    .slice(0, namedMax)
    .map(({ title, effectSize }) => `${title} ${effectSize.toFixed(2)}`)
    .join(', ');
  const level = `${orderTestCount} tests of rows and ids, which together raise a false alarm in fewer than ${100 * orderTestLevel} % of test sets`;
  return {
    name,
    outcome,
    detail: [
      `Area under the ROC curve against the label: ${areaText}.`,
      outcome === 'pass'
        ? `No association with the label, by ${level}.`
        : `Associated with the label, with an effect size from 0 to 1: ${named}. Found by ${level}. ${outcome === 'block' ? `${blockEffectSize} or more blocks.` : `Below ${blockEffectSize} you decide.`} ${hint}`,
    ].join(' '),
    numbers: {
      ...Object.fromEntries(areas.map(({ key, area }) => [key, roundToHundredths(area)])),
      order_test_count: orderTestCount,
      ...numberChannels(found),
      effect_size: roundToHundredths(strongest),
    },
  };
}

const namedMax = 4;

const roundToHundredths = (value: number): number => Number(value.toFixed(2));

/** Finds the class whose AUC is farthest from ½ in standard errors, and returns that AUC; ½ without a class to compare. */
function computeFarthestArea(
  values: Float64Array,
  labels: CollectedLabels,
  splits: readonly LabelSplit[],
): number {
  // Numbers are split into two classes at the median.
  const split = splits[labels.kind === 'classes' ? 0 : splits.length >> 1];
  if (split === undefined) return 0.5;
  const areas = computeClassAreas(values, split.indices, split.classCount);
  const compared = split.classes.flatMap((c) => areas[c] ?? []);
  const errorsOf = ({ area, standardError }: { area: number; standardError: number }) =>
    Math.abs(area - 0.5) / standardError;
  return compared.reduce((a, b) => (errorsOf(b) > errorsOf(a) ? b : a), { area: 0.5, standardError: 1 }).area;
}
