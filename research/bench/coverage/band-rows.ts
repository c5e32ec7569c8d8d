import { drawBand, summariseBands } from '@/lib/core/scoring/testing/measure-band';
import { type BenchRow, rowOf } from '../rows/bench-row';
import { percent, tolerance } from './tolerance';

/** Who stands outside the band of the tied, and how wide it is. */
export const bandRows: readonly BenchRow[] = (
  [
    [8, 0.035, 4.1, 4000],
    [30, 0.035, 17.5, 2000],
    [100, 0.032, 62, 400],
  ] as const
).map(([models, outside, size, repetitions]) =>
  rowOf({
    part: 'bands',
    repetitions,
    measure: (round) => drawBand(models, round),
    conclude(rounds) {
      const now = summariseBands(rounds);
      const outsideMax = outside + tolerance(outside, rounds.length);
      return {
        line: `${models} models: a best one outside in ${percent(now.outside)} (${percent(outside)}), band of ${now.size.toFixed(1)} (${size}); asked of ${rounds.length} at most ${percent(outsideMax)} outside, a band within 5 %`,
        isWithin: now.outside <= outsideMax && Math.abs(now.size / size - 1) < 0.05,
      };
    },
  }),
);
