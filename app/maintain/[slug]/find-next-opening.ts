import { type ComingState, forecastRotations } from '@/lib/core/round/schedule/list-coming-events';

/** The first round that opens automatically, unless a maintainer changes it before. A round's number is its id here. */
export function findNextOpening(coming: ComingState): { at: Date; roundId: string } | undefined {
  for (const { at, opens } of forecastRotations(coming, 2 + 2 * coming.sealed.length))
    if (opens) return { at, roundId: opens.roundId };
  return undefined;
}
