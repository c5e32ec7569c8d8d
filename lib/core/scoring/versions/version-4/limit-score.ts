import { limitAveragePrecision } from '../../../metrics/areas/limit-precision';
import { limitGroupedRocArea, limitRocArea } from '../../../metrics/areas/limit-roc-area';
import { balancedAccuracy } from '../../../metrics/balanced-accuracy';
import { cohenKappa } from '../../../metrics/cohen-kappa';
import { macroF1 } from '../../../metrics/macro-f1';
import { macroPrecision } from '../../../metrics/macro-precision';
import { macroRecall } from '../../../metrics/macro-recall';
import { mcc } from '../../../metrics/mcc';
import type { Grouped, ScoredLimits, ScoreLimits } from '../../../metrics/metric';
import { metricByName } from '../../../metrics/metric-by-name';
import type { MetricName } from '../../../metrics/metric-name';
import { precision } from '../../../metrics/precision';
import { quadraticKappa } from '../../../metrics/quadratic-kappa';
import { recall } from '../../../metrics/recall';
import type { ClassificationScorable, Scorable } from '../../../metrics/scorable/scorable';
import type { UndefinedMetric } from '../../../metrics/scorable/undefined-metric';
import { weightedF1 } from '../../../metrics/weighted-f1';
import { ok, type Result } from '../../../result';

type LimitsOfClasses = Partial<Pick<ScoreLimits<ClassificationScorable>, 'compute' | 'computeGrouped'>>;

/** Confusion matrices of items in groups were resampled by groups, shares of positives counted by what their groups are worth. */
const changed: Partial<Record<MetricName, LimitsOfClasses>> = {
  ...Object.fromEntries(
    [balancedAccuracy, cohenKappa, macroF1, macroPrecision, macroRecall, mcc, quadraticKappa, weightedF1].map(
      ({ name, resampleGroups }) => [name, { computeGrouped: resampleGroups }],
    ),
  ),
  precision: { computeGrouped: precision.limitGrouped },
  recall: { computeGrouped: recall.limitGrouped },
  // Areas had the points of the normal distribution, whatever the number of positives.
  roc_auc: {
    compute(s) {
      const limits = limitRocArea(s, 'normal');
      return limits.ok ? ok({ ...limits.value, method: 'delong-logit' }) : limits;
    },
    computeGrouped: limitGroupedRocArea,
  },
  average_precision: {
    compute(s) {
      const limits = limitAveragePrecision(s, { groups: null, reference: 'normal' });
      return limits.ok ? ok({ ...limits.value, method: 'jackknife-logit' }) : limits;
    },
  },
};

/** Limits as scorer version 4 computed them: those of metrics that aren't named here are the same still. */
export function limitScoreOfVersion4(
  name: MetricName,
  s: Scorable,
  { seed, groups }: { seed: string; groups: Grouped['groups'] | null },
): Result<ScoredLimits, UndefinedMetric> {
  const { limits } = metricByName[name];
  const own = s.task === 'binary' || s.task === 'multiclass' ? changed[name] : undefined;
  const isOfClasses = (scorable: Scorable): scorable is ClassificationScorable =>
    scorable.task === 'binary' || scorable.task === 'multiclass';
  if (own === undefined || !isOfClasses(s))
    return groups === null ? limits.compute(s, seed) : limits.computeGrouped(s, { groups, seed });
  return groups === null
    ? (own.compute ?? limits.compute)(s, seed)
    : (own.computeGrouped ?? limits.computeGrouped)(s, { groups, seed });
}
