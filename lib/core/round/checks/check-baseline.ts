import { baselines } from '../../metrics/baselines';
import { metricByName } from '../../metrics/metric-by-name';
import type { MetricName } from '../../metrics/metric-name';
import type { Baseline } from './baseline';
import { type Check, toWholePercent } from './check';

const errorsMax = 3;

/** Five points of a score between 0 and 1, five hundredths of a nat, or 5 % of an error in the target's unit. */
export const toleranceMin = 0.05;

/**
 * Checks that the best constant prediction scores as in earlier rounds: within their range widened by 3 standard errors, and by
 * at least 5 points. Outside, the set is easier or harder than its predecessors before any model is scored.
 *
 * Reports scores in whole per cent, log loss in hundredths of a nat, and errors in a target's unit only relative to the highest
 * earlier one.
 */
export function checkBaseline(metric: MetricName, own: Baseline, earlier: readonly Baseline[]): Check {
  const { title, unit: ownUnit } = baselines[own.kind];
  const { title: metricTitle, baseline, scoresConstantsAlike } = metricByName[metric];
  const why = scoresConstantsAlike ? ` (a constant prediction has the same ${metricTitle} on every set)` : '';
  const isRelative = ownUnit === 'target';
  const compared = earlier.filter(({ kind }) => kind === baseline.kind);
  if (compared.length === 0)
    return {
      name: 'baseline',
      outcome: 'pass',
      detail: isRelative
        ? 'There is no earlier round to compare the baseline with.'
        : `${title}${why} is ${formatPercent(own)}. There is no earlier round to compare it with.`,
      numbers: isRelative ? {} : { baseline_percent: toWholePercent(own.value) },
    };
  const lowest = compared.reduce((a, b) => (b.value < a.value ? b : a));
  const highest = compared.reduce((a, b) => (b.value > a.value ? b : a));
  const toleranceOf = (other: Baseline) =>
    Math.max(
      isRelative ? toleranceMin * highest.value : toleranceMin,
      errorsMax * Math.hypot(own.standardError, other.standardError),
    );
  const isOutside =
    own.value < lowest.value - toleranceOf(lowest) || own.value > highest.value + toleranceOf(highest);
  const scale = isRelative && highest.value > 0 ? highest.value : 1;
  const percent = (baseline: Baseline) => toWholePercent(baseline.value / scale);
  const range =
    percent(lowest) === percent(highest)
      ? `${percent(highest)} %`
      : `${percent(lowest)} to ${percent(highest)} %`;
  const unit = isRelative ? ' of the highest so far' : ownUnit === 'nats' ? ' of a nat' : '';
  return {
    name: 'baseline',
    outcome: isOutside ? 'warn' : 'pass',
    detail: `${title}${why} is ${percent(own)} %${unit}; in earlier rounds it was ${range}.${isOutside ? ' That is more than chance gives: scores of this round will not compare with theirs.' : ''}`,
    numbers: {
      baseline_percent: percent(own),
      lowest_percent: percent(lowest),
      highest_percent: percent(highest),
    },
  };
}

const formatPercent = (baseline: Baseline): string =>
  `${toWholePercent(baseline.value)} %${baselines[baseline.kind].unit === 'nats' ? ' of a nat' : ''}`;
