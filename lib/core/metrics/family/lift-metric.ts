import { type Result, refuse } from '../../result';
import type { Metric } from '../metric';
import type { Scorable } from '../scorable/scorable';
import { type UndefinedMetric, undefinedMetric } from '../scorable/undefined-metric';

/** A metric of one kind of task as one that can be asked of any: it refuses another (`wrong-task`), and a score that isn't finite. */
export function liftMetric<Name extends string, S extends Scorable>(
  metric: Metric<Name, S>,
  isOwn: (s: Scorable) => s is S,
): Metric<Name> {
  const lift =
    <Value, Rest extends unknown[]>(compute: (s: S, ...rest: Rest) => Result<Value, UndefinedMetric>) =>
    (s: Scorable, ...rest: Rest): Result<Value, UndefinedMetric> =>
      isOwn(s) ? compute(s, ...rest) : refuse(undefinedMetric('wrong-task'));
  const { outcomes, itemComparison, limits, computePseudoValues, explainClasses } = metric;
  const compute = lift(metric.compute);
  return {
    ...metric,
    compute: (s) => requireFinite(compute(s)),
    outcomes: { ...outcomes, compute: lift(outcomes.compute) },
    itemComparison:
      itemComparison.by === 'merits'
        ? { ...itemComparison, compute: lift(itemComparison.compute) }
        : itemComparison,
    limits: { ...limits, compute: lift(limits.compute) },
    computePseudoValues: computePseudoValues && lift(computePseudoValues),
    explainClasses: explainClasses && lift(explainClasses),
  };
}

const requireFinite = (score: Result<number, UndefinedMetric>): Result<number, UndefinedMetric> =>
  score.ok && !Number.isFinite(score.value) ? refuse(undefinedMetric('not-finite')) : score;
