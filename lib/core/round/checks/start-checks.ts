import type { MetricName } from '../../metrics/metric-name';
import type { Check } from './check';
import { checkBaseline } from './check-baseline';
import { checkClassBalance } from './check-class-balance';
import { checkColumns } from './check-columns';
import { checkDates } from './check-dates';
import { checkDuplicates } from './check-duplicates';
import { checkLabelLeak } from './check-label-leak';
import { checkLabelSchema } from './check-label-schema';
import { checkOrder } from './check-order';
import { checkOverlap } from './check-overlap';
import { checkSize } from './check-size';
import { checkSlices } from './check-slices';
import type { CollectedTestSet } from './collect-test-set';
import { composeFingerprints } from './compose-fingerprints';
import type { Fingerprints } from './fingerprints';
import { createOverlapSearch } from './overlap-search';

export type CheckRun = {
  /**
   * Compares with an earlier round of the benchmark; in any order, each once. Its records aren't kept. An invalidated one is no model
   * for this one, but its items have been seen.
   */
  addRound(number: number, earlier: Fingerprints, state?: { readonly isInvalidated: boolean }): void;
  /** To be called once, after the last round. */
  finish(): { readonly checks: readonly Check[]; readonly fingerprints: Fingerprints };
};

/**
 * The checks before sealing, in the order in which they are shown, and the fingerprints that later rounds will be compared
 * with. The last round is the one with the highest number. Throws for a test set of no items.
 * @param feedbackShare of the benchmark, 0 to 1; `features` are its declared ones
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
        checkColumns(set.columns, last && { number: last.number, columns: last.facts.columns }, features),
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
