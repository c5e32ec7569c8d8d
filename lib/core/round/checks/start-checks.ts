import type { MetricName } from '../../metrics/metric-name';
import type { Check } from './check';
import { checkBaseline } from './check-baseline';
import { checkClassBalance } from './check-class-balance';
import { checkDates } from './check-dates';
import { checkDuplicates } from './check-duplicates';
import { checkLabelLeak } from './check-label-leak';
import { checkLabelSchema } from './check-label-schema';
import { checkOrder } from './check-order';
import { checkOverlap } from './check-overlap';
import { checkSize } from './check-size';
import type { CollectedTestSet } from './collect-test-set';
import { composeFingerprints } from './compose-fingerprints';
import type { Fingerprints } from './fingerprints';
import { createOverlapSearch } from './overlap-search';

export type CheckRun = {
  /** Compares with an earlier round of the benchmark; in any order, each once. Its records aren't kept. */
  addRound(number: number, earlier: Fingerprints): void;
  /** To be called once, after the last round. */
  finish(): { readonly checks: readonly Check[]; readonly fingerprints: Fingerprints };
};

/**
 * The checks before sealing, in the order in which they are shown, and the fingerprints that later rounds will be compared
 * with. The last round is the one with the highest number. Throws for a test set of no items.
 * @param feedbackShare of the benchmark, 0 to 1
 */
export function startChecks(
  set: CollectedTestSet,
  {
    metric,
    secondaryMetrics,
    feedbackShare,
  }: { metric: MetricName; secondaryMetrics: readonly MetricName[]; feedbackShare: number },
): CheckRun {
  const search = createOverlapSearch(set.records);
  const fingerprints = composeFingerprints(set, search, metric);
  const earlier: { number: number; facts: Fingerprints['facts'] }[] = [];

  return {
    addRound(number, round) {
      search.addRound(number, round);
      earlier.push({ number, facts: round.facts });
    },
    finish() {
      earlier.sort((a, b) => a.number - b.number);
      const last = earlier.at(-1) ?? null;
      const dates = last?.facts.dates ?? null;
      const { order, ids } = checkOrder(set);
      const checks = [
        checkSize(set.itemCount, { feedbackShare, metric }),
        checkLabelSchema(set.labels, metric, secondaryMetrics),
        checkLabelLeak(set.labelLeaks),
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
      ];
      return { checks, fingerprints };
    },
  };
}
