import type { Excess } from '@/lib/core/freshness/excess';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/bench-row';
import { alarmsMax, percent, points } from './bounds';

/** How often a measure is significant: at most as often as chance makes it (alarm), or nearly always (power). */
export function rateRow(
  name: string,
  {
    bound,
    measure,
    part,
  }: {
    readonly part: string;
    readonly bound: 'alarm' | 'power' | null;
    readonly measure: (rng: Rng) => Excess | null;
  },
): BenchRow {
  return rowOf({
    part,
    repetitions: 2000,
    measure: (run) => measure(createRng(`${name} ${run}`)),
    conclude(rounds) {
      const measured = rounds.flatMap((excess) => excess ?? []);
      const shareOf = (isSuch: (excess: Excess) => boolean) =>
        measured.filter(isSuch).length / measured.length;
      const meanOf = (value: (excess: Excess) => number) =>
        measured.reduce((sum, excess) => sum + value(excess), 0) / measured.length;
      const [alarms, powerMin] = [alarmsMax(measured.length), 0.95];
      const asked =
        bound === null
          ? ''
          : `; asked at ${bound === 'alarm' ? `most ${percent(alarms)}` : `least ${percent(powerMin)}`}`;
      const rate = shareOf(({ pValue }) => pValue <= 0.05);
      return {
        line: `${name}: significant at 5 % in ${percent(rate)} of ${measured.length}; above a point at 1 % in ${percent(shareOf(({ lower99 }) => lower99 > 0.01))}; mean ${points(meanOf(({ estimate }) => estimate))} points, SE ${points(meanOf(({ standardError }) => standardError))}${asked}`,
        isWithin: bound && (bound === 'alarm' ? rate <= alarms : rate >= powerMin),
      };
    },
  });
}
