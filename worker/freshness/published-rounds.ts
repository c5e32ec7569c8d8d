import type { Executor } from '@/db/client';
import {
  type AssessedRound,
  listVouchedVersions,
  type VouchedVersion,
} from '@/db/queries/assessment-queries';
import { findNewestSnapshot } from '@/db/queries/snapshot-queries';
import type { RankedRound } from '@/lib/core/equating/ranked-round';

/** The official rankings of a benchmark's rounds, each read when it is first asked for. */
export type PublishedRounds = {
  /** @throws for a round whose official ranking isn't out */
  read: (round: AssessedRound) => Promise<RankedRound>;
};

export async function openPublishedRounds(tx: Executor, benchmarkId: string): Promise<PublishedRounds> {
  const vouched = await listVouchedVersions(tx, benchmarkId);
  const known = new Map<string, Promise<RankedRound>>();
  const read = async (round: AssessedRound): Promise<RankedRound> => {
    const snapshot = await findNewestSnapshot(tx, round.roundId, 'final');
    if (!snapshot) throw new Error('a round without an official ranking');
    const { item_count, entries } = snapshot.leaderboard;
    const marks = new Set(vouched.filter((mark) => countsIn(mark, round)).map(nameMark));
    return {
      round: round.number,
      itemCount: item_count,
      entries: entries.map(({ model_slug: model, version, score, evidence }) => ({
        model,
        version,
        score,
        evidence,
      })),
      isFrozen: ({ model, version, evidence }) =>
        evidence === 'prospective' || marks.has(nameMark({ modelSlug: model, version })),
    };
  };
  return {
    read(round) {
      const board = known.get(round.roundId) ?? read(round);
      known.set(round.roundId, board);
      return board;
    },
  };
}

/** A mark counts whenever it was made; a dropped one in the rounds that had opened before. */
const countsIn = ({ droppedAt }: VouchedVersion, { openedAt }: AssessedRound): boolean =>
  droppedAt === null || (openedAt !== null && openedAt < droppedAt);

const nameMark = ({ modelSlug, version }: Pick<VouchedVersion, 'modelSlug' | 'version'>): string =>
  JSON.stringify([modelSlug, version]);
