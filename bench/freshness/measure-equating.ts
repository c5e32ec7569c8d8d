import { equateScore } from '@/lib/core/equating/equate-score';
import { linkRounds, type Mark } from '@/lib/core/equating/link-rounds';
import type { SimulatedNewcomer } from '@/lib/core/equating/testing/simulate-marks';
import { square } from '@/lib/core/statistics/exact-math';
import { computeNormalCdf, computeNormalQuantile } from '@/lib/core/statistics/normal-distribution';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { percent, points, report } from './report';

type Linked = { readonly marks: readonly Mark[]; readonly newcomers: readonly SimulatedNewcomer[] };

/** Errors of equated scores against the truth on the base round's population, and how often their limits hold. */
export function measureEquating(
  name: string,
  simulate: (rng: Rng) => Linked,
  { runs, errorMax }: { readonly runs: number; readonly errorMax: number | null },
): void {
  let [squares, shiftSquares, bias, covered, count, setAside, markCount] = [0, 0, 0, 0, 0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const { marks, newcomers } = simulate(createRng(`${name} ${run}`));
    const linked = linkRounds(marks);
    if (!linked.ok) continue;
    setAside += linked.value.marks.filter(({ isSetAside }) => isSetAside).length;
    markCount += marks.length;
    const shift = marks.reduce((sum, { base, later }) => sum + base.score - later.score, 0) / marks.length;
    for (const { later, truth } of newcomers) {
      const { score, limits } = equateScore(later, [linked.value.link]);
      squares += square(score - truth);
      bias += score - truth;
      shiftSquares += square(later.score + shift - truth);
      if (limits.lower <= truth && truth <= limits.upper) covered++;
      count++;
    }
  }
  const error = Math.sqrt(squares / count);
  report(
    `${name}: RMSE ${points(error)} points, bias ${points(bias / count)}, by a plain shift of scores ${points(Math.sqrt(shiftSquares / count))}; 95 % limits hold in ${percent(covered / count)}; ${percent(setAside / markCount)} of the marks set aside`,
    errorMax === null ? null : error <= errorMax,
  );
}

/** The same marks, the first `count` of them drifted by so many probits in the later round. */
export const withDrift = ({ marks, newcomers }: Linked, count: number, drift: number): Linked => ({
  newcomers,
  marks: marks.map((mark, i) => {
    if (i >= count) return mark;
    const score = computeNormalCdf(computeNormalQuantile(mark.later.score) - drift);
    return { ...mark, later: { ...mark.later, score } };
  }),
});
