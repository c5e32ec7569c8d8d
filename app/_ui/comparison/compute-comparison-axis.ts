import type { RoundComparisonView } from '@/lib/contracts/round-comparison';
import { chooseStep, formatTick } from '../plot/ticks';

/** One axis for both rounds, so that the same score in both lies on the diagonal. */
export type ComparisonAxis = {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly score: number; readonly text: string }[];
};

/** How far beyond the scores their limits may stretch the axis, as a share of the range of the scores. */
const stretchMax = 0.25;

/** @param tickCount about so many; at least one version */
export function computeComparisonAxis(
  { versions, metric }: Pick<RoundComparisonView, 'versions' | 'metric'>,
  tickCount: number,
): ComparisonAxis {
  const scored = versions.flatMap(({ earlier, later }) => [earlier, later]);
  const [lowest, highest] = [
    Math.min(...scored.map(({ score }) => score)),
    Math.max(...scored.map(({ score }) => score)),
  ];
  const span = highest - lowest || Math.abs(highest) || 1;
  const lower = Math.min(...scored.map(({ score, interval }) => interval?.lower ?? score));
  const upper = Math.max(...scored.map(({ score, interval }) => interval?.upper ?? score));
  const low = Math.max(lower, lowest - stretchMax * span) - 0.04 * span;
  const high = Math.min(upper, highest + stretchMax * span) + 0.04 * span;
  const step = chooseStep((high - low) / tickCount);
  const ticks = Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, i) => {
    const score = Number(((Math.ceil(low / step) + i) * step).toPrecision(10));
    return { score, text: formatTick(metric, score) };
  });
  return { low, high, ticks };
}
