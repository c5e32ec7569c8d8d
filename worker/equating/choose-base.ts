import type { Task } from '@/lib/core/benchmark';
import { decideEquating } from '@/lib/core/equating/equating';
import type { RankedRound } from '@/lib/core/equating/ranked-round';
import type { MetricName } from '@/lib/core/metrics/metric-name';

/**
 * The round whose scale the others are read on: the first one that shares the calibration marks that publishing takes with a later one.
 * Until two rounds do it is the first one. In a first round nothing stands, so by proof alone it links with none, and a scale that no
 * round can be put on is no use. Marks of rounds that are over don't go away, so the base moves at most once by proof; a mark by
 * word reaches back, and can move it to an earlier round.
 * @param rounds with an official ranking, in the order in which they opened, at least one; read one after the other, as far as needed
 */
export async function chooseBase<Round>(
  rounds: readonly Round[],
  read: (round: Round) => Promise<RankedRound>,
  rules: { readonly metric: MetricName; readonly task: Task },
): Promise<RankedRound> {
  const [first] = rounds;
  if (first === undefined) throw new RangeError('no round with an official ranking');
  for (const [place, candidate] of rounds.entries()) {
    const base = await read(candidate);
    for (const other of rounds.slice(place + 1)) {
      const { status } = decideEquating({ ...rules, base, later: await read(other) });
      if (status === 'equated') return base;
      if (status === 'no-link-scale') return read(first);
    }
  }
  return read(first);
}
