import type { Anchor } from '@/lib/core/equating/equating';
import type { LinkScale } from '@/lib/core/equating/link-scale';
import type { SimulatedLink, SimulatedNewcomer } from '@/lib/core/equating/testing/simulate-anchors';
import type { Rng } from '@/lib/core/statistics/rng';
import type { BenchRow } from '../rows/bench-row';
import { equatingRow } from './equating-row';

/** A real model's scores in two rounds. */
export type RealModel = Anchor & { readonly later: SimulatedNewcomer['later'] };

/** Models in two rounds by one metric. */
export type RealRounds = {
  readonly name: string;
  readonly scale: LinkScale;
  readonly models: readonly RealModel[];
};

const bestCount = 8;

/**
 * The eight best models by their base scores are adjusted, by anchors that are drawn from the weaker half. The truth is their score in
 * the base round.
 */
export const realRows = (
  part: string,
  rounds: readonly RealRounds[],
  coverageMin: number | null,
): readonly BenchRow[] =>
  rounds.flatMap(({ name, scale, models }) => {
    const sign = scale === 'probit' ? -1 : 1;
    const ordered = models.toSorted((a, b) => sign * (a.base.score - b.base.score));
    const weaker = ordered.slice(Math.floor(ordered.length / 2));
    return [5, 8, 12].map((anchorCount) =>
      equatingRow(`${name}, 8 best of ${models.length}, ${anchorCount} anchors from the weaker half`, {
        ...{ part, scale, repetitions: 400, promised: { errorMax: null, coverageMin } },
        simulate: (rng) => drawAnchors(rng, ordered, weaker, anchorCount),
      }),
    );
  });

function drawAnchors(
  rng: Rng,
  ordered: readonly RealModel[],
  pool: readonly RealModel[],
  anchorCount: number,
): SimulatedLink {
  const left = [...pool];
  const anchors = Array.from(
    { length: anchorCount },
    () => left.splice(Math.floor(rng.nextUnit() * left.length), 1)[0]!,
  );
  return {
    anchors,
    newcomers: ordered.slice(0, bestCount).map(({ base, later }) => ({ later, truth: base.score })),
  };
}
