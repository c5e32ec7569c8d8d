import type { BenchmarkRow } from '@/db/queries/benchmark-queries';
import { drawIds } from '@/lib/core/commitment/drawn-secrets';
import { detachText } from '@/lib/core/files/cell-text';
import type { ItemIndex } from '@/lib/core/round/item-index';
import type { ClosedRound } from '@/lib/core/round/round';
import { createSliceCollector, type SliceValues } from '@/lib/core/round/slices';
import type { ScorerPlatform } from '../scorer-platform';
import { readSealedTestSet } from './read-sealed-test-set';
import { openSecret } from './round-cipher';
import { yieldingHasher } from './yielding-hasher';

/**
 * The slice columns of a round, in the order of its item index. They are in the sealed test set only, which is read again.
 * @throws when it isn't the test set that was sealed
 */
export async function readSlices(
  platform: Pick<ScorerPlatform, 'client' | 'objects' | 'identity'>,
  {
    roundId,
    testSetSealedSha256,
    commitment,
  }: Pick<ClosedRound, 'roundId' | 'testSetSealedSha256' | 'commitment'>,
  { task, classes }: Pick<BenchmarkRow, 'task' | 'classes'>,
  index: ItemIndex,
): Promise<readonly SliceValues[]> {
  const originalIds: string[] = [];
  const collector = createSliceCollector();
  const { report } = await readSealedTestSet(
    platform,
    { roundId, testSetSealedSha256, task, classes },
    ({ id, slices }) => {
      originalIds.push(detachText(id));
      collector.add(slices);
    },
  );
  if (report.problemCount > 0 || originalIds.length !== index.size)
    throw new Error('the sealed test set no longer reads without a problem');
  const ids =
    commitment.ids === 'drawn'
      ? await drawIds(yieldingHasher, await openSecret(platform, roundId), originalIds)
      : originalIds;
  const positions = ids.map((id) => {
    const position = index.find(id);
    if (position === undefined) throw new Error('the test set has changed since its items were drawn');
    return position;
  });
  return collector.finish().map(({ indices, ...column }) => {
    const inOrder = new Uint8Array(indices.length);
    for (const [row, position] of positions.entries()) inOrder[position] = indices[row]!;
    return { ...column, indices: inOrder };
  });
}
