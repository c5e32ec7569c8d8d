import { ok, refuse } from '../../result';
import { resampleCells } from '../../statistics/bootstrap-cells';
import { computeBootstrapLimits } from '../../statistics/bootstrap-limits';
import type { InfluenceEstimate } from '../../statistics/influence-estimate';
import { resampleGroupCells } from '../../statistics/resample-group-cells';
import { baselines } from '../baselines';
import {
  assignConfusionCells,
  type ConfusionCells,
  computeConfusionCells,
} from '../confusion/confusion-cells';
import { type Derive, estimateByDerivative, explainByDerivative } from '../confusion/derivative';
import type { Compute, Metric, ScoreLimits } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import { undefinedMetric } from '../scorable/undefined-metric';
import { asCluster } from './as-cluster';
import { classMetric, classTasks } from './class-metric';
import { limitByGroups } from './limit-by-groups';
import { outcomesOfClasses } from './outcomes-of-classes';
import { spreadInfluences } from './spread-influences';

/** With what it is of any counts in the cells. */
export type ConfusionMetric<Name extends string> = Metric<Name> & {
  readonly statistic: ConfusionStatistic;
};

/** A metric of the whole confusion matrix when its cells hold `counts` items, at least one of them positive. */
export type ConfusionStatistic = (cells: ConfusionCells, counts: Float64Array) => number;

/**
 * A metric of the whole confusion matrix; shares of it, such as accuracy and recall, are counted. Its limits resample the cells, of
 * items in groups they are by its influences, by which models are compared.
 */
export function confusionMetric<const Name extends string>({
  statistic,
  derive,
  isUndefinedAlike,
  ...particular
}: Pick<
  Metric<Name, ClassificationScorable>,
  'name' | 'title' | 'meaning' | 'short' | 'formula' | 'note' | 'range'
> &
  Partial<Differing> & {
    readonly statistic: ConfusionStatistic;
    readonly derive: Derive;
    /** Whether it is 0/0 where labels and predictions are all the same class (`no-variation`). */
    readonly isUndefinedAlike: boolean;
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
    limits: {
      method: 'bootstrap-percentile',
      restsOnWrongClasses: false,
      compute: resampleConfusion(statistic),
      computeGrouped: limitByGroups(scale, estimate, resampleConfusionGroups(statistic)),
    },
    computePseudoValues: spreadInfluences(estimate),
    explainClasses: (s) => explainByDerivative({ compute, derive }, s),
    ...particular,
  });
  return { ...metric, statistic };
}

/** In what some of them differ. */
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
  pairTest: 'paired-jackknife-of-classes',
  ladder: { test: 'guarded-z', testOfGroups: 'guarded-z', losses: 'confusion-cells' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  excessScale: 'share',
  probitScale: 'never',
  chanceScore: null,
  digitsTellLabels: false,
  seesOrderAlone: false,
} as const satisfies Partial<Metric<string, ClassificationScorable>>;

const resampleConfusion =
  (statistic: ConfusionStatistic): ScoreLimits<ClassificationScorable>['compute'] =>
  (s, seed) => {
    const cells = computeConfusionCells(s);
    return ok(
      computeBootstrapLimits(resampleCells(cells.counts, (counts) => statistic(cells, counts), seed)),
    );
  };

const resampleConfusionGroups =
  (statistic: ConfusionStatistic): ScoreLimits<ClassificationScorable>['computeGrouped'] =>
  (s, { groups, seed }) => {
    const cells = computeConfusionCells(s);
    const resampled = resampleGroupCells(
      {
        cells: assignConfusionCells(s, cells),
        cellCount: cells.counts.length,
        groups,
        computeStatistic: (counts) => statistic(cells, counts),
      },
      seed,
    );
    return ok(asCluster(resampled));
  };
