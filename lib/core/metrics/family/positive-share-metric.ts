import { ok, type Result } from '../../result';
import { computeClusterWilsonLimits } from '../../statistics/cluster-wilson';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import { limitShare, type Share } from '../../statistics/share';
import { baselines } from '../baselines';
import { type Derive, estimateByDerivative, explainByDerivative } from '../confusion/derivative';
import type { Compute, Metric, ScoreLimits } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import type { UndefinedMetric } from '../scorable/undefined-metric';
import { classMetric } from './class-metric';
import { limitByGroups } from './limit-by-groups';
import { outcomesOfClasses } from './outcomes-of-classes';
import { spreadInfluences } from './spread-influences';

/** A share of the items that a binary task's labels, or its predictions, have as positive. Models are compared by its influences. */
export function positiveShareMetric<const Name extends string>({
  count,
  countedIn,
  derive,
  ...particular
}: Pick<Metric<Name>, 'name' | 'title' | 'meaning' | 'formula' | 'note' | 'pairTest' | 'ladder'> & {
  /** Refuses as the metric does. */
  readonly count: (s: ClassificationScorable) => Result<Share, UndefinedMetric>;
  /** The column that says which items count. */
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
  const limits: ScoreLimits<ClassificationScorable> = {
    method: 'wilson',
    restsOnWrongClasses: false,
    compute(s) {
      const share = count(s);
      return share.ok ? ok({ ...limitShare(share.value), method: 'wilson' }) : share;
    },
    computeGrouped: limitByGroups('logit', estimate, limitAsShare(count, countedIn)),
  };
  return classMetric<Name>({
    tasks: ['binary'],
    needs: 'classes',
    direction: 'higher',
    range: [0, 1],
    compute,
    outcomes: outcomesOfClasses,
    itemComparison: { by: 'outcomes' },
    limits,
    computePseudoValues: spreadInfluences(estimate),
    explainClasses: (s) => explainByDerivative({ compute, derive }, s),
    baseline: baselines.accuracy,
    scoresConstantsAlike: false,
    intervalWidth: 'unknown',
    excessScale: 'share',
    probitScale: 'never',
    chanceScore: null,
    digitsTellLabels: false,
    seesOrderAlone: false,
    ...particular,
  });
}

type LimitGrouped = ScoreLimits<ClassificationScorable>['computeGrouped'];

/**
 * Of the items that count, whatever number of them there is, those predicted right; 0 to 1 where none counts.
 * @param count refuses as the metric does
 */
const limitAsShare =
  (
    count: (s: ClassificationScorable) => Result<Share, UndefinedMetric>,
    countedIn: 'labels' | 'predicted',
  ): LimitGrouped =>
  (s, { groups }) => {
    const share = count(s);
    if (!share.ok) return share;
    const { labels, predicted } = s;
    const method = 'cluster-wilson';
    const counted = Int32Array.from(labels.keys()).filter((item) => s[countedIn][item] === 1);
    if (counted.length === 0) return ok({ lower: 0, upper: 1, method });
    const limits = computeClusterWilsonLimits(
      Float64Array.from(counted, (item) => (labels[item] === predicted[item] ? 1 : 0)),
      Int32Array.from(counted, (item) => groups[item]!),
    );
    return ok({ ...limits, method });
  };
