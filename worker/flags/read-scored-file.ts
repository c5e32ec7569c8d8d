import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import type { Predictions } from '@/lib/core/submission/predictions';
import type { ScorerPlatform } from '../scorer-platform';
import { readSubmittedFile } from '../scoring/read-submitted-file';
import type { OpenedRound } from '../vault/round-vault';

/**
 * What a scored file predicts, in the round's order. It is parsed once more: the columns that were stored with its score
 * (`prediction-columns.ts`) are deleted with the official ranking, before which no flag is looked for, and to keep them until
 * every round had been looked at would take a record of that.
 * @throws when it isn't the file that was accepted, or no longer reads, as it did then
 */
export async function readScoredFile(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'readers'>,
  submissionId: string,
  benchmark: BenchmarkRow,
  round: Pick<OpenedRound, 'roundId' | 'index' | 'key'>,
): Promise<Predictions> {
  const read = await readSubmittedFile(platform, submissionId, benchmark, round);
  if (!read.ok) throw new Error('a scored file no longer reads');
  return read.value;
}
