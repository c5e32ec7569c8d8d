import { equateScore } from '@/lib/core/equating/equate-score';
import { linkRounds, type Mark } from '@/lib/core/equating/link-rounds';
import type { SimulatedNewcomer } from '@/lib/core/equating/testing/simulate-marks';
import { square } from '@/lib/core/statistics/exact-math';
import { computeNormalCdf, computeNormalQuantile } from '@/lib/core/statistics/normal-distribution';
import { createRng, type Rng } from '@/lib/core/statistics/rng';
import { type BenchRow, rowOf } from '../rows/bench-row';
import { percent, points } from './bounds';

type Linked = { readonly marks: readonly Mark[]; readonly newcomers: readonly SimulatedNewcomer[] };

/** What became of a newcomer: by how much it is off when equated, and by a plain shift, and whether its limits hold the truth. */
type Equated = { readonly error: number; readonly shiftError: number; readonly isHeld: boolean };

/** Errors of equated scores against the truth on the base round's population, and how often their limits hold. */
export function equatingRow(
  name: string,
  {
    simulate,
    errorMax,
    ...row
  }: {
    readonly part: string;
    readonly repetitions: number;
    readonly simulate: (rng: Rng) => Linked;
    /** In shares of 1; null where nothing is asked. */
    readonly errorMax: number | null;
  },
): BenchRow {
  return rowOf({
    ...row,
    measure: (run) => equateNewcomers(simulate(createRng(`${name} ${run}`))),
    conclude(rounds) {
      const linked = rounds.flatMap((round) => round ?? []);
      const newcomers = linked.flatMap(({ equated }) => equated);
      const meanOf = (value: (newcomer: Equated) => number) =>
        newcomers.reduce((sum, newcomer) => sum + value(newcomer), 0) / newcomers.length;
      const sumOf = (value: (round: NonNullable<(typeof rounds)[number]>) => number) =>
        linked.reduce((sum, round) => sum + value(round), 0);
      const error = Math.sqrt(meanOf((newcomer) => square(newcomer.error)));
      const shiftError = Math.sqrt(meanOf((newcomer) => square(newcomer.shiftError)));
      const setAside = sumOf((round) => round.setAside) / sumOf((round) => round.markCount);
      return {
        line: `${name}: RMSE ${points(error)} points, bias ${points(meanOf((newcomer) => newcomer.error))}, by a plain shift of scores ${points(shiftError)}; 95 % limits hold in ${percent(meanOf(({ isHeld }) => (isHeld ? 1 : 0)))}; ${percent(setAside)} of the marks set aside${errorMax === null ? '' : `; asked at most ${points(errorMax)} points`}`,
        isWithin: errorMax === null ? null : error <= errorMax,
      };
    },
  });
}

function equateNewcomers({ marks, newcomers }: Linked) {
  const linked = linkRounds(marks);
  if (!linked.ok) return null;
  const shift = marks.reduce((sum, { base, later }) => sum + base.score - later.score, 0) / marks.length;
  return {
    setAside: linked.value.marks.filter(({ isSetAside }) => isSetAside).length,
    markCount: marks.length,
    equated: newcomers.map(({ later, truth }): Equated => {
      const { score, limits } = equateScore(later, [linked.value.link]);
      return {
        error: score - truth,
        shiftError: later.score + shift - truth,
        isHeld: limits.lower <= truth && truth <= limits.upper,
      };
    }),
  };
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
