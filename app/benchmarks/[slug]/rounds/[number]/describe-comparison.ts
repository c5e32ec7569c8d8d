import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { formatExcess, formatSignedHundredths } from '@/lib/core/freshness/excess';
import { chooseDecimals, formatSize } from '@/lib/core/metrics/format-score';
import { metricByName } from '@/lib/core/metrics/metric-name';

/** What happened from the older round to the newer one, in a sentence or two. */
export function describeComparison(comparison: RoundComparisonView): string {
  return [describeShift(comparison), describeOrder(comparison)].join(' ');
}

function describeShift({ versions, metric, earlier, later }: RoundComparisonView): string {
  const { direction } = metricByName[metric];
  const sign = direction === 'higher' ? 1 : -1;
  const losses = versions.map((version) => sign * (version.earlier.score - version.later.score));
  const lost = losses.filter((loss) => loss > 0);
  const gained = losses.filter((loss) => loss < 0);
  const where = `in ${later.title} than in ${earlier.title}`;
  const rangeOf = (changes: readonly number[]) => {
    const sizes = changes.map(Math.abs);
    const decimals = chooseDecimals(
      sizes,
      versions.flatMap((version) => [version.earlier.score, version.later.score]),
    );
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((size) =>
      formatSize(metric, size, decimals),
    );
    return least === most ? `by ${most}` : `by ${least} to ${most}`;
  };
  const count = versions.length;
  if (lost.length === count) return `All ${count} versions do worse ${where}, ${rangeOf(lost)}.`;
  if (gained.length === count) return `All ${count} versions do better ${where}, ${rangeOf(gained)}.`;
  const does = lost.length === 1 ? 'does' : 'do';
  return `Of ${count} versions ${lost.length} ${does} worse ${where}, and ${gained.length} better.`;
}

function describeOrder({ rank_agreement: tau, drop, is_significant }: RoundComparisonView): string {
  return [
    ...(tau === null ? [] : [`Kendall’s τ of the two orders is ${formatTau(tau)}.`]),
    ...(is_significant === null ? [] : [describeSignificant(is_significant)]),
    ...(drop === null ? [] : [describeDrop(drop)]),
  ].join(' ');
}

function describeSignificant({
  pairs,
  changed_places: changed,
}: NonNullable<RoundComparisonView['is_significant']>): string {
  if (pairs === 0) return 'The paired tests tell no two of them apart in both rounds.';
  const places = changed === 0 ? 'none changed places' : `${changed} changed places`;
  return `Of ${pairs === 1 ? 'the one pair' : `${pairs} pairs`} that the paired tests tell apart in both rounds ${places}.`;
}

const describeDrop = ({ unit, estimate, lower, upper }: NonNullable<RoundComparisonView['drop']>): string =>
  `Models made during the older round fell by ${formatExcess(estimate, unit)} more than anchors of their score, 95 % interval ${formatSignedHundredths(lower)} to ${formatSignedHundredths(upper)}.`;

const formatTau = (tau: number): string => tau.toFixed(2).replace('-', '−');
