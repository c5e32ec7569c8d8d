import type { Executor } from '@/db/client';
import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { listStandingRoundsOf } from '@/db/queries/round-queries';
import { isNewerRound } from '@/lib/core/round/is-newer-round';
import type { PublicRound } from '@/lib/core/round/round';

export type OfficialRounds = {
  /** The newest round whose ranking counts. */
  official: PublicRound | undefined;
  /** A frozen round that is newer than that. */
  frozen: PublicRound | undefined;
};

export async function readOfficialRounds(
  db: Executor,
  { benchmarkId }: Pick<BenchmarkRow, 'benchmarkId'>,
): Promise<OfficialRounds> {
  const rounds = await listStandingRoundsOf(db, [benchmarkId]);
  const official = rounds.find(({ state }) => state === 'closed' || state === 'revealed');
  const frozen = rounds.find(
    (round) => round.state === 'frozen' && (!official || isNewerRound(round, official)),
  );
  return { official, frozen };
}
