import type { Round } from '@/lib/core/round/round';
import { takesThePlaceOf } from '@/lib/core/round/takes-the-place-of';

/** The number of the round whose place another one takes; null where it takes none. @param all rounds of the benchmark */
export function findReplacedNumber(round: Round, all: readonly Round[]): number | null {
  const named = all.find(({ roundId }) => roundId === round.replacesRoundId);
  return named && takesThePlaceOf(round, named) ? named.number : null;
}
