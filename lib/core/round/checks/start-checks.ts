import type { MetricName } from '../../metrics/metric-name';
import { summariseNumbers } from '../../statistics/sums';
import {
  type AssociatedLabels,
  computeSliceAssociation,
  type SliceValues,
  sliceAssociationMax,
  sliceItemsMin,
  slicePrefix,
} from '../slices';
import type { Check } from './check';
import { checkBaseline, computeBaseline } from './check-baseline';
import { checkClassBalance } from './check-class-balance';
import { checkColumns } from './check-columns';
import { checkDates } from './check-dates';
import { checkDuplicates } from './check-duplicates';
import { checkLabelLeak } from './check-label-leak';
import { checkLabelSchema } from './check-label-schema';
import { checkOrder } from './check-order';
import { checkOverlap } from './check-overlap';
import { checkSize } from './check-size';
import type { CollectedLabels, CollectedTestSet } from './collect-test-set';
import type { Fingerprints, LabelSummary } from './fingerprints';
import { createOverlapSearch, type OverlapSearch } from './overlap-search';

export type CheckRun = {
  /**
   * Compares the test set with an earlier round of the benchmark. Called once for each round, in any order; the round's
   * records aren't kept. An invalidated round is only compared for overlap: its items may have been seen, but it never
   * counts as the last round.
   */
  addRound(number: number, earlier: Fingerprints, state?: { readonly isInvalidated: boolean }): void;
  /** Returns the results and the fingerprints. Called once, after the last earlier round. */
  finish(): { readonly checks: readonly Check[]; readonly fingerprints: Fingerprints };
};

/**
 * Runs the checks before sealing, in display order, and makes the fingerprints for later rounds. The last round is the one
 * with the highest number. Throws for a test set without items.
 * @param feedbackShare the benchmark's share of feedback items, 0 to 1; `features` are its declared features
 */
export function startChecks(
  set: CollectedTestSet,
  {
    metric,
    secondaryMetrics,
    feedbackShare,
    features,
  }: {
    metric: MetricName;
    secondaryMetrics: readonly MetricName[];
    feedbackShare: number;
    features: readonly string[];
  },
): CheckRun {
  const search = createOverlapSearch(set.records);
  const fingerprints = composeFingerprints(set, search, metric);
  const earlier: { number: number; facts: Fingerprints['facts']; isInvalidated: boolean }[] = [];

  return {
    addRound(number, round, { isInvalidated } = { isInvalidated: false }) {
      search.addRound(number, round);
      earlier.push({ number, facts: round.facts, isInvalidated });
    },
    finish() {
      earlier.sort((a, b) => a.number - b.number);
      const last = earlier.findLast((round) => !round.isInvalidated) ?? null;
      const dates = last?.facts.dates ?? null;
      const { order, ids } = checkOrder(set);
      const checks = [
        checkSize(set.itemCount, { feedbackShare, metric }),
        checkLabelSchema(set.labels, metric, secondaryMetrics),
        checkLabelLeak(set.labelLeaks, last && { number: last.number, strengths: last.facts.strengths }),
        checkColumns(set, last && { number: last.number, columns: last.facts.columns }, features),
        checkClassBalance(
          set.labels,
          last && { number: last.number, itemCount: last.facts.itemCount, labels: last.facts.labels },
        ),
        checkDuplicates(search, set.labels),
        checkOverlap(search.report(), set.itemCount),
        order,
        ids,
        checkDates(set.instants, last && dates && { number: last.number, last: dates.last }),
        checkBaseline(
          metric,
          fingerprints.facts.baseline,
          earlier.map(({ facts }) => facts.baseline),
        ),
        ...checkSlices(set.slices, set.labels, feedbackShare),
      ];
      return { checks, fingerprints };
    },
  };
}

/** Composes the fingerprints for comparison with later rounds, from a test set and its comparison with itself. */
function composeFingerprints(
  set: CollectedTestSet,
  { equalTwins, nearTwins }: Pick<OverlapSearch, 'equalTwins' | 'nearTwins'>,
  metric: MetricName,
): Fingerprints {
  return {
    facts: {
      itemCount: set.itemCount,
      equalCount: equalTwins.filter((count) => count > 0).length,
      nearCount: nearTwins.filter((count) => count > 0).length,
      labels: summariseLabels(set.labels),
      dates: findDates(set.instants),
      baseline: computeBaseline(metric, set.labels),
      columns: set.columns,
      strengths: set.labelLeaks.strengths,
    },
    records: set.records,
  };
}

function summariseLabels(labels: CollectedLabels): LabelSummary {
  if (labels.kind === 'numbers') return { kind: 'numbers', ...summariseNumbers(labels.values) };
  if (labels.kind === 'texts') return { kind: 'texts' };
  const counts = Object.fromEntries(labels.classes.map((name, c) => [name, labels.counts[c]!]));
  return { kind: 'classes', counts };
}

function findDates(instants: Float64Array): { first: number; last: number } | null {
  const dated = instants.filter((instant) => !Number.isNaN(instant)).sort();
  return dated.length === 0 ? null : { first: dated[0]!, last: dated.at(-1)! };
}

/**
 * Checks which slices of a test set will have published scores when the round closes: slices of a column that reveals labels
 * are published only after the reveal, and slices with few final items are merged. The slice check never blocks. It names
 * columns but no values, and states the association with two decimals.
 * @returns nothing for a test set without slice columns
 */
export function checkSlices(
  columns: readonly SliceValues[],
  labels: AssociatedLabels,
  feedbackShare: number,
): readonly Check[] {
  if (columns.length === 0) return [];
  const checked = columns.map((column) => checkColumn(column, labels, feedbackShare));
  const sum = (of: (column: (typeof checked)[number]) => number) =>
    checked.reduce((total, column) => total + of(column), 0);
  const waitingCount = sum(({ waits }) => Number(waits));
  const smallCount = sum((column) => column.smallCount);
  return [
    {
      name: 'slices',
      outcome: waitingCount > 0 || smallCount > 0 ? 'warn' : 'pass',
      detail: checked.map(({ detail }) => detail).join(' '),
      numbers: {
        column_count: columns.length,
        value_count: sum((column) => column.valueCount),
        small_count: smallCount,
        waiting_count: waitingCount,
        association: Math.max(...checked.map(({ association }) => association)),
      },
    },
  ];
}

function checkColumn(column: SliceValues, labels: AssociatedLabels, feedbackShare: number) {
  const counts = new Array<number>(column.values.length).fill(0);
  for (const index of column.indices) counts[index]!++;
  const smallCount = counts.filter((count) => count * (1 - feedbackShare) < sliceItemsMin).length;
  const exact = computeSliceAssociation(column, labels) ?? 0;
  const association = Number(exact.toFixed(2));
  const waits = exact > sliceAssociationMax;
  const name = `${slicePrefix}${column.name}`;
  const small =
    smallCount > 0
      ? ` ${smallCount === 1 ? 'One value will have' : `${smallCount} values will have`} about ${sliceItemsMin} final items or fewer: values under ${sliceItemsMin} are merged as “other”.`
      : '';
  const waiting = waits
    ? ` That is above ${sliceAssociationMax}, so scores by ${name} wait for the reveal.`
    : '';
  return {
    valueCount: counts.length,
    smallCount,
    association,
    waits,
    detail: `${name}: ${counts.length === 1 ? 'one value' : `${counts.length} values`}, association with the label ${association.toFixed(2)} (Cramér’s V).${waiting}${small}`,
  };
}
