import { type Check, type CheckOutcome, worstOutcome } from './check';
import { type ClassArea, computeClassAreas } from './class-areas';
import type { CollectedLabels, CollectedTestSet } from './collect-test-set';
import { findMedian } from './summarise-numbers';

/** Areas within .5 ± this are no use to anyone. */
const distanceMax = 0.05;
const blockErrors = 3;
/** So few different answers are classes by another name. */
const answersAsClassesMax = 100;

const orders = [
  { key: 'row', title: 'row order' },
  { key: 'id', title: 'order of ids' },
  { key: 'id_number', title: 'number at the end of ids' },
] as const;

/**
 * Whether something that every participant sees predicts the label: where an item stands in the file, its id's place in the
 * alphabet, the number its id ends in. By the area under the ROC curve, for a binary task of its second class, for
 * several classes of the one farthest from .5 in standard errors, for numbers of the labels above the median, for texts of
 * the longer half of the references, or of each answer where there are few.
 *
 * Outside .45–.55 by more than 3 standard errors blocks, outside by less warns. Of C > 2 classes the farthest lies that far
 * off by chance alone, so the limits, in standard errors, are √(9 + 2·ln C) and √(2·ln C): about what the largest of C normal
 * numbers reaches (Cramér 1946).
 */
export function checkOrder(set: CollectedTestSet): Check {
  const { indices, classCount } = readClasses(set.labels);
  const values: Record<(typeof orders)[number]['key'], Float64Array | null> = {
    row: Float64Array.from({ length: set.itemCount }, (_, i) => i),
    id: set.idRanks,
    id_number: set.idNumbers,
  };
  const found = orders.flatMap(({ key, title }) => {
    const order = values[key];
    if (order === null) return [];
    const { area, outcome } = judgeOrder(order, indices, classCount);
    return [{ key, text: `${title} ${area.toFixed(2)}`, area: Number(area.toFixed(2)), outcome, title }];
  });
  const outcome = worstOutcome(found.map((order) => order.outcome));
  const guilty = found.filter((order) => order.outcome === outcome).map((order) => order.title);
  const areas = `Area under the ROC curve against the label: ${found.map(({ text }) => text).join(', ')}.`;
  return {
    name: 'order',
    outcome,
    detail:
      outcome === 'pass'
        ? `${areas} None predicts the label.`
        : outcome === 'warn'
          ? `${areas} Chance could give as much, but look whether the ${guilty.join(' and the ')} may tell the label.`
          : `${areas} The ${guilty.join(' and the ')} predicts the label: shuffle the rows, and give ids that mean nothing.`,
    numbers: Object.fromEntries(found.map(({ key, area }) => [`${key}_auc`, area])),
  };
}

function judgeOrder(
  order: Float64Array,
  indices: Int32Array,
  classCount: number,
): { area: number; outcome: CheckOutcome } {
  const areas = computeClassAreas(order, indices, classCount).filter((area) => area !== null);
  // Both areas of a binary task say the same; the second is that of its positive class.
  const compared = classCount === 2 ? areas.slice(1) : areas;
  if (compared.length === 0) return { area: 0.5, outcome: 'pass' };
  const worst = compared.reduce((a, b) => (errorsOf(b) > errorsOf(a) ? b : a));
  const extra = 2 * Math.log(compared.length);
  const isOutside = Math.abs(worst.area - 0.5) > distanceMax;
  const outcome =
    isOutside && errorsOf(worst) > Math.sqrt(blockErrors ** 2 + extra)
      ? 'block'
      : isOutside && errorsOf(worst) > Math.sqrt(extra)
        ? 'warn'
        : 'pass';
  return { area: worst.area, outcome };
}

const errorsOf = ({ area, standardError }: ClassArea): number => Math.abs(area - 0.5) / standardError;

function readClasses(labels: CollectedLabels): { indices: Int32Array; classCount: number } {
  if (labels.kind === 'classes') return { indices: labels.indices, classCount: labels.classes.length };
  if (labels.kind === 'texts' && labels.distinctCount <= answersAsClassesMax)
    return { indices: labels.indices, classCount: labels.distinctCount };
  const values = labels.kind === 'texts' ? labels.lengths : labels.values;
  const median = findMedian(values);
  return { indices: Int32Array.from(values, (value) => (value > median ? 1 : 0)), classCount: 2 };
}
