import { ok, refuse } from '../../result';
import { resampleCells } from '../../statistics/bootstrap-cells';
import { computeBootstrapLimits } from '../../statistics/bootstrap-limits';
import { resampleGroupCells } from '../../statistics/resample-group-cells';
import { baselines } from '../baselines';
import {
  assignConfusionCells,
  type ConfusionCells,
  computeConfusionCells,
} from '../confusion/confusion-cells';
import { type Derive, estimateByDerivative } from '../confusion/derivative';
import type { Compute, Metric, ScoreLimits } from '../metric';
import type { ClassificationScorable } from '../scorable/scorable';
import { undefinedMetric } from '../scorable/undefined-metric';
import { asCluster } from './as-cluster';
import { classMetric, classTasks } from './class-metric';
import { outcomesOfClasses } from './outcomes-of-classes';
import { spreadInfluences } from './spread-influences';

/** With what it is of any counts in the cells. */
export type ConfusionMetric<Name extends string> = Metric<Name> & { readonly statistic: ConfusionStatistic };

/** A metric of the whole confusion matrix when its cells hold `counts` items, at least one of them positive. */
export type ConfusionStatistic = (cells: ConfusionCells, counts: Float64Array) => number;

/**
 * A metric of the whole confusion matrix; shares of it, such as accuracy and recall, are counted. Its limits resample the cells, and
 * models are compared by its influences.
 */
export function confusionMetric<const Name extends string>({
  statistic,
  derive,
  isUndefinedAlike,
  ...particular
}: Pick<Metric<Name, ClassificationScorable>, 'name' | 'title' | 'formula' | 'note' | 'range'> &
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
  const metric = classMetric<Name>({
    ...sameOfConfusion,
    compute,
    limits: resampleConfusion(statistic),
    computePseudoValues: spreadInfluences((s) => estimateByDerivative({ compute, derive }, s)),
    ...particular,
  });
  return { ...metric, statistic };
}

/** In what some of them differ. */
type Differing = Pick<
  Metric<string, ClassificationScorable>,
  'outcomes' | 'ladder' | 'baseline' | 'scoresConstantsAlike' | 'intervalWidth'
>;

const sameOfConfusion = {
  tasks: classTasks,
  needs: 'classes',
  direction: 'higher',
  outcomes: outcomesOfClasses,
  pairTest: 'paired-jackknife',
  ladder: { compares: 'outcomes', losses: 'changed-class' },
  baseline: baselines.accuracy,
  scoresConstantsAlike: false,
  intervalWidth: 'unknown',
  probitScale: 'never',
  chanceScore: null,
  digitsTellLabels: false,
  seesOrderAlone: false,
} as const satisfies Partial<Metric<string, ClassificationScorable>>;

const resampleConfusion = (statistic: ConfusionStatistic): ScoreLimits<ClassificationScorable> => ({
  method: 'bootstrap-percentile',
  compute(s, seed) {
    const cells = computeConfusionCells(s);
    return ok(
      computeBootstrapLimits(resampleCells(cells.counts, (counts) => statistic(cells, counts), seed)),
    );
  },
  computeGrouped(s, { groups, seed }) {
    const cells = computeConfusionCells(s);
    return ok(
      asCluster(
        resampleGroupCells(
          {
            cells: assignConfusionCells(s, cells),
            cellCount: cells.counts.length,
            groups,
            computeStatistic: (counts) => statistic(cells, counts),
          },
          seed,
        ),
      ),
    );
  },
});
