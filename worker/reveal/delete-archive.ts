import { objectKeys } from '@/adapters/object-store/object-store';
import type { ScorerPlatform } from '../scorer-platform';

const alwaysThere = [
  'archive.json',
  'items.csv',
  'items.parquet',
  'croissant.json',
  'README.txt',
  'SHA256SUMS',
  'archive.zip',
  'train.csv',
  'train.jsonl',
];

/** Takes away what a reveal that didn't come about may have left in the object store. */
export async function deleteArchive(
  { objects }: Pick<ScorerPlatform, 'objects'>,
  roundId: string,
  submissionIds: readonly string[],
): Promise<void> {
  const predictions = submissionIds.flatMap((id) => [`predictions/${id}.csv`, `predictions/${id}.jsonl`]);
  for (const name of [...alwaysThere, ...predictions])
    await objects.delete(objectKeys.archiveFile(roundId, name));
}
