import { computeNonces, isFeedback, type SplitBits } from '@/lib/core/commitment/drawn-secrets';
import { formatHex } from '@/lib/core/commitment/hasher';
import {
  computeLeaves,
  computeMerkleRoot,
  createHashColumn,
  hashAt,
  type LeafItem,
  setHashes,
} from '@/lib/core/commitment/merkle-tree';
import type { ItemIndex } from '@/lib/core/round/item-index';
import type { ScorerPlatform } from '../scorer-platform';
import { type RoundOfTestSet, readSealedTestSet } from './read-sealed-test-set';
import { yieldingHasher } from './yielding-hasher';

const batchSize = 1024;

/**
 * Computes the Merkle root of a test set as docs/commitment.md defines it. The test set is read a second
 * time, after each item's split is drawn, so that inputs are never all in memory. @returns the root in hex
 */
export async function computeSealedRoot(
  platform: Pick<ScorerPlatform, 'objects' | 'identity'>,
  round: RoundOfTestSet,
  drawn: {
    index: ItemIndex;
    secret: Uint8Array;
    bits: SplitBits;
    /** Published and original ids of the items in file order. */
    ids: readonly string[];
    originalIds: readonly string[];
  },
): Promise<string> {
  const { index, secret, bits, ids, originalIds } = drawn;
  const nonces = await computeNonces(yieldingHasher, secret, index.listIds());
  const leaves = createHashColumn(index.size);
  let batch: { position: number; item: LeafItem }[] = [];
  let leafCount = 0;
  let row = 0;

  async function hashBatch(): Promise<void> {
    const ofBatch = createHashColumn(batch.length);
    for (const [i, { position }] of batch.entries()) setHashes(ofBatch, i, [hashAt(nonces, position)]);
    const items = batch.map(({ item }) => item);
    const hashes = await computeLeaves(yieldingHasher, items, ofBatch);
    for (const [i, { position }] of batch.entries()) setHashes(leaves, position, [hashAt(hashes, i)]);
    leafCount += batch.length;
    batch = [];
  }

  await readSealedTestSet(
    platform,
    round,
    ({ id: originalId, inputJson, label, slices }) => {
      const isSame = originalIds[row] === originalId;
      const id = ids[row++];
      const position = id === undefined || !isSame ? undefined : index.find(id);
      if (id === undefined || position === undefined)
        throw new Error('the test set has changed since its items were drawn');
      const split = isFeedback(bits, position) ? 'feedback' : 'final';
      const value = round.task === 'regression' ? Number(label) : label;
      batch.push({ position, item: { id, inputJson, label: value, split, slices } });
    },
    async () => {
      if (batch.length >= batchSize) await hashBatch();
    },
  );
  await hashBatch();
  if (leafCount !== index.size) throw new Error('the test set has changed since its items were drawn');
  return formatHex(await computeMerkleRoot(yieldingHasher, leaves));
}
