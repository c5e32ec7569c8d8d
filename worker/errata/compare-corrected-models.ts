import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { type ErratumRow, listPublishedErrata } from '@/db/queries/erratum-queries';
import type { RevealedRound } from '@/lib/core/round/round';
import type { ScorerPlatform } from '../scorer-platform';
import { type ComparedModels, compareRankedModels } from '../snapshot/compare-ranked-models';
import { listRankedModels } from '../snapshot/list-ranked-models';
import type { RoundVault } from '../vault/round-vault';
import { correctRound } from './correct-round';

/** The models of a revealed round compared on the labels that an erratum corrects, which all must have been scored on. */
export async function compareCorrectedModels(
  { client: { db } }: Pick<ScorerPlatform, 'client'>,
  vault: RoundVault,
  { round, benchmark, erratum }: { round: RevealedRound; benchmark: BenchmarkRow; erratum: ErratumRow },
): Promise<ComparedModels> {
  const published = await listPublishedErrata(db, round.roundId);
  // This one may just have been published by another run of the job, and no label is corrected twice.
  const earlier = published.filter(({ number }) => number < erratum.number);
  const sealed = await vault.open(round, benchmark);
  const corrected = correctRound(sealed, benchmark, [...earlier, erratum]);
  const models = await listRankedModels(db, corrected.key, round.roundId, erratum.number);
  return compareRankedModels(db, corrected, { benchmark, models });
}
