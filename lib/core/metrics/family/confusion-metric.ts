import { ok, refuse } from '../../result';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import { baselines } from '../baselines';
import { computeConfusionCells } from '../confusion/confusion-cells';
import { type Derive, estimateByDerivative, explainByDerivative } from '../confusion/derivative';
import { type ConfusionStatistic, limitConfusion } from '../confusion/limit-confusion';
import type { Compute, Metric } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import { undefinedMetric } from '../scorable/undefined-metric';
import { classMetric, classTasks, outcomesOfClasses } from './mean-metrics';
import { spreadInfluences } from './spread-influences';

/** A confusion metric, with its value for any counts in the cells. */
export type ConfusionMetric<Name extends string> = Metric<Name> & {
  readonly statistic: ConfusionStatistic;
};

/**
 * A metric of the whole confusion matrix; shares of it, such as accuracy and recall, are counted. Intervals and comparisons use
 * its influences.
 */
export function confusionMetric<const Name extends string>({
  statistic,
  derive,
  isUndefinedAlike,
  fixesConstants,
  ...particular
}: Pick<
  Metric<Name, ClassificationScorable>,
  'name' | 'title' | 'meaning' | 'short' | 'formula' | 'note' | 'range'
> &
  Partial<Differing> & {
    readonly statistic: ConfusionStatistic;
    readonly derive: Derive;
    /** The metric is 0/0 where labels and predictions are all the same class (`no-variation`). */
    readonly isUndefinedAlike: boolean;
    /** A constant prediction has the same score on every sample, and so no interval. */
    readonly fixesConstants: boolean;
  }): ConfusionMetric<Name> {
  const compute: Compute<ClassificationScorable, number> = (s) => {
    if (s.labels.length === 0) return refuse(undefinedMetric('no-items'));
    const cells = computeConfusionCells(s);
    if (isUndefinedAlike && cells.counts.length === 1 && cells.labels[0] === cells.predicted[0])
      return refuse(undefinedMetric('no-variation'));
    return ok(statistic(cells, cells.counts));
  };
  const estimate: Compute<ClassificationScorable, InfluenceEstimate> = (s) =>
    estimateByDerivative({ compute, derive }, s);
  const scale = particular.range[0] < 0 ? 'fisher' : 'logit';
  const metric = classMetric<Name>({
    ...sameOfConfusion,
    compute,
    interval: {
      method: scale === 'logit' ? 'logit-t' : 'fisher-t',
      compute: (s, sampled) =>
        limitConfusion(s, sampled, { scale, statistic, derive, fixesConstants, estimate }),
      needsWrongClasses: false,
      hasHeavyTails: false,
    },
    computePseudoValues: spreadInfluences(estimate),
    explainClasses: (s) => explainByDerivative({ compute, derive }, s),
    ...particular,
  });
  return { ...metric, statistic };
}

/** Properties that differ between these metrics. */
type Differing = Pick<
  Metric<string, ClassificationScorable>,
  'outcomes' | 'ladder' | 'baseline' | 'scoresConstantsAlike' | 'intervalWidth' | 'excessScale'
>;

const sameOfConfusion = {
  tasks: classTasks,
  needs: 'classes',
  direction: 'higher',
  outcomes: outcomesOfClasses,
  itemComparison: { by: 'outcomes' },
  pairTest: 'paired-t',
  degrees: 'classes',
  ladder: { test: 'guarded-z', losses: 'confusion-cells' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  chanceScore: null,
  digitsRevealLabels: false,
  seesOrderAlone: false,
} as const satisfies Partial<Metric<string, ClassificationScorable>>;
