import { createHypergeometricTails } from '../../statistics/hypergeometric';
import type { Check, CheckOutcome } from './check';
import type { CollectedLabels, CollectedTestSet } from './collect-test-set';
import { computeClassAreas } from './label-strength';
import { lookForLabelsInIds } from './order/label-in-id';
import { judgeLook, type Look, lookLevel, numberWays } from './order/look';
import { type LabelSplit, splitLabels } from './order/look-at-cells';
import { lookAtIds, rankIds, readIdNumbers } from './order/look-at-ids';
import { lookAtSequence, type SplitLabels } from './order/look-at-sequence';

/** A label told this well, from 0 to 1, blocks: an area under the ROC curve outside .45–.55, or a correlation of .1. */
export const blockStrength = 0.1;

/**
 * Whether something that a participant sees besides the inputs, or might have seen, tells the label: the order of the rows, and
 * the ids, by their order, their numbers and their characters.
 *
 * All looks of both checks share one level: labels that have nothing to do with rows and ids are named in fewer than 1 in 100
 * test sets. Each test is exact given how many labels of each kind there are (the one by rank sums errs on the side of silence),
 * and each look has an equal part of the level (Bonferroni), so that doesn't hang on how the tests depend on one another. What is
 * found warns; it blocks where the label is told with a strength of .1 or more.
 */
export function checkOrder(set: CollectedTestSet): { order: Check; ids: Check } {
  const labels: SplitLabels = {
    splits: splitLabels(set.labels),
    tails: createHypergeometricTails(set.itemCount),
  };
  const rows = Float64Array.from({ length: set.itemCount }, (_, i) => i);
  const ranks = rankIds(set.ids);
  const numbers = readIdNumbers(set.ids);
  const ofRows = lookAtSequence({ name: 'row order', values: rows, isCounter: false }, labels);
  const ofIds = [
    ...lookAtSequence({ name: 'order of the ids', values: ranks, isCounter: false }, labels),
    ...lookAtNumbers('number in the ids', numbers.last, labels),
    ...lookAtNumbers('first number in the ids', numbers.first, labels),
    ...lookAtIds(set.ids, labels),
    lookForLabelsInIds(set.labelsInIds, set.itemCount),
  ];
  const lookCount = ofRows.length + ofIds.length;
  const areaOf = (values: Float64Array) => computeFarthestArea(values, set.labels, labels.splits);
  return {
    order: composeCheck('order', ofRows, {
      lookCount,
      areas: [{ key: 'row_auc', title: 'row order', area: areaOf(rows) }],
      hint: 'Shuffle the rows, and check whether dates or names among the inputs reveal it too.',
    }),
    ids: composeCheck('ids', ofIds, {
      lookCount,
      areas: [
        { key: 'id_auc', title: 'order of the ids', area: areaOf(ranks) },
        ...(numbers.last === null
          ? []
          : [{ key: 'id_number_auc', title: 'number in the ids', area: areaOf(numbers.last) }]),
      ],
      hint: 'Give ids that mean nothing.',
    }),
  };
}

const lookAtNumbers = (name: string, values: Float64Array | null, labels: SplitLabels): Look[] =>
  values === null ? [] : lookAtSequence({ name, values, isCounter: true }, labels);

type Area = { readonly key: string; readonly title: string; readonly area: number };

function composeCheck(
  name: 'order' | 'ids',
  looks: readonly Look[],
  { lookCount, areas, hint }: { lookCount: number; areas: readonly Area[]; hint: string },
): Check {
  const found = looks
    .flatMap((look) => {
      const strength = judgeLook(look, lookCount);
      return strength === null ? [] : [{ title: look.title, way: look.way, strength }];
    })
    .sort((a, b) => b.strength - a.strength);
  const strongest = found[0]?.strength ?? 0;
  const outcome: CheckOutcome = found.length === 0 ? 'pass' : strongest >= blockStrength ? 'block' : 'warn';
  const told = areas.map(({ title, area }) => `${title} ${area.toFixed(2)}`).join(', ');
  const named = found
    .slice(0, namedMax)
    .map(({ title, strength }) => `${title} ${strength.toFixed(2)}`)
    .join(', ');
  const level = `${lookCount} looks at rows and ids, which name ${100 * lookLevel} % of all test sets by chance`;
  return {
    name,
    outcome,
    detail: [
      `Area under the ROC curve against the label: ${told}.`,
      outcome === 'pass'
        ? `None predicts the label, in ${level}.`
        : `The label is revealed, with an effect size from 0 to 1, by: ${named}. Found by ${level}. ${outcome === 'block' ? `${blockStrength} or more blocks.` : `Under ${blockStrength} it is for you to judge.`} ${hint}`,
    ].join(' '),
    numbers: {
      ...Object.fromEntries(areas.map(({ key, area }) => [key, roundToHundredths(area)])),
      look_count: lookCount,
      ...numberWays(found),
      strength: roundToHundredths(strongest),
    },
  };
}

const namedMax = 4;

const roundToHundredths = (value: number): number => Number(value.toFixed(2));

/** Of the class whose area lies farthest from ½ in standard errors; ½ where there is none to compare. */
function computeFarthestArea(
  values: Float64Array,
  labels: CollectedLabels,
  splits: readonly LabelSplit[],
): number {
  // Numbers are split in the middle.
  const split = splits[labels.kind === 'classes' ? 0 : splits.length >> 1];
  if (split === undefined) return 0.5;
  const areas = computeClassAreas(values, split.indices, split.classCount);
  const compared = split.classes.flatMap((c) => areas[c] ?? []);
  const errorsOf = ({ area, standardError }: { area: number; standardError: number }) =>
    Math.abs(area - 0.5) / standardError;
  return compared.reduce((a, b) => (errorsOf(b) > errorsOf(a) ? b : a), { area: 0.5, standardError: 1 }).area;
}
