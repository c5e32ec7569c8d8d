import { ok, type Result } from '../../result';
import {
  computeInfluenceError,
  countDegrees,
  type InfluenceEstimate,
  limitOnScale,
} from '../../statistics/influence-estimate';
import type { Bounds } from '../../statistics/interval';
import { computeClusterWilsonInterval, limitShare, type Share } from '../../statistics/wilson';
import { baselines } from '../baselines';
import { type Derive, estimateByDerivative, explainByDerivative } from '../confusion/derivative';
import type { Compute, Metric, ScoreInterval } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { classMetric, outcomesOfClasses } from './mean-metrics';
import { spreadInfluences } from './spread-influences';

/** A share among the positives of a binary task's labels, or of its predictions. Its influences compare models. */
export function positiveShareMetric<const Name extends string>({
  count,
  countedIn,
  derive,
  ...particular
}: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note' | 'pairTest' | 'ladder'> & {
  /** Fails for the metric's reasons. */
  readonly count: (s: ClassificationScorable) => Result<Share, UndefinedMetric>;
  /** The column that determines which items count. */
  readonly countedIn: 'labels' | 'predicted';
  readonly derive: Derive;
}): Metric<Name> {
  const compute: Compute<ClassificationScorable, number> = (s) => {
    const share = count(s);
    if (!share.ok) return share;
    return ok(share.value.count === 0 ? 0 : share.value.hits / share.value.count);
  };
  const estimate: Compute<ClassificationScorable, InfluenceEstimate> = (s) =>
    estimateByDerivative({ compute, derive }, s);
  const interval: ScoreInterval<ClassificationScorable> = {
    method: 'wilson',
    compute(s, { groups }) {
      const share = count(s);
      if (!share.ok) return share;
      if (groups === null) return ok({ ...limitShare(share.value), method: 'wilson' });
      const estimated = estimate(s);
      if (!estimated.ok) return estimated;
      const { value, influences } = estimated.value;
      const spread = {
        value,
        error: computeInfluenceError(influences, groups),
        degrees: countDegrees(influences.length, groups),
      };
      const found = limitOnScale('logit', spread);
      return found
        ? ok({ ...found, method: 'logit-t' })
        : ok({ ...limitCounted(s, groups, countedIn), method: 'wilson' });
    },
    needsWrongClasses: false,
    hasHeavyTails: false,
  };
  return classMetric<Name>({
    tasks: ['binary'],
    needs: 'classes',
    direction: 'higher',
    range: [0, 1],
    compute,
    outcomes: outcomesOfClasses,
    itemComparison: { by: 'outcomes' },
    interval,
    computePseudoValues: spreadInfluences(estimate),
    explainClasses: (s) => explainByDerivative({ compute, derive }, s),
    baseline: baselines.accuracy,
    degrees: 'classes',
    scoresConstantsAlike: false,
    intervalWidth: 'unknown',
    excessScale: 'share',
    probitScale: 'never',
    chanceScore: null,
    digitsRevealLabels: false,
    seesOrderAlone: false,
    ...particular,
  });
}

/** Interval of the counted items, in any number, as a share of hits in groups; 0 to 1 where none counts. */
function limitCounted(
  { labels, predicted }: ClassificationScorable,
  groups: Int32Array,
  countedIn: 'labels' | 'predicted',
): Bounds {
  const column = countedIn === 'labels' ? labels : predicted;
  const counted = Int32Array.from(column.keys()).filter((item) => column[item] === 1);
  if (counted.length === 0) return { lower: 0, upper: 1 };
  return computeClusterWilsonInterval(
    Float64Array.from(counted, (item) => (labels[item] === predicted[item] ? 1 : 0)),
    Int32Array.from(counted, (item) => groups[item]!),
  );
}
